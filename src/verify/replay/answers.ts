import type { Exchange } from '../../gateway/exchange.ts'
import type { Json } from '../../lib/json.ts'
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

/** The answer's body: parsed where it is JSON, text otherwise, null when empty. */
export function bodyOf(exchange: Pick<Exchange, 'responseBody'>): Json {
  if (exchange.responseBody === '') return null
  try {
    return JSON.parse(exchange.responseBody) as Json
  } catch {
    // Not JSON, or cut at the cap: a text like any other.
    return exchange.responseBody
  }
}
