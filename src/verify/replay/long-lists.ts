import { type Json, canonicalJson } from '../../lib/json.ts'
import { type DeclaredSchemas, alternatives, choicesOf, schemaAt } from '../fresh/input-schema.ts'
import { type Path, leavesOf, pathText, withValue } from './boxed/leaves.ts'
import { likeIt } from './like-it.ts'
import type { Lengthened, LongOptions } from './long-takes.ts'

/** Entries: below the limits of most APIs for what is done at once. */
const sizes = [12, 40, 90]
const mostPlaces = 3

/** The lists of an input with many more entries, each like one that is there and none like another. */
export function longLists(input: Json, { seed, schemas, names = [] }: LongOptions): Lengthened[] {
  const ofThings = names.map((path) => `${pathText(path)}.`)
  const lists = listsIn(input).filter(({ path, list }) => {
    const isOfNames = ofThings.some((name) => name.startsWith(`${pathText(path)}.`))
    return list.length > 0 && !isOfNames && longestAt(path, schemas) > 0
  })
  return lists.slice(0, mostPlaces).flatMap(({ path, list }) => {
    const entry = (at: number) => entryLike(list[at % list.length]!, seed + at)
    if (sameEntry(entry(list.length), entry(list.length + sizes.at(-1)!))) return []
    return sizes
      .filter((size) => size > list.length + 3 && size <= longestAt(path, schemas))
      .map((size) => ({ path, size, values: variantsOf(list, size, entry) }))
  })
}

interface List {
  readonly path: Path
  readonly list: readonly Json[]
}

/** The outermost: what is in a list belongs to its entries. */
function listsIn(document: Json, path: Path = []): List[] {
  if (Array.isArray(document)) return [{ path, list: document }]
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([name, value]) => listsIn(value as Json, [...path, name]))
}

/** How many entries the schema allows; none where it lists which there may be. */
function longestAt(path: Path, schemas: DeclaredSchemas | undefined): number {
  const schema = schemas && schemaAt(schemas.input, path, schemas.definitions)
  if (!schema || !schemas) return Infinity
  const options = alternatives(schema, schemas.definitions)
  const entry = schemaAt(schema, [0], schemas.definitions)
  if (entry && choicesOf(entry, schemas.definitions).length > 0) return 0
  return Math.min(Infinity, ...options.map((option) => option['maxItems']).filter((most) => typeof most === 'number'))
}

function variantsOf(list: readonly Json[], size: number, entry: (at: number) => Json): Lengthened['values'] {
  const many = [...list, ...Array.from({ length: size - list.length }, (_, at) => entry(list.length + at))]
  const withOther = (at: number) => many.with(at, entry(at + size * 2))
  return [
    ['nowhere', many],
    ['early', withOther(list.length)],
    ['in the middle', withOther(Math.floor((list.length + size) / 2))],
    ['at the end', withOther(size - 1)],
  ]
}

function entryLike(entry: Json, seed: number): Json {
  return leavesOf(entry).reduce((all, { path, value }) => withValue(all, path, valueLike(value, seed)), entry)
}

/** An address stays at its host. */
function valueLike(value: Json, seed: number): Json {
  const at = typeof value === 'string' ? value.indexOf('@') : -1
  const [own, host] = typeof value === 'string' && at > 0 ? [value.slice(0, at), value.slice(at)] : [value, '']
  const [like = value] = own === null || own === '' ? [] : likeIt(own, seed)
  return typeof like === 'string' ? `${like}${host}` : like
}

function sameEntry(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other)
}
