import { isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { type Desk, open } from './desk.ts'
import { type Found, type Known, demandedBy, isReference } from './fields.ts'
import { findAll } from './find.ts'
import { noLessons } from './lessons.ts'
import { observe } from './observe.ts'
import type { Operation } from './read-page.ts'

/**
 * What is to be ended has to be begun first: whatever answers with the object that the operation takes begins one. Two,
 * for to end one shows it, and the other is ended by the run that counts.
 */
export function* openedBefore(desk: Desk, operation: Operation): Move<Known> {
  const { takes, page, path } = operation
  const isEnd = desk.intent.deed === 'remove' && operation.method === 'POST' && !path.includes('{')
  if (!isEnd || takes === '') return new Map()
  const pages = yield* open(
    desk,
    'Which of these begins one?',
    desk.hits.filter((hit) => hit.method === 'POST' && hit.page !== page).map((hit) => hit.page),
  )
  const opener = pages.find(({ answers }) => answers === takes)
  if (!opener) return new Map()
  const around = yield* findAll(desk, opener, demandedBy(opener).filter(isReference))
  const begun: Found[] = []
  for (const turn of [0, 1]) {
    const known: Known = new Map([...around].map(([name, found]) => [name, found.slice(0, 1)]))
    const seen = yield* observe(desk, opener, { ...noLessons, known, turn: turn + desk.tries.count, isPlain: true }, 5)
    if (seen.kind === 'seen') begun.push({ value: null, item: seen.answer })
  }
  const names = operation.body.map(({ name }) => name).filter((name) => /^id$|_id$|Id$/.test(name))
  return new Map(names.map((name) => [name, begun.flatMap(({ item }) => valueOf(item, name))]))
}

function valueOf(item: Found['item'], name: string): Found[] {
  const value = isJsonObject(item) ? item[name] : undefined
  return value === undefined || value === null ? [] : [{ value, item }]
}
