import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { chooseOperation } from './choose-operation.ts'
import type { Desk } from './desk.ts'
import { errandOf } from './errand.ts'
import { demandedBy, isTalk } from './fields.ts'
import { findersOf, nounsOf } from './find.ts'
import { intentOf } from './intent.ts'
import type { Condition, Errand, Level } from './level.ts'
import { likelyPages } from './likely-pages.ts'
import { type ReadList, boundBy, readList } from './read-list.ts'
import type { Field, Operation } from './read-page.ts'
import { type Shape, shapeOf } from './shape.ts'
import type { Clauses } from './sync-clauses.ts'
import { wordsOf } from './words.ts'

/** The lists that a sync has to read; nothing where it is one list, or where they cannot be found. */
export function* planSync(desk: Desk, operation: Operation, clauses: Clauses): Move<readonly Level[] | undefined> {
  const chain = yield* chainTo(desk, operation)
  if (!chain) return undefined
  const { each, included, also, errand } = clauses
  const wanted = each ?? included
  const within = wanted === undefined ? undefined : yield* innerListOf(desk, wanted, chain)
  const done = errand === undefined ? undefined : yield* errandOf(desk, errand, chain[0]!)
  const other = also === undefined ? undefined : yield* otherListOf(desk, also)
  if (chain.length === 1 && !within && !done && !other) return undefined
  const isMore = within !== undefined && each === undefined
  const saved = savedShape([...chain.slice(-1), ...(isMore ? [within] : []), ...(other ? [other] : [])])
  const inner = within && innerLevel(within, isMore ? saved : undefined)
  const counted = isMore && wanted !== undefined ? countOf(chain.at(-1)!, wanted) : undefined
  const level = nested(chain, { saved, only: counted ? [counted] : [], ...(inner && { inner }), ...(done && { done }) })
  return [level, ...(other ? [{ ...plain(other), list: { ...other.list, item: saved }, isSaved: true }] : [])]
}

/** The list, and before it the one that has to be read first, as it demands what the items of that are called. */
function* chainTo(desk: Desk, operation: Operation): Move<readonly ReadList[] | undefined> {
  const demanded = demandedBy(operation).filter(({ name }) => !isTalk(name))
  const loose = demanded.find((field) => !isOwner(desk, operation, field))
  if (!loose) {
    const list = yield* readList(desk, operation, [])
    return list && [list]
  }
  const finders = yield* findersOf(desk, operation, { field: loose, known: new Map(), depth: 0 })
  for (const finder of finders.slice(0, 3)) {
    if (demandedBy(finder).length > 0) continue
    const outer = yield* readList(desk, finder, [])
    const list = outer && (yield* readList(desk, operation, [outer], loose.name))
    if (outer && list) return [outer, list]
  }
  return undefined
}

/** A sentence that speaks of a box leaves it to somebody to say which; one that speaks of all boxes does not. */
function isOwner(desk: Desk, operation: Operation, field: Field): boolean {
  const { owners } = desk.intent
  const nouns = nounsOf(field, operation, desk).flatMap((noun) => [noun, desk.aliases.get(noun) ?? noun])
  return nouns.some((noun) => owners.includes(noun))
}

/** A list that is asked for with each item of another: the labels of a box. */
function* innerListOf(desk: Desk, wanted: string, chain: readonly ReadList[]): Move<ReadList | undefined> {
  const last = chain.at(-1)!
  const outer = wordsOf(last.list.path.at(-1) ?? '').at(-1) ?? 'thing'
  const wish = intentOf(`list-${wanted.replaceAll(' ', '-')}`, `List the ${wanted} of a ${outer}.`, 'action')
  const queries = [`list ${wanted}`, `${wanted} of a ${outer}`]
  const pages = yield* likelyPages(desk, `Then ${wanted}: how are they had?`, queries, wish)
  const around = [...chain.slice(0, -1), onlyWith(last, countOf(last, wanted))]
  const usable = pages.filter((page) => {
    const demanded = demandedBy(page).filter(({ name }) => !isTalk(name))
    return page.method === 'GET' && demanded.length > 0 && demanded.every((each) => boundBy(desk, page, each, around))
  })
  for (const page of usable.slice(0, 2)) {
    const list = yield* readList(desk, page, around)
    if (list) return list
  }
  return undefined
}

/** Where an item says how many it has, one need not ask for none. */
function countOf({ found }: ReadList, wanted: string): Condition | undefined {
  const nouns = wordsOf(wanted)
  const members = found.flatMap(({ item }) => (isJsonObject(item) ? Object.entries(item) : []))
  const counts = members.flatMap(([name, value]) => {
    const words = wordsOf(name)
    const isCount = words.some((word) => /^(count|number|num|total)$/.test(word))
    return typeof value === 'number' && isCount && words.some((word) => nouns.includes(word)) ? [name] : []
  })
  const member = counts.toSorted((a, b) => a.length - b.length)[0]
  return member === undefined ? undefined : { member, is: 'more than none' }
}

function onlyWith(list: ReadList, condition: Condition | undefined): ReadList {
  if (!condition) return list
  const has = (item: Json) => isJsonObject(item) && Number(item[condition.member] ?? 0) > 0
  return { ...list, found: list.found.filter(({ item }) => has(item)) }
}

function* otherListOf(desk: Desk, wanted: string): Move<ReadList | undefined> {
  const does = `Keep a copy of all ${wanted}.`
  const name = wanted.replaceAll(' ', '-')
  const other: Desk = { ...desk, scene: { ...desk.scene, name, does }, intent: intentOf(name, does, 'sync') }
  const [operation] = yield* chooseOperation(other)
  return operation && (yield* readList(other, operation, []))
}

/** One model holds them all. */
function savedShape(lists: readonly ReadList[]): Shape {
  const { list, draft } = lists[0]!
  if (lists.length === 1) return list.item
  const fields = draft.operation.answer.find(({ name }) => name === list.path[0])?.fields ?? []
  return shapeOf(
    lists.flatMap(({ found }) => found.map(({ item }) => item)),
    fields,
  )
}

function plain({ draft, list }: ReadList): Level {
  return { draft, list, isSaved: false, only: [] }
}

/** Records of their own where there is a shape for them; else they go into the outer one. */
function innerLevel(list: ReadList, saved: Shape | undefined): Level {
  return saved
    ? { ...plain(list), isSaved: true, list: { ...list.list, item: saved } }
    : { ...plain(list), into: list.list.path.at(-1) ?? 'entries' }
}

interface Nesting {
  readonly saved: Shape
  readonly only: readonly Condition[]
  readonly inner?: Level
  readonly done?: Errand
}

/** Each list within the one before it. */
function nested(chain: readonly ReadList[], { saved, only, inner, done }: Nesting): Level {
  const last = chain.at(-1)!
  const own: Level = {
    ...plain(last),
    list: { ...last.list, item: saved },
    isSaved: true,
    only,
    ...(inner && { inner }),
  }
  const whole = chain.slice(0, -1).reduceRight<Level>((level, list) => ({ ...plain(list), inner: level }), own)
  return done ? { ...whole, errand: done } : whole
}
