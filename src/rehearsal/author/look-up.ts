import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { type Desk, look } from './desk.ts'
import type { LookUp } from './draft.ts'
import { type Known, demandedBy, isReference } from './fields.ts'
import { findersOf, lookAt, nounsOf, valueFor } from './find.ts'
import { itemsIn, valueAt } from './items.ts'
import type { LookUpClause } from './look-up-clause.ts'
import type { Field, Operation } from './read-page.ts'
import { isSaidBy, wordsOf } from './words.ts'

/** How the id that an operation demands is found by what the caller knows the thing by. */
export function* lookedUp(
  desk: Desk,
  operation: Operation,
  { thing, by }: LookUpClause,
  known: Known,
): Move<LookUp | undefined> {
  const references = demandedBy(operation).filter(isReference)
  const word = wordsOf(thing)[0] ?? thing
  const isThing = (field: Field) => nounsOf(field, operation, desk).some((noun) => isSaidBy(noun, word))
  const field = references.findLast(isThing) ?? references.at(-1)
  if (!field) return undefined
  const context: Known = new Map([...known].filter(([name]) => name !== field.name))
  const readers = yield* findersOf(desk, operation, { field, known: context, depth: 0 })
  const isGiven = ({ name }: Field) => references.some((each) => each.name === name && each !== field)
  for (const reader of readers.filter((each) => demandedBy(each).every(isGiven)).slice(0, 3)) {
    const [answer] = (yield* look(desk, 'By what can it be told?', [lookAt(desk, reader, context)])) ?? []
    const found =
      answer === undefined ? undefined : placesIn(answer, field, { by, nouns: nounsOf(field, reader, desk) })
    if (found) return { field, reader, thing, ...found }
  }
  return undefined
}

interface Telling {
  readonly by: string
  readonly nouns: readonly string[]
}

/** Where the things are, and within each what it is known by and what others call it. */
function placesIn(answer: Json, field: Field, { by, nouns }: Telling): Pick<LookUp, 'path' | 'by' | 'id'> | undefined {
  const list = itemsIn(answer, nouns)
  const item = list?.items[0]
  if (!list || !item) return undefined
  const value = valueFor(field, item)
  const ways = waysIn(item)
  const id = ways.find((way) => way.at(-1) === field.name) ?? ways.find((way) => valueAt(item, way) === value)
  const known =
    ways.find((way) => wordsOf(way.at(-1)!).join(' ') === by) ?? ways.find((way) => isCalled(way.at(-1)!, by))
  return value !== undefined && id && known ? { path: list.path, by: known, id } : undefined
}

/** What one calls a title another calls a name. */
function isCalled(name: string, by: string): boolean {
  const names = ['name', 'title', 'label']
  return wordsOf(name).includes(by) || (names.includes(by) && names.includes(name.toLowerCase()))
}

/** The ways to the texts and numbers of a thing, the shortest first. */
function waysIn(item: Json, depth = 0): string[][] {
  if (!isJsonObject(item) || depth > 2) return []
  const entries = Object.entries(item)
  const plain = entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  const inside = entries.flatMap(([name, value]) => waysIn(value, depth + 1).map((way) => [name, ...way]))
  return [...plain.map(([name]) => [name]), ...inside].toSorted((a, b) => a.length - b.length)
}
