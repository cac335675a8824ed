import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Path } from './boxed/leaves.ts'

/** The document with a value at a place of its objects, which are made where there are none. */
export function withNew(document: Json, path: Path, value: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return value
  const object = isJsonObject(document) ? document : {}
  return { ...object, [key]: withNew(object[key] ?? {}, rest, value) }
}
