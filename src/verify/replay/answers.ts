import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, jsonOrText } from '../../lib/json.ts'
import type { Answer } from './boxed/job.ts'

/** The answers that a recorded run got from the API, in order. */
export function answersOf(exchanges: readonly Exchange[]): Answer[] {
  return exchanges
    .filter((exchange) => exchange.kind === 'proxy')
    .map((exchange) => ({
      method: exchange.method,
      endpoint: exchange.endpoint,
      query: exchange.query,
      body: exchange.requestBody,
      status: exchange.status,
      headers: exchange.responseHeaders,
      response: bodyOf(exchange),
    }))
}

/** The answer's body: parsed where it is JSON, text otherwise (also when cut at the cap), null when empty. */
export function bodyOf(exchange: Pick<Exchange, 'responseBody'>): Json {
  return exchange.responseBody === '' ? null : jsonOrText(exchange.responseBody)
}
