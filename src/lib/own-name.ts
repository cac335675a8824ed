import type { Json, JsonObject } from './json.ts'

/** The value by which a thing names itself. */
export function ownName(thing: JsonObject): { field: string; name: string } | undefined {
  const [first] = Object.keys(thing)
  const field = ['id', 'ts', 'uuid', 'gid', 'sid', 'key'].find((each) => isNaming(thing[each]))
  if (field !== undefined) return { field, name: String(thing[field]) }
  return first !== undefined && /[a-z](Id|_id)$/.test(first) && isNaming(thing[first])
    ? { field: first, name: String(thing[first]) }
    : undefined
}

export function isNaming(value: Json | undefined): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isInteger(value))
}
