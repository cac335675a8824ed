import type { Json } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import { reportBlocked } from '../calls.ts'
import { type DemoPart, type Move, turn } from '../part.ts'
import { amend, isAmendment } from './amend.ts'
import { buildSync, mainOf } from './build-sync.ts'
import { chooseOperation } from './choose-operation.ts'
import type { Tried } from './commands.ts'
import { fieldsFor } from './compose.ts'
import { type Desk, look, open, sitDown } from './desk.ts'
import { type Known, demandedBy, innerReferences, isReference } from './fields.ts'
import { findAll, lookAt } from './find.ts'
import { finish } from './finish.ts'
import { itemsIn } from './items.ts'
import { intentOf } from './intent.ts'
import { keptBy } from './kept.ts'
import { noLessons } from './lessons.ts'
import { type LookUpClause, lookUpIn } from './look-up-clause.ts'
import { lookedUp } from './look-up.ts'
import { makeOne, observe } from './observe.ts'
import { openedBefore } from './opened-before.ts'
import type { Field, Operation } from './read-page.ts'

/**
 * Does any interaction as an agent would: reads the sentence and the reference, looks what the account holds, tries
 * the call, takes the shape of the answer from what it saw, writes the function, and mends it by what goes wrong.
 * It knows no API: all that it writes comes from what it has read and seen.
 */
export const author: DemoPart = {
  name: 'author',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean', 'note'] }, ends: 'accepted' },
  *play(scene) {
    const start = yield* sitDown(scene)
    const desk: Desk = { ...start, make: (...of) => makeOne(desk, ...of) }
    const ending = yield* build(desk)
    if (ending.kind === 'stopped') {
      yield turn('The connection may not do this.', reportBlocked(`${scene.interaction}: ${ending.because}`))
      yield { text: `Blocked: ${ending.because}` }
      return
    }
    yield {
      text:
        ending.kind === 'passed'
          ? `${scene.interaction} is written, compiles, and its dry run against the test account passed.`
          : `${scene.interaction} is not done: ${ending.because.split('\n')[0]?.slice(0, 200)}`,
    }
  },
}

function* build(desk: Desk): Move<Tried> {
  const amended = isAmendment(desk.scene.does) ? yield* amend(desk) : undefined
  if (amended) return amended
  const clause = desk.scene.kind === 'action' ? lookUpIn(desk.scene.does) : undefined
  const operations = yield* chooseOperation(clause ? acting(desk, clause) : mainOf(desk).desk)
  const synced = desk.scene.kind === 'sync' && operations[0] ? yield* buildSync(desk, operations[0]) : undefined
  if (synced) return synced
  let last: Tried = { kind: 'failed', because: 'no operation of the API fits', status: undefined }
  for (const operation of operations.slice(0, 2)) {
    last = yield* buildBy(clause ? { ...desk, intent: acting(desk, clause).intent } : desk, operation, clause)
    if (last.kind !== 'failed') return last
  }
  return last
}

/** What is done with what was looked up, as if somebody had named it. */
function acting(desk: Desk, { act }: LookUpClause): Desk {
  const { name, kind } = desk.scene
  return { ...desk, scene: { ...desk.scene, does: act }, intent: intentOf(name, act, kind) }
}

function* buildBy(desk: Desk, operation: Operation, clause?: LookUpClause): Move<Tried> {
  const kept = yield* keptBy(desk, operation)
  const plain = { ...noLessons, ...(kept && { kept }) }
  const { demanded, spoken } = fieldsFor(desk, operation, plain)
  const fields = [...demanded, ...spoken]
  const start = yield* openedBefore(desk, operation)
  const references = [...fields.filter(isReference), ...fields.flatMap(innerReferences)]
  const found = yield* findAll(desk, operation, references, { start })
  const lookUp = clause && (yield* lookedUp(desk, operation, clause, found))
  const known = lookUp ? yield* somethingToLose(desk, operation, lookUp.field, found) : found
  const lessons = { ...plain, ...(lookUp && { lookUp }) }
  const examples = yield* examplesFor(
    desk,
    operation,
    [...known.values()].toReversed().flatMap((found) => found.map(({ item }) => item)),
  )
  const wanted = [...start.keys()]
  const seen = yield* observe(desk, operation, { ...lessons, known, examples, wanted })
  return seen.kind === 'seen' ? yield* finish(desk, seen) : seen
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
