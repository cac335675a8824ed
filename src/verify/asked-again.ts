import type { Exchange } from '../gateway/exchange.ts'
import { chosenHeaders } from '../gateway/identity.ts'

/** Headers for asking the same thing again: those that the function chose, with a credential and a kind of body of ours. */
export function headersAgain(
  exchange: Pick<Exchange, 'requestHeaders'>,
  own: { credential: string; contentType: string },
): Headers {
  const headers = new Headers()
  for (const [name, value] of chosenHeaders(Object.entries(exchange.requestHeaders))) headers.set(name, value)
  headers.set('authorization', `Bearer ${own.credential}`)
  headers.set('content-type', own.contentType)
  return headers
}
