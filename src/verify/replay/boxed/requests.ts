import type { Json, JsonObject } from '../../../lib/json.ts'

/** What a function gives its `nango` to ask for. */
export interface RequestConfig {
  method?: string
  endpoint?: string
  params?: string | Record<string, unknown>
  data?: unknown
  [more: string]: unknown
}

/** A request as it is compared: however it was written, equal ones are equal texts. */
export function normalisedRequest(config: RequestConfig): JsonObject {
  const [endpoint = '', inline = ''] = String(config.endpoint ?? '').split('?')
  const query = [...new URLSearchParams(inline), ...pairsOf(config.params)]
  return {
    method: String(config.method ?? 'GET').toUpperCase(),
    endpoint: endpoint.replace(/^\/+/, ''),
    query: sortedObject(query),
    body: plainBody(config.data),
  }
}

function pairsOf(params: RequestConfig['params']): [string, string][] {
  if (params === undefined || params === null) return []
  if (typeof params === 'string') return [...new URLSearchParams(params)]
  return Object.entries(params).map(([name, value]) => [name, String(value)])
}

export function sortedObject(pairs: readonly (readonly [string, string])[]): JsonObject {
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function plainBody(data: unknown): Json {
  if (data === undefined || data === null || data === '') return ''
  if (data instanceof URLSearchParams) return parsedBody(data.toString())
  return typeof data === 'string' ? parsedBody(data) : plain(data)
}

export function parsedBody(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    // Not JSON: a form, or text. Compared as it is.
    return body
  }
}

/** As it would be on the wire: no undefined, dates as texts. */
export function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value) ?? 'null') as Json
}
