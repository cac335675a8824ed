import { isShallow } from '../../../lib/is-shallow.ts'
import type { Json, JsonObject } from '../../../lib/json.ts'
import type { SentRequest } from './messages.ts'

/** A request as it is compared: however it was written, equal ones are equal texts. */
export function normalisedRequest({ method, endpoint: asked, params, body }: SentRequest): JsonObject {
  const [endpoint = '', inline = ''] = asked.split('?')
  const given = typeof params === 'string' ? new URLSearchParams(params) : params
  return {
    method: method.toUpperCase(),
    endpoint: endpoint.replace(/^\/+/, ''),
    query: sortedObject([...new URLSearchParams(inline), ...given]),
    body: body.as === 'text' ? parsedBody(body.text) : (JSON.parse(body.text) as Json),
  }
}

export function sortedObject(pairs: readonly (readonly [string, string])[]): JsonObject {
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export function parsedBody(body: string): Json {
  if (body === '') return body
  try {
    // What nobody can walk is compared as it is.
    return isShallow(body) ? (JSON.parse(body) as Json) : body
  } catch {
    // Not JSON: a form, or text. Compared as it is.
    return body
  }
}
