import { reportBlocked } from '../calls.ts'
import { type DemoPart, type Move, turn } from '../part.ts'
import { amend, isAmendment } from './amend.ts'
import { buildSync, mainOf } from './build-sync.ts'
import { chooseOperation } from './choose-operation.ts'
import type { Tried } from './commands.ts'
import { type Desk, sitDown } from './desk.ts'
import { finish } from './finish.ts'
import { follow, loadSkills } from './follow-skills.ts'
import { intentOf } from './intent.ts'
import { type LookUpClause, lookUpIn } from './look-up-clause.ts'
import { makeOne } from './observe.ts'
import { thenIn } from './then-clause.ts'
import { buildThen } from './build-then.ts'
import { tryOperation } from './try-operation.ts'

/**
 * Does any interaction as an agent would: reads the sentence and the reference, looks what the account holds, tries
 * the call, takes the shape of the answer from what it saw, writes the function, and mends it by what goes wrong.
 * It knows no API: all that it writes comes from what it has read and seen.
 */
export const author: DemoPart = {
  name: 'author',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean', 'note'] }, ends: 'accepted' },
  *play(scene) {
    const toldToRun = yield* loadSkills(scene)
    const start = yield* sitDown(scene)
    const desk: Desk = { ...start, make: (...of) => makeOne(desk, ...of) }
    const ending = yield* build(desk)
    if (ending.kind === 'stopped') {
      yield turn('The connection may not do this.', reportBlocked(`${scene.interaction}: ${ending.because}`))
      yield { text: `Blocked: ${ending.because}` }
      return
    }
    if (ending.kind === 'passed') yield* follow(scene, toldToRun)
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
  const both = desk.scene.kind === 'action' ? thenIn(desk.scene.does) : undefined
  const done = both ? yield* buildThen(desk, both) : undefined
  if (done) return done
  const clause = desk.scene.kind === 'action' ? lookUpIn(desk.scene.does) : undefined
  const operations = yield* chooseOperation(clause ? acting(desk, clause) : mainOf(desk).desk)
  const synced = desk.scene.kind === 'sync' && operations[0] ? yield* buildSync(desk, operations[0]) : undefined
  if (synced) return synced
  let last: Tried = { kind: 'failed', because: 'no operation of the API fits', status: undefined }
  for (const operation of operations.slice(0, 2)) {
    const own = clause ? { ...desk, intent: acting(desk, clause).intent } : desk
    const seen = yield* tryOperation(own, operation, clause)
    last = seen.kind === 'seen' ? yield* finish(own, seen) : seen
    if (last.kind !== 'failed') return last
  }
  return last
}

/** What is done with what was looked up, as if somebody had named it. */
function acting(desk: Desk, { act }: LookUpClause): Desk {
  const { name, kind } = desk.scene
  return { ...desk, scene: { ...desk.scene, does: act }, intent: intentOf(name, act, kind) }
}
