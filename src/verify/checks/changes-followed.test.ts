import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../lib/json.ts'
import { exchange, freshRun, takeResult, trial } from '../testing/samples.ts'
import type { GoingOn } from '../trial.ts'
import { changesFollowed } from './changes-followed.ts'

const at = (hour: number) => `2027-01-01T0${hour}:00:00.000Z`
const thing = (id: string, hour: number, more: JsonObject = {}): JsonObject => ({ id, at: at(hour), name: id, ...more })
const record = ({ id, name }: JsonObject): JsonObject => ({ id: id!, name: name! })

interface Ran {
  readonly answered: readonly JsonObject[]
  readonly saved?: readonly JsonObject[]
  readonly deleted?: readonly string[]
  readonly checkpoint?: JsonObject
}

function ran({ answered, saved = answered.map(record), deleted = [], checkpoint }: Ran) {
  const gone = deleted.map((id) => ({ id }))
  return freshRun({
    purpose: 'second',
    exchanges: [exchange({ responseBody: JSON.stringify({ things: answered }) })],
    ending: {
      kind: 'returned',
      output: null,
      saved: { Thing: saved },
      deleted: { Thing: gone },
      ...(checkpoint && { checkpoint }),
    },
  })
}

const gone = thing('c', 5, { isDeleted: true })
const first = ran({ answered: [thing('a', 1), thing('b', 2), thing('c', 3)], checkpoint: { since: at(3) } })
const changes = { idName: 'id', made: 'd', changed: { id: 'a', text: 'a anew' }, deleted: ['c'] }
const changed = thing('a', 4, { name: 'a anew' })
const all = { answered: [changed, gone, thing('d', 6)], saved: [record(changed), record(thing('d', 6))] }
const whole = ran({ answered: [thing('b', 2), ...all.answered], saved: [record(thing('b', 2)), ...all.saved] })

const checked = (second: Ran, more: Partial<GoingOn> = {}, tracksDeletes = false) =>
  changesFollowed.examine(
    trial({
      goingOn: { first, changes, second: ran(second), ...more },
      replay: {
        scenes: [
          {
            scene: { purpose: 'fresh', answers: [], takes: [] },
            base: takeResult({ checkpoints: { isAsked: true, saved: 1, clearsNothing: false, tracksDeletes } }),
            takes: [],
          },
        ],
      },
    }),
  )

const moved = { checkpoint: { since: at(6) } }

describe('changes-followed', () => {
  it('lets pass who saves what came and changed, and deletes what went', () => {
    expect(checked({ ...all, ...moved, deleted: ['c'] })).toEqual({ outcome: 'held' })
  })

  it('says nothing where no second run was made', () => {
    expect(changesFollowed.examine(trial())).toBeUndefined()
  })

  it('breaks for who skips what is new, and would save it without its checkpoint', () => {
    const late = { ...moved, answered: [changed, gone], saved: [record(changed)], deleted: ['c'] }
    expect(checked(late, { whole })).toMatchObject({
      outcome: 'broken',
      because: expect.stringMatching(/^it does not save d/) as string,
    })
    const without = ran({ answered: all.answered, saved: [record(changed)] })
    expect(checked(late, { whole: without })).toEqual({ outcome: 'held' })
  })

  it('breaks for who is told of a change and does not save it; who does not ask for it is let pass', () => {
    const onlyNew = { ...moved, saved: [record(thing('d', 6))], deleted: ['c'] }
    expect(checked({ ...onlyNew, answered: all.answered }, { whole })).toMatchObject({ outcome: 'broken' })
    expect(checked({ ...onlyNew, answered: [gone, thing('d', 6)] }, { whole })).toEqual({ outcome: 'held' })
  })

  it('breaks for who is told what is gone, and keeps it or says nothing', () => {
    expect(checked({ ...all, ...moved })).toMatchObject({
      outcome: 'broken',
      because: expect.stringMatching(/says that c is no more/) as string,
    })
    const asBefore = { ...all, ...moved, saved: [...all.saved, record(gone)] }
    expect(checked(asBefore)).toMatchObject({ outcome: 'broken' })
  })

  it.each([
    ['saves it as gone', { saved: [...all.saved, { id: 'c', name: 'c', gone: true }] }, false],
    ['leaves it to Nango', {}, true],
    ['is not told', { answered: [changed, thing('d', 6)] }, false],
  ] as const)('lets pass who %s', (_, more, tracks) => {
    expect(checked({ ...all, ...moved, ...more }, {}, tracks)).toEqual({ outcome: 'held' })
  })

  it('breaks for who saves what is later and notes the same place again', () => {
    const still = { ...all, deleted: ['c'], checkpoint: { since: at(3) } }
    expect(checked(still)).toMatchObject({ outcome: 'broken', because: expect.stringMatching(/stays at/) as string })
    const day = { since: '2027-01-01' }
    const byTheDay = ran({ answered: [thing('a', 1), thing('b', 2), thing('c', 3)], checkpoint: day })
    expect(checked({ ...still, checkpoint: day }, { first: byTheDay })).toEqual({ outcome: 'held' })
  })

  it('breaks for who fails on its own checkpoint, unless it fails without it too', () => {
    const second = freshRun({ ending: { kind: 'threw', error: 'no such token' } })
    const goingOn = { first, changes, second }
    expect(changesFollowed.examine(trial({ goingOn: { ...goingOn, whole } }))).toMatchObject({ outcome: 'broken' })
    expect(changesFollowed.examine(trial({ goingOn: { ...goingOn, whole: second } }))).toBeUndefined()
  })
})
