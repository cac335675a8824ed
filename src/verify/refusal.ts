import type { Exchange } from '../gateway/exchange.ts'
import { type Json, isJsonObject } from '../lib/json.ts'
import { bodyOf } from './replay/answers.ts'

/** Whether the API declined: by its status, or, as Slack does, by `ok: false` in an answer with status 200. */
export function isDeclined(status: number, body: Json): boolean {
  return status >= 400 || (isJsonObject(body) && body['ok'] === false)
}

export function isRefusal(exchange: Pick<Exchange, 'status' | 'responseBody'>): boolean {
  return isDeclined(exchange.status, bodyOf(exchange))
}

/** A request that the API itself answered with success. */
export function isSuccess(exchange: Exchange): boolean {
  return exchange.kind === 'proxy' && exchange.madeBy === undefined && exchange.status < 400 && !isRefusal(exchange)
}
