import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { type Desk, look } from './desk.ts'
import type { Argument, Draft, ListShape } from './draft.ts'
import { type Known, demandedBy, isReference, isTalk, wholeAnswer } from './fields.ts'
import { findAll, lookAt, nounsOf } from './find.ts'
import { itemsIn, mostUsable } from './items.ts'
import { nameAt } from './level.ts'
import { listShapeOf } from './list-shape.ts'
import type { Field, Operation } from './read-page.ts'
import { shapeOf } from './shape.ts'
import { nounOf, wordsOf } from './words.ts'
import { pathText } from './zod-text.ts'

/** A list that was looked at, by itself or with some items of the lists around it. */
export interface ReadList {
  readonly draft: Draft
  readonly list: ListShape
  readonly found: readonly FoundItem[]
}

/** An item, and the values by which its list was asked for. */
interface FoundItem {
  readonly item: Json
  readonly known: Known
}

/** With how many outer items an inner list is looked at. */
const mostLooks = 6

/** Looks at a list; what it demands comes from the lists around it, or else from whoever sets the sync up. */
export function* readList(
  desk: Desk,
  operation: Operation,
  outer: readonly ReadList[],
  direct?: string,
): Move<ReadList | undefined> {
  const demanded = demandedBy(operation).filter(({ name }) => !isTalk(name))
  const bound = demanded.map((field) => ({ field, from: boundBy(desk, operation, field, outer, direct) }))
  const open = bound.flatMap(({ field, from }) => (from ? [] : [field]))
  if (outer.length > 0 && open.length > 0) return undefined
  const around = yield* findAll(desk, operation, open.filter(isReference))
  const starts =
    outer.length > 0 ? outer.at(-1)!.found.slice(0, mostLooks) : [{ item: null, known: new Map() as Known }]
  const asked = starts.map(({ item, known }): Known => {
    const own = bound.flatMap(({ field, from }) => {
      const value = from?.member === undefined || !isJsonObject(item) ? undefined : item[from.member]
      return value === undefined ? [] : [[field.name, [{ value, item }]] as const]
    })
    return new Map([...around, ...known, ...own])
  })
  const words = outer.length > 0 ? 'What is in some of them?' : 'What is there?'
  const looks = asked.map((known) => lookAt(desk, operation, known))
  const answers = looks.length > 0 ? yield* look(desk, words, looks) : undefined
  const lists = (answers ?? []).map((answer) => itemsIn(answer, [...desk.intent.name, ...desk.intent.sentence]))
  const place = lists.find((list) => (list?.items.length ?? 0) > 0)
  if (!place) return undefined
  const found = lists.flatMap((list, at) =>
    mostUsable(list?.items ?? [], desk.intent.sentence).map((item) => ({ item, known: asked[at]! })),
  )
  const args = bound.map(({ field, from }) => argumentOf(operation, field, asked[0]!, from?.code))
  const whole = Object.entries(wholeAnswer(desk.overview) ?? {})
  const fixed = whole.map(([name, value]) => ({ name, place: 'query' as const, value }))
  const items = found.map(({ item }) => item)
  const list = listShapeOf(desk, operation, { path: place.path, items })
  return { draft: { operation, args, fixed, envelope: desk.envelope }, list, found }
}

interface Bound {
  readonly code: string
  /** The member of the innermost item that it is; none where it is known from further out. */
  readonly member?: string
}

/** Where what a field demands stands: it was given to a list further out, or an item of the innermost is called so. */
export function boundBy(
  desk: Desk,
  operation: Operation,
  field: Field,
  ...[outer, direct]: [outer: readonly ReadList[], direct?: string | undefined]
): Bound | undefined {
  const given = outer.flatMap(({ draft }) => draft.args).find((arg) => arg.field.name === field.name && arg.code)
  if (given?.code) return { code: given.code }
  const last = outer.at(-1)
  const first = last?.found[0]?.item
  if (!last || !isJsonObject(first) || !isReference(field)) return undefined
  const noun = nounOf(field.name)
  const called = calledOf(desk, last)
  const isTheirs = field.name === direct || nounsOf(field, operation, desk).some((each) => called.has(each))
  const names = isTheirs ? ['id', `${noun}Id`, `${noun}_id`, 'key', ...last.list.id.slice(0, 1)] : []
  const member = [field.name, ...names].find((name) => /^(string|number)$/.test(typeof first[name]))
  return member === undefined ? undefined : { code: pathText(nameAt(outer.length - 1, 'item'), [member]), member }
}

/** All words for the things of a list. */
function calledOf({ aliases }: Desk, { draft, list }: ReadList): ReadonlySet<string> {
  const own = [...wordsOf(list.path.at(-1) ?? ''), ...wordsOf(draft.operation.page)]
  const others = [...aliases].flatMap(([word, alias]) =>
    own.includes(word) ? [alias] : own.includes(alias) ? [word] : [],
  )
  return new Set([...own, ...others])
}

/** An argument with a value that was found. */
export function argumentOf({ params }: Operation, field: Field, known: Known, code: string | undefined): Argument {
  const value = known.get(field.name)?.[0]?.value ?? ''
  const place = field.inPath ? 'path' : params.includes(field) ? 'query' : 'body'
  return { field, place, isRequired: true, shape: shapeOf([value]), value, ...(code !== undefined && { code }) }
}
