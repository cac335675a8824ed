import type { SentRequest } from './messages.ts'

/** What a function gives its `nango` to ask for. */
export interface RequestConfig {
  method?: string
  endpoint?: string
  params?: string | Record<string, unknown>
  data?: unknown
  [more: string]: unknown
}

// Taken before any foreign code is loaded, which shares them: what it puts in their place later is not asked.
const { stringify } = JSON
const { entries } = Object
const { isArray } = Array
const formText = Function.prototype.call.bind(URLSearchParams.prototype.toString) as (form: unknown) => string

/** A request as it leaves the thread: plain texts, made with nothing that the function could have changed. */
export function sentRequest(config: RequestConfig): SentRequest {
  return {
    method: String(config.method ?? 'GET'),
    endpoint: String(config.endpoint ?? ''),
    params: sentParams(config.params),
    body: sentBody(config.data),
    headers: stringify(config['headers'] ?? null) ?? 'null',
  }
}

function sentParams(params: RequestConfig['params']): SentRequest['params'] {
  if (params === undefined || params === null) return []
  if (typeof params === 'string') return params
  return entries(params).map(([name, value]): [string, string] => [name, String(value)])
}

function sentBody(data: unknown): SentRequest['body'] {
  if (data === undefined || data === null || data === '') return { as: 'text', text: '' }
  const form = textOfForm(data)
  if (form !== undefined) return { as: 'text', text: form }
  return typeof data === 'string' ? { as: 'text', text: data } : { as: 'json', text: stringify(data) ?? 'null' }
}

/** Only a real form lets itself be asked. */
function textOfForm(data: unknown): string | undefined {
  if (typeof data !== 'object' || isArray(data)) return undefined
  try {
    return formText(data)
  } catch {
    // It is none.
    return undefined
  }
}
