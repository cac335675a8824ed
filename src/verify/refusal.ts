import type { Exchange } from '../gateway/exchange.ts'
import { isJsonObject } from '../lib/json.ts'
import { bodyOf } from './replay/answers.ts'

/** Whether the API declined: by its status, or, as Slack does, by `ok: false` in an answer with status 200. */
export function isRefusal(exchange: Exchange): boolean {
  if (exchange.status >= 400) return true
  const body = bodyOf(exchange)
  return isJsonObject(body) && body['ok'] === false
}

/** A request that the API itself answered with success. */
export function isSuccess(exchange: Exchange): boolean {
  return exchange.kind === 'proxy' && exchange.madeBy === undefined && exchange.status < 400 && !isRefusal(exchange)
}
