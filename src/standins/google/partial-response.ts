import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'
import { invalidParameter } from './refusal.ts'

/** What the `fields` parameter asks for, such as `nextPageToken,items(id,start/dateTime)`. */
export function partialResponse(resource: JsonObject, fields: string | undefined): JsonObject {
  if (fields === undefined || fields === '') return resource
  return select(resource, parseMask(fields)) as JsonObject
}

/** An empty mask takes everything below. */
export interface Mask {
  readonly [field: string]: Mask
}

function select(value: Json, mask: Mask): Json {
  if (Array.isArray(value)) return value.map((item) => select(item, mask))
  if (!isJsonObject(value) || Object.keys(mask).length === 0 || mask['*']) return value
  const kept = Object.entries(mask).filter(([field]) => value[field] !== undefined)
  return Object.fromEntries(kept.map(([field, below]) => [field, select(value[field] ?? null, below)]))
}

/** A mask that is not written as one is refused. */
export function parseMask(text: string): Mask {
  const tokens = text.replaceAll(/\s/g, '').match(/[A-Za-z0-9_*-]+|[(),/]/g) ?? []
  if (tokens.join('') !== text.replaceAll(/\s/g, '')) throw invalidParameter('fields', text)
  const mask = readList()
  if (tokens.length > 0) throw invalidParameter('fields', text)
  return mask

  function readList(): Mask {
    const list: Record<string, Mask> = {}
    do {
      const [field, below] = readField()
      list[field] = { ...list[field], ...below }
    } while (take(','))
    return list
  }

  function readField(): [string, Mask] {
    const name = tokens.shift()
    if (name === undefined || /[(),/]/.test(name)) throw invalidParameter('fields', text)
    if (take('/')) return [name, Object.fromEntries([readField()])]
    if (!take('(')) return [name, {}]
    const below = readList()
    if (!take(')')) throw invalidParameter('fields', text)
    return [name, below]
  }

  function take(token: string): boolean {
    if (tokens[0] !== token) return false
    tokens.shift()
    return true
  }
}
