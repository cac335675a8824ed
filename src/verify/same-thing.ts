import { type Json, type JsonObject, isJsonObject } from '../lib/json.ts'
import { isIdLike } from '../lib/id-like.ts'
import { isSuccess } from './refusal.ts'
import { bodyOf } from './replay/answers.ts'
import type { FreshRun } from './trial.ts'

export type Scalar = string | number | boolean

/** Values by name, whatever case and underscores it is written with. */
export type Fields = ReadonlyMap<string, readonly Scalar[]>

/** An object that a function returned, and what the API had answered about the same thing. */
export interface SameThing {
  readonly returned: Fields
  /** More than one where the answers do not tell them apart. */
  readonly answered: readonly Fields[]
}

const enough = 2

/**
 * Pairs of which at least two values, or one that names a thing, are the same. What is in the objects that an object
 * holds counts as its own, or not; where it does, it stands under the outer name as well.
 */
export function sameThingsIn({ ending, exchanges }: FreshRun, inner: 'with-inner' | 'alone'): SameThing[] {
  if (ending.kind !== 'returned') return []
  const answers = exchanges.filter(isSuccess).flatMap((exchange) => objectsIn(bodyOf(exchange), inner))
  const index = indexOf(answers.map(({ fields }) => fields))
  return objectsIn([ending.output, ...Object.values(ending.saved)], inner).flatMap(({ fields: returned }) => {
    const scores = scoresOf(returned, index)
    const best = Math.max(0, ...scores.values())
    if (best < enough) return []
    const alike = answers.filter((_, at) => scores.get(at) === best)
    return [{ returned, answered: wholeOnes(alike).map(({ fields }) => fields) }]
  })
}

/** Without what counts as part of another one: it says less of the same thing. */
function wholeOnes(alike: readonly Found[]): readonly Found[] {
  const among = new Set(alike.map(({ fields }) => fields))
  return alike.filter(({ partOf }) => !partOf.some((outer) => among.has(outer)))
}

interface Index {
  readonly byField: ReadonlyMap<string, ReadonlySet<number>>
  readonly byValue: ReadonlyMap<string, ReadonlySet<number>>
}

function indexOf(objects: readonly Fields[]): Index {
  const byField = new Map<string, Set<number>>()
  const byValue = new Map<string, Set<number>>()
  const put = (map: Map<string, Set<number>>, key: string, at: number) =>
    map.set(key, (map.get(key) ?? new Set()).add(at))
  for (const [at, fields] of objects.entries()) {
    for (const [name, value] of valuesOf(fields)) {
      put(byField, `${name} ${value}`, at)
      if (isIdLike(String(value))) put(byValue, String(value), at)
    }
  }
  return { byField, byValue }
}

function valuesOf(fields: Fields): (readonly [string, Scalar])[] {
  return [...fields].flatMap(([name, values]) => values.map((value) => [name, value] as const))
}

function scoresOf(returned: Fields, { byField, byValue }: Index): ReadonlyMap<number, number> {
  const scores = new Map<number, number>()
  const add = (found: ReadonlySet<number> | undefined, worth: number) => {
    for (const at of found ?? []) scores.set(at, (scores.get(at) ?? 0) + worth)
  }
  for (const [name, value] of valuesOf(returned)) {
    if (typeof value === 'boolean') continue
    add(byField.get(`${name} ${value}`), 1)
    if (isIdLike(String(value))) add(byValue.get(String(value)), enough)
  }
  return scores
}

interface Found {
  readonly fields: Fields
  /** The objects that hold this one, and count its values as their own. */
  readonly partOf: readonly Fields[]
}

/** Every object, at any depth. What is in a list is never its owner's own. */
function objectsIn(value: Json, inner: 'with-inner' | 'alone', holders: readonly Fields[] = []): Found[] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => objectsIn(each, inner))
  if (!isJsonObject(value)) return []
  const isDeep = inner === 'with-inner'
  const fields = new Map<string, Scalar[]>()
  gather(value, { outer: [], isDeep }, fields)
  const partOf = isDeep ? holders : []
  return [{ fields, partOf }, ...Object.values(value).flatMap((each) => objectsIn(each, inner, [...partOf, fields]))]
}

interface Gathering {
  readonly outer: readonly string[]
  readonly isDeep: boolean
}

function gather(object: JsonObject, { outer, isDeep }: Gathering, fields: Map<string, Scalar[]>): void {
  for (const [name, value] of Object.entries(object)) {
    const names = [...outer, plainName(name)]
    if (isJsonObject(value) && isDeep) gather(value, { outer: names, isDeep }, fields)
    const said = isJsonObject(value) ? wrappedIn(value, isDeep) : value
    if (isScalar(said)) for (const each of names) fields.set(each, [...(fields.get(each) ?? []), said])
  }
}

/** What is said of a field by an object that says who set it, too, and when. */
function wrappedIn(object: JsonObject, isDeep: boolean): Json {
  return isDeep ? null : (object['value'] ?? object['text'] ?? null)
}

function isScalar(value: Json): value is Scalar {
  return typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean'
}

export function plainName(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
}
