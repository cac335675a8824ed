import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'

/** RFC 7396: null deletes, objects merge, everything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...target }
  for (const [field, value] of Object.entries(patch)) {
    const before = merged[field]
    if (value === null) delete merged[field]
    else
      merged[field] = isJsonObject(value)
        ? mergePatch(before !== undefined && isJsonObject(before) ? before : {}, value)
        : value
  }
  return merged
}

export function withoutNulls(fields: JsonObject): JsonObject {
  return mergePatch({}, fields)
}
