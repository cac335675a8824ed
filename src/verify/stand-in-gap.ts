import type { Exchange } from '../gateway/exchange.ts'
import { isJsonObject } from '../lib/json.ts'
import type { Evidence } from './evidence.ts'
import { bodyOf } from './replay/answers.ts'
import { proxied } from './trial.ts'

/** What the agent's last request wanted and only our stand-in lacks: nobody can be judged by that. */
export function standInGap({ recording }: Evidence): string | undefined {
  const last = proxied(recording).at(-1)
  return last && isGap(last) ? `our stand-in lacks ${last.method} /${last.endpoint}, which the API has` : undefined
}

function isGap(exchange: Exchange): boolean {
  const { status, upstream, madeBy } = exchange
  if (status !== 501 || upstream !== 'embedded' || madeBy !== undefined) return false
  const body = bodyOf(exchange)
  return isJsonObject(body) && body['standin'] === 'not implemented'
}
