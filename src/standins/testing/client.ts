import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'
import type { AccountState, StandIn } from '../stand-in.ts'

/** What came back: the status, the headers and the body, an empty object when there was none. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: JsonObject
}

export interface Sent {
  readonly method?: string
  readonly json?: JsonObject
  readonly form?: Record<string, string>
  readonly headers?: Record<string, string>
  /** Null: none at all. */
  readonly credential?: string | null
}

export async function send(standIn: StandIn, url: string, sent: Sent = {}): Promise<Reply> {
  const { method = 'GET', json, form, credential = 'right' } = sent
  const headers = new Headers(sent.headers)
  if (credential !== null) headers.set('authorization', `Bearer ${credential}`)
  if (json) headers.set('content-type', 'application/json')
  const body = json ? JSON.stringify(json) : form && new URLSearchParams(form)
  const response = await standIn.fetch(new Request(url, { method, headers, ...(body ? { body } : {}) }))
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as JsonObject),
  }
}

/** The value at a dotted path such as `items.0.id`; undefined when there is none. */
export function at(value: Json, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((found, key) => {
    if (Array.isArray(found)) return found[Number(key)]
    return isJsonObject(found) ? found[key] : undefined
  }, value)
}

export function textAt(value: Json, path: string): string {
  return String(at(value, path))
}

/** What was made, changed and removed between two looks at an account, as `collection key`. */
export function difference(
  before: AccountState,
  after: AccountState,
): { made: string[]; changed: string[]; removed: string[] } {
  const [old, now] = [byName(before), byName(after)]
  return {
    made: [...now.keys()].filter((name) => !old.has(name)),
    changed: [...now].filter(([name, fields]) => old.has(name) && old.get(name) !== fields).map(([name]) => name),
    removed: [...old.keys()].filter((name) => !now.has(name)),
  }
}

function byName(state: AccountState): Map<string, string> {
  return new Map(state.map(({ collection, key, fields }) => [`${collection} ${key}`, JSON.stringify(fields)]))
}
