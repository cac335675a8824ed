import { type Json, canonicalJson } from '../../lib/json.ts'
import { type DeclaredSchemas, choicesOf, mostOf, schemaAt } from '../fresh/input-schema.ts'
import { type Path, leavesOf, pathText, withValue } from './boxed/leaves.ts'
import { isUnixTime, unixDay } from '../fresh/dates.ts'
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
  return lists.slice(0, mostPlaces).flatMap(({ path, list }) =>
    sizes
      .filter((size) => size > list.length + 3 && size <= longestAt(path, schemas))
      .flatMap((size) => {
        const values = variantsOf(list, size, seed)
        return values ? [{ path, size, values }] : []
      }),
  )
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
  const entry = schemaAt(schema, [0], schemas.definitions)
  if (entry && choicesOf(entry, schemas.definitions).length > 0) return 0
  return mostOf(schema, 'maxItems', schemas.definitions)
}

/** Nothing where there are not so many that differ: switches, or numbers of hours. */
function variantsOf(list: readonly Json[], size: number, seed: number): Lengthened['values'] | undefined {
  const others = ['early', 'in the middle', 'at the end'] as const
  const many = distinctFrom(list, size + others.length, seed)
  if (!many) return undefined
  const [whole, spare] = [many.slice(0, size), many.slice(size)]
  const places = [list.length, Math.floor((list.length + size) / 2), size - 1]
  return [
    ['nowhere', whole],
    ...others.map((differs, index) => [differs, whole.with(places[index]!, spare[index]!)] as const),
  ]
}

/** So many entries, the known ones first. Who keeps one of each sends them all. */
function distinctFrom(list: readonly Json[], size: number, seed: number): Json[] | undefined {
  const many = [...list]
  const seen = new Set(list.map((entry) => canonicalJson(entry)))
  for (let nth = 1; many.length < size && nth < size * 5; nth++) {
    const entry = entryLike(list[nth % list.length]!, nth, seed + nth)
    if (seen.has(canonicalJson(entry))) continue
    seen.add(canonicalJson(entry))
    many.push(entry)
  }
  return many.length === size ? many : undefined
}

function entryLike(entry: Json, nth: number, seed: number): Json {
  return leavesOf(entry).reduce((all, { path, value }) => withValue(all, path, valueLike(value, nth, seed)), entry)
}

function valueLike(value: Json, nth: number, seed: number): Json {
  if (typeof value === 'number') return value + nth * (isUnixTime(value) ? unixDay(value) : 1)
  if (typeof value !== 'string' || value === '') return value
  // An address stays at its host.
  const [, own = value, host = ''] = /^([^@]+)(@.+)$/.exec(value) ?? []
  return `${likeIt(own, seed)[0] as string}${host}`
}
