import type { Exchange } from '../../../gateway/exchange.ts'
import { isJsonObject, type Json, jsonOrNothing } from '../../../lib/json.ts'
import type { FreshRun } from '../../trial.ts'

/** A value and the key that it stands under; a list's values stand under the list's key. */
export interface Leaf {
  readonly key: string
  readonly value: string | number
}

/** All that a run was given and was answered: what may be somebody's. Keys that are data come as leaves of their own. */
export function* leavesOf({ exchanges, input, metadata }: FreshRun): Generator<Leaf> {
  yield* leavesIn(input ?? null, '')
  yield* leavesIn(metadata ?? null, '')
  for (const exchange of exchanges) {
    const answer = answerOf(exchange)
    if (answer === undefined) continue
    for (const leaf of leavesIn(answer, '')) if (exchange.kind === 'proxy' || !specNames.has(leaf.key)) yield leaf
  }
}

/** What Nango says of a connection that is nobody's: it is in the spec too, or is the API's name. */
export const specNames: ReadonlySet<string> = new Set(
  'provider provider_config_key connection_id connectionId unique_key display_name'.split(' '),
)

/** What an exchange was answered, as a function sees it; nothing where it is no text. */
function answerOf({ kind, responseBody, responseEncoding }: Exchange): Json | undefined {
  if (kind === 'docs' || responseEncoding === 'base64') return undefined
  return jsonOrNothing(responseBody) ?? responseBody
}

function* leavesIn(value: Json, key: string): Generator<Leaf> {
  if (typeof value === 'string') {
    const inner = documentIn(value)
    if (inner) yield* leavesIn(inner.value, key)
    else yield { key, value }
  } else if (typeof value === 'number') yield { key, value }
  else if (isJsonObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (isData(name)) yield { key: 'id', value: name }
      yield* leavesIn(inner, name)
    }
  } else if (Array.isArray(value)) for (const inner of value as readonly Json[]) yield* leavesIn(inner, key)
}

/** A key that is somebody's address or the id of something, as in a map by address. */
export function isData(key: string): boolean {
  return key.includes('@') || /^\d{5,}$/.test(key) || /^(?=.*\d)[A-Z0-9]{8,}$/.test(key)
}

/** A text that is a document itself: JSON in JSON, or a text in base64. `written` gives it back in that form. */
export function documentIn(text: string): { value: Json; written: (value: Json) => string } | undefined {
  if (/^\s*[{[]/.test(text)) {
    const value = jsonOrNothing(text)
    const written = (other: Json) => JSON.stringify(other)
    return value !== undefined && written(value) === text ? { value, written } : undefined
  }
  for (const form of ['base64', 'base64url'] as const) {
    if (text.length < 16 || !/^[\w+/-]+={0,2}$/.test(text)) return undefined
    const inner = Buffer.from(text, form).toString('utf8')
    const written = (other: Json) => Buffer.from(String(other)).toString(form)
    if (written(inner) === text && !/[\p{Cc}\ufffd]/u.test(inner.replace(/[\r\n\t]/g, '')))
      return { value: inner, written }
  }
  return undefined
}
