import { type Json, isJsonObject, jsonOrNothing } from '../../lib/json.ts'
import type { Provider } from '../provider.ts'

/** A request to a live account, read as far as it has to be to tell what it would reach. */
export interface Asked {
  readonly method: string
  readonly url: URL
  /** Below the API's base, decoded, without empty ones. */
  readonly segments: readonly string[]
  /** Of query and body, with the name of the field that each stands in, at any depth. */
  readonly values: readonly Field[]
  readonly headers: Headers
  readonly body: Buffer
}

export interface Field {
  readonly name: string
  readonly value: string | number
  /** Fields that it is inside of: 0 for one of the query, and for one at the top of the body. */
  readonly depth: number
}

export async function asked(request: Request, provider: Pick<Provider, 'baseUrl'>): Promise<Asked> {
  const url = new URL(request.url)
  const body = request.body === null ? Buffer.alloc(0) : Buffer.from(await request.arrayBuffer())
  const query = [...url.searchParams].map(([name, value]) => ({ name, value, depth: 0 }))
  return {
    method: request.method.toUpperCase(),
    url,
    segments: segmentsBelow(provider, url.pathname),
    values: withLiterals([...query, ...fieldsOfBody(body.toString('utf8'), request.headers.get('content-type') ?? '')]),
    headers: request.headers,
    body,
  }
}

export function segmentsBelow({ baseUrl }: Pick<Provider, 'baseUrl'>, pathname: string): string[] {
  const base = new URL(baseUrl).pathname.replace(/\/+$/, '')
  const below = pathname.startsWith(base) ? pathname.slice(base.length) : pathname
  return below
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded)
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // A stray % sign is no name of anything that an API gave.
    return segment
  }
}

function fieldsOfBody(text: string, contentType: string): Field[] {
  if (text === '') return []
  const json = jsonOrNothing(text)
  if (json !== undefined) return fieldsOf(json)
  if (/multipart|^text\/|octet-stream/i.test(contentType)) return []
  return [...new URLSearchParams(text)].flatMap(([name, value]) => fieldsOf(value, name))
}

/** GraphQL names things in the text of its query. */
function withLiterals(fields: Field[]): Field[] {
  return fields.flatMap((field) => {
    if (field.name !== 'query' || typeof field.value !== 'string') return [field]
    const literals = [...field.value.matchAll(/"([^"\\]{1,300})"/g)]
    return [field, ...literals.map(([, value = '']) => ({ name: 'literal', value, depth: 1 }))]
  })
}

const deepest = 12

/** A text that is a document itself, as form fields often are, counts as that document. */
function fieldsOf(value: Json, name = '', depth = 0): Field[] {
  if (typeof value === 'number') return [{ name, value, depth }]
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) && depth < deepest ? jsonOrNothing(value) : undefined
    return inner === undefined ? [{ name, value, depth }] : fieldsOf(inner, name, depth + 1)
  }
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  if (!isJsonObject(value)) return value.flatMap((each) => fieldsOf(each, name, depth))
  return Object.entries(value).flatMap(([key, each]) => fieldsOf(each, key, name === '' ? depth : depth + 1))
}
