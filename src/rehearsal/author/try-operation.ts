import type { Json } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import type { Tried } from './commands.ts'
import { fieldsFor } from './compose.ts'
import { type Desk, look, open } from './desk.ts'
import { type Known, demandedBy, innerReferences, isReference } from './fields.ts'
import { findAll, lookAt } from './find.ts'
import { itemsIn } from './items.ts'
import { madeUp } from './made-up.ts'
import { keptBy } from './kept.ts'
import { noLessons } from './lessons.ts'
import type { LookUpClause } from './look-up-clause.ts'
import { lookedUp } from './look-up.ts'
import { type Seen, makeOne, observe } from './observe.ts'
import { openedBefore } from './opened-before.ts'
import { startOf, withSomethingNew } from './start.ts'
import { someChanges } from './union.ts'
import type { Field, Operation } from './read-page.ts'

/** Gets together what a request needs and makes it, to see what it answers. */
export function* tryOperation(desk: Desk, operation: Operation, clause?: LookUpClause): Move<Seen | Tried> {
  const kept = yield* keptBy(desk, operation)
  const plain = { ...noLessons, ...(kept && { kept }) }
  const { demanded, spoken } = fieldsFor(desk, operation, plain)
  const fields = [...demanded, ...spoken]
  const start = yield* openedBefore(desk, operation)
  const references = [...fields.filter(isReference), ...fields.flatMap(innerReferences)]
  const found = yield* findAll(desk, operation, references, { start })
  const lookUp = clause && (yield* lookedUp(desk, operation, clause, found))
  const known = lookUp ? yield* somethingToLose(desk, operation, lookUp.field, found) : found
  const begin = desk.intent.isList ? yield* startOf(desk, operation) : undefined
  const lessons = { ...plain, ...(lookUp && { lookUp }), ...(begin && { start: begin }) }
  const examples = yield* examplesFor(
    desk,
    operation,
    [...known.values()].toReversed().flatMap((found) => found.map(({ item }) => item)),
  )
  const changes = yield* someChanges(desk, operation)
  const values = new Map(changes ? [[changes.list.name, changes.valueOf(madeUp(changes.leaf, desk.whim))]] : [])
  const wanted = [...start.keys(), ...values.keys()]
  const seen = yield* observe(desk, operation, { ...lessons, values, known, examples, wanted })
  return seen.kind === 'seen' ? yield* withSomethingNew(desk, seen) : seen
}

/** The only one there is can often not be taken away: one of one's own can. */
function* somethingToLose(desk: Desk, operation: Operation, field: Field, known: Known): Move<Known> {
  const found = known.get(field.name) ?? []
  if (desk.intent.deed !== 'remove' || found.length !== 1) return known
  const around: Known = new Map([...known].filter(([name]) => name !== field.name))
  const made = yield* makeOne(desk, operation, field, { known: around, like: found.map(({ item }) => item) })
  return made ? new Map([...around, [field.name, [made]]]) : known
}

/** Things like the one that is to be made, to learn from. */
function* examplesFor(desk: Desk, operation: Operation, found: readonly Json[]): Move<readonly Json[]> {
  if (found.some(isJsonObject) && desk.intent.deed !== 'create') return found
  if (operation.body.length === 0) return found
  const paths = [operation.path, operation.path.replace(/\/\w+$/, ''), operation.path.replace(/\/\w+\/\w+$/, '')]
  const lister = paths.flatMap(
    (wanted) => desk.hits.find(({ method, path }) => method === 'GET' && path === wanted) ?? [],
  )[0]
  if (!lister || demandedBy(operation).some(({ inPath }) => inPath)) return found
  const [page] = yield* open(desk, 'How do those look that are there?', [lister.page])
  if (!page) return found
  const [answer] = (yield* look(desk, 'I look at some that are there.', [lookAt(desk, page, new Map())])) ?? []
  return answer === undefined ? found : (itemsIn(answer, desk.intent.name)?.items ?? found)
}
