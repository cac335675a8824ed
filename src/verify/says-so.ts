import type { Json } from '../lib/json.ts'
import { kindOfPlace, leavesOf, pathText, valueAt } from './replay/boxed/leaves.ts'

/**
 * Whether an output tells that not all went well: it says something that the output of a good run does not. What is
 * merely missing says nothing. `volatile`: places that differ between good runs.
 */
export function saysSo(good: Json, output: Json, volatile: ReadonlySet<string>): boolean {
  const known = new Map<string, Set<Json>>()
  for (const { path, value } of leavesOf(good)) {
    const kind = kindOfPlace(pathText(path))
    known.set(kind, (known.get(kind) ?? new Set()).add(value))
  }
  return leavesOf(output).some(({ path, value }) => {
    const place = pathText(path)
    if (volatile.has(place) || isNothing(value)) return false
    if (typeof value === 'boolean' && typeof valueAt(good, path) === 'boolean') return value !== valueAt(good, path)
    // Entries of a list move up when one is left out.
    return known.get(kindOfPlace(place))?.has(value) !== true
  })
}

function isNothing(value: Json): boolean {
  return value === null || value === '' || typeof value === 'object'
}
