import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import { type Path, valueAt } from './boxed/leaves.ts'

export interface List {
  readonly path: Path
  readonly entries: readonly JsonObject[]
}

/** Lists of objects, none of them within another. */
export function listsIn(document: Json, path: Path = []): List[] {
  if (Array.isArray(document)) {
    const entries = document.filter(isJsonObject)
    return entries.length > 0 && entries.length === document.length ? [{ path, entries }] : []
  }
  if (!isJsonObject(document)) return []
  return Object.entries(document).flatMap(([name, value]) => listsIn(value, [...path, name]))
}

export function entriesAt(response: Json, path: Path): JsonObject[] {
  const list = valueAt(response, path)
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}
