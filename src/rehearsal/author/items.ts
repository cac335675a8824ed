import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { Field } from './read-page.ts'
import { isData } from './shape.ts'
import { wordsOf } from './words.ts'

/** The list in an answer that its caller wants: where it is, and what is in it. */
export interface Items {
  readonly path: readonly string[]
  readonly items: readonly Json[]
}

/** The likeliest list of an answer: of objects, near the top, with a name that was asked for. */
export function itemsIn(answer: Json, wanted: readonly string[] = []): Items | undefined {
  const lists = listsIn(answer, [], 0)
  const score = ({ path, items }: Items) =>
    (items.some(isJsonObject) ? 4 : 0) +
    (wordsOf(path.at(-1) ?? '').some((word) => wanted.includes(word)) ? 3 : 0) +
    (items.length > 0 ? 1 : 0) +
    (/^(items|results|data|records|entries|list|values)$/.test(path.at(-1) ?? '') ? 2 : 0) +
    Math.min(items.length, 10) / 10 -
    path.length
  return lists.toSorted((a, b) => score(b) - score(a))[0]
}

function listsIn(value: Json, path: readonly string[], depth: number): Items[] {
  if (Array.isArray(value)) return [{ path, items: value }]
  if (!isJsonObject(value) || depth > 2) return []
  return Object.entries(value)
    .filter(([name]) => !isData(name))
    .flatMap(([name, child]) => listsIn(child, [...path, name], depth + 1))
}

/** The value of a name anywhere near the top of a thing. */
export function valueIn(item: Json, name: string, depth = 0): Json | undefined {
  if (!isJsonObject(item)) return undefined
  if (Object.hasOwn(item, name)) return item[name]
  if (depth > 1) return undefined
  for (const child of Object.values(item)) {
    const found = valueIn(child, name, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** What is found by a way into a thing. */
export function valueAt(item: Json, way: readonly string[]): Json | undefined {
  return way.reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), item)
}

/** The first object anywhere in an answer that has a member of a name. */
export function objectWith(value: Json, name: string): JsonObject | undefined {
  if (isJsonObject(value) && Object.hasOwn(value, name)) return value
  const inside = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : []
  for (const each of inside) {
    const found = objectWith(each, name)
    if (found) return found
  }
  return undefined
}

/** What is wanted in a certain state first; else things in use before those that are archived, deleted, somebody else's or not ours to enter. */
export function mostUsable(items: readonly Json[], wanted: readonly string[] = []): Json[] {
  const states = wanted.filter((word) => /(ed|en)$/.test(word)).map((word) => word.slice(0, 5))
  const score = (item: Json) => {
    if (!isJsonObject(item)) return 0
    return Object.entries(item).reduce((sum, [name, value]) => {
      if (value === true && states.some((state) => name.toLowerCase().includes(state))) return sum + 5
      if (
        value === true &&
        /archiv|delet|trash|hidden|disabled|cancel|locked|read_?only|is_bot|external|suspend/i.test(name)
      )
        return sum - 2
      if (value === true && /is_?member|owner|primary|can_?edit|is_?active/i.test(name)) return sum + 1
      // Where one is the owner one may do all; the owner's own entry is nobody's to change.
      if (/role/i.test(name) && value === 'owner') return sum + (/^role$/i.test(name) ? -1 : 2)
      return sum
    }, 0)
  }
  return items
    .map((item, at) => ({ item, at, score: score(item) }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .map(({ item }) => item)
}

/** Names of the fields that tell each of the things from all others, and look as if they were made for it. */
export function marksOf(items: readonly Json[], answer: readonly Field[]): string[] {
  const objects = items.filter(isJsonObject)
  const names = Object.keys(objects[0] ?? {})
  const fields = answer.flatMap((field) => [field, ...field.fields])
  const isTold = (name: string) =>
    fields.some((field) => field.name === name && /\b(id|identifier|key)\b/i.test(field.text.slice(0, 80)))
  const marks = names.filter((name) => {
    const values = objects.map((item) => item[name])
    return values.every(isMark) && new Set(values).size === values.length
  })
  return [...marks.filter(isTold), ...marks.filter((name) => !isTold(name))]
}

/** No text that a person wrote, no address and no time. */
function isMark(value: Json | undefined): boolean {
  if (typeof value === 'number') return Number.isInteger(value)
  return typeof value === 'string' && /^[\w.@-]{1,80}$/.test(value) && !/^\d{4}-\d{2}-\d{2}/.test(value)
}
