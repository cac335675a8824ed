import type { Json } from '../../../lib/json.ts'

export type Path = readonly (string | number)[]

/** A value of a JSON document that contains nothing further; an empty array or object is one. */
export interface Leaf {
  readonly path: Path
  readonly value: Json
}

export function leavesOf(value: Json, path: Path = []): Leaf[] {
  const entries = entriesOf(value)
  if (entries.length === 0) return [{ path, value }]
  return entries.flatMap(([key, child]) => leavesOf(child, [...path, key]))
}

function entriesOf(value: Json): [string | number, Json][] {
  if (Array.isArray(value)) return value.map((child, index) => [index, child])
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

/** The document with another value at one place. Everything else is shared. */
export function withValue(document: Json, path: Path, value: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(document)) {
    return document.map((child, index) => (index === key ? withValue(child, rest, value) : child))
  }
  if (typeof document !== 'object' || document === null) return document
  return Object.fromEntries(
    Object.entries(document).map(([name, child]) => [name, name === key ? withValue(child, rest, value) : child]),
  )
}

/** The document without what is at one place: a member of an object, or an entry of a list. */
export function without(document: Json, path: Path): Json {
  const [key, ...rest] = path
  if (key === undefined || typeof document !== 'object' || document === null) return document
  if (Array.isArray(document)) {
    return document.flatMap((child, index) => (index !== key ? [child] : rest.length > 0 ? [without(child, rest)] : []))
  }
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, child]) =>
      name !== key ? [[name, child]] : rest.length > 0 ? [[name, without(child as Json, rest)]] : [],
    ),
  )
}

/** Every value of one kind of place, and what it becomes: numbers grow, texts get a word more. */
export interface OtherKind {
  readonly place: string
  readonly word: string
  readonly by: number
}

/** The document with every value of one kind of place changed; dates and texts stay what they are by type. */
export function withOtherKind(document: Json, other: OtherKind, path: Path = []): Json {
  const child = (value: Json, key: string | number) => withOtherKind(value, other, [...path, key])
  if (Array.isArray(document) && document.length > 0) return document.map(child)
  if (typeof document === 'object' && document !== null && Object.keys(document).length > 0) {
    return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, child(value as Json, name)]))
  }
  return kindOfPlace(pathText(path)) === other.place ? otherValue(document, other) : document
}

/** The document with its lists of objects turned by one entry. What is in an entry stays as it is. */
export function withTurnedLists(document: Json): Json {
  if (typeof document !== 'object' || document === null) return document
  if (Array.isArray(document)) {
    return isListOfObjects(document) ? [...document.slice(1), ...document.slice(0, 1)] : document
  }
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, withTurnedLists(value as Json)]))
}

/** The lists that would be turned. */
export function listsOfObjects(document: Json): readonly (readonly Json[])[] {
  if (typeof document !== 'object' || document === null) return []
  if (Array.isArray(document)) return isListOfObjects(document) ? [document] : []
  return Object.values(document).flatMap((value) => listsOfObjects(value as Json))
}

function isListOfObjects(list: readonly Json[]): boolean {
  return list.length > 1 && list.every((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry))
}

function otherValue(value: Json, { word, by }: OtherKind): Json {
  if (typeof value === 'number') return value + by
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return value
  return /^\d{4}-\d{2}-\d{2}/.test(value) ? `${Number(value.slice(0, 4)) + 1}${value.slice(4)}` : `${value}-${word}`
}

export function valueAt(document: Json | undefined, path: Path): Json | undefined {
  let value = document
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<string | number, Json>>)[key]
  }
  return value
}

/** Places at which two documents differ, as texts of their paths. */
export function differences(before: Json, after: Json): string[] {
  return changesIn(before, after).map(({ place }) => place)
}

/** A place whose value is another; nothing before or after where there was none. */
export interface PlaceChange {
  readonly place: string
  readonly from?: Json
  readonly to?: Json
}

export function changesIn(before: Json, after: Json): PlaceChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const old = new Map(leavesOf(before).map(({ path, value }) => [pathText(path), value]))
  const young = new Map(leavesOf(after).map(({ path, value }) => [pathText(path), value]))
  const all = new Set([...old.keys(), ...young.keys()])
  return [...all].flatMap((place) => {
    const [from, to] = [old.get(place), young.get(place)]
    if (JSON.stringify(from) === JSON.stringify(to)) return []
    return [{ place, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
  })
}

export function pathText(path: Path): string {
  return path.map((key) => String(key).replaceAll('.', '·')).join('.')
}

/** The path with `*` for every position in an array: places of one kind have one text. */
export function kindOfPlace(path: string): string {
  return path
    .split('.')
    .map((key) => (/^\d+$/.test(key) ? '*' : key))
    .join('.')
}
