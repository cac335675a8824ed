import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { Take, TakeResult } from '../replay/boxed/job.ts'
import { htmlPage } from '../replay/boxed/job.ts'
import { exchange, freshRun, object, takeResult, trial } from '../testing/samples.ts'
import type { FreshRun, LostAnswer, Trial } from '../trial.ts'
import { errorsSurface, notFoundSurfaces } from './errors-surface.ts'
import { failsWhole } from './fails-whole.ts'
import { unreadableSurfaces } from './unreadable-surfaces.ts'
import { repeatsNoWrite } from './repeats-no-write.ts'

const good: Json = { returned: { first: '1', second: '2' }, saved: {} }

function result(more: Partial<TakeResult> = {}): TakeResult {
  return takeResult({ take: 1, output: good, used: [0, 1], ...more })
}

/** A function that wrote twice, and what it did when it was played otherwise. */
function played(...takes: readonly [Take, Partial<TakeResult>][]): Trial {
  const exchanges = [1, 2].map((seq) => exchange({ seq, method: 'POST' }))
  const scene = { purpose: 'fresh', answers: [], takes: [] } as const
  const playings = takes.map(([take, more]) => ({ take, result: result(more) }))
  return trial({
    runs: [freshRun({ exchanges, changing: [1, 2] })],
    replay: { scenes: [{ scene, base: result(), takes: playings }] },
  })
}

const refused = (answer: number | 'every', status = 500): Take => ({
  kind: 'refusal',
  answer,
  status,
  response: { error: 'no' },
})
const cutOff = (answer: number): Take => ({ kind: 'cut-off', answer })
const threw = { end: 'threw' } as const
const tells = { output: { returned: { first: '1', failed: ['2'] }, saved: {} } }

describe('fails-whole', () => {
  it('breaks when a later write fails and nothing is said of it', () => {
    for (const take of [refused(1), cutOff(1)]) {
      expect(failsWhole.examine(played([take, {}]))).toMatchObject({
        outcome: 'broken',
        exhibits: [{ seq: 1 }, { seq: 2 }],
      })
      expect(errorsSurface.examine(played([take, {}]))).toBeUndefined()
    }
  })

  it('holds when it throws, or says so', () => {
    expect(failsWhole.examine(played([refused(1), threw], [refused(1), tells]))).toEqual({ outcome: 'held' })
  })

  it('asks nothing of one that writes once, and leaves what is absent to another', () => {
    const once = {
      ...played([refused(1), {}]),
      runs: [freshRun({ exchanges: [exchange(), exchange({ seq: 2 })], changing: [1] })],
    }
    expect(failsWhole.examine(once)).toBeUndefined()
    expect(failsWhole.examine(played([refused(1, 404), {}]))).toBeUndefined()
    expect(notFoundSurfaces.examine(played([refused(1, 404), {}]))).toMatchObject({ outcome: 'broken' })
  })
})

describe('errors-surface', () => {
  it('breaks when no answer at all is taken for success', () => {
    expect(errorsSurface.examine(played([cutOff(0), {}]))).toMatchObject({
      outcome: 'broken',
      because: expect.stringContaining('no answer to request 1'),
    })
  })

  it('lets one that does several things tell of those that failed, and no other', () => {
    const all = [refused(0), refused('every')].map((take) => [take, tells] as const)
    expect(errorsSurface.examine(played(...all.map(([take, more]): [Take, object] => [take, more])))).toEqual({
      outcome: 'held',
    })
    const single = { ...played([refused(0), tells]), runs: [freshRun({ exchanges: [exchange()], changing: [1] })] }
    expect(errorsSurface.examine(single)).toMatchObject({ outcome: 'broken' })
  })
})

describe('unreadable-surfaces', () => {
  const html: Take = { kind: 'html', answer: 0 }
  const less = { outputChanges: ['returned.names.0'], output: { returned: { names: [] }, saved: {} } }

  it('breaks when a page becomes a success with less in it', () => {
    expect(unreadableSurfaces.examine(played([html, less]))).toMatchObject({
      outcome: 'broken',
      exhibits: [{ seq: 1 }],
    })
  })

  it('holds when what is returned lacks what its own schema demands', () => {
    const output = { type: 'object', required: ['names'], properties: { names: { type: 'array' } } }
    const nothing = { outputChanges: ['returned.names.0'], output: { returned: {}, saved: {} } }
    const declared = { schemas: { outputs: [output], definitions: {} } }
    expect(unreadableSurfaces.examine({ ...played([html, nothing]), ...declared })).toEqual({ outcome: 'held' })
    expect(unreadableSurfaces.examine({ ...played([html, less]), ...declared })).toMatchObject({ outcome: 'broken' })
  })

  it('holds when it throws, does not look at that answer, hands on what came, or reads by paging of Nango', () => {
    const raw = { outputChanges: ['returned.raw'], output: { returned: { raw: `It said: ${htmlPage}` }, saved: {} } }
    for (const more of [threw, {}, raw]) {
      expect(unreadableSurfaces.examine(played([html, more]))).toEqual({ outcome: 'held' })
    }
    expect(unreadableSurfaces.examine(played([html, { ...less, paged: [0] }]))).toBeUndefined()
  })
})

describe('repeats-no-write', () => {
  const post = (seq: number, upstreamCalls = 1) =>
    exchange({ seq, method: 'POST', endpoint: 'chat.postMessage', upstreamCalls })
  const usual = freshRun({ exchanges: [post(1)], after: [object('messages', 'a')], changing: [1] })
  const ended = { kind: 'threw', error: 'socket hang up' } as const
  const lost = (more: Partial<FreshRun>): Trial => {
    const run = freshRun({ purpose: 'lost-answer', ending: ended, exchanges: [post(2)], ...more })
    return trial({ lostAnswer: { kind: 'run', usual, run } })
  }
  const twice = { exchanges: [post(2), post(3)], after: [object('messages', 'b'), object('messages', 'c')] }

  it('breaks when the account has the thing twice, whoever asked again', () => {
    expect(repeatsNoWrite.examine(lost(twice))).toMatchObject({
      outcome: 'broken',
      because: expect.stringContaining('it writes again, and the account has 2 new messages instead of 1'),
    })
    expect(repeatsNoWrite.examine(lost({ ...twice, exchanges: [post(2, 2)] }))).toMatchObject({
      because: expect.stringContaining('`retries` lets Nango repeat POST chat.postMessage'),
    })
  })

  it('breaks when a list has an entry twice', () => {
    const list = (...entries: string[]) => [object('docs', 'd', { entries })]
    const once = { ...usual, before: list(), after: list('a') }
    const run = freshRun({ exchanges: [post(2), post(3)], before: list(), after: list('a', 'a'), changing: [2, 3] })
    expect(repeatsNoWrite.examine(trial({ lostAnswer: { kind: 'run', usual: once, run } }))).toMatchObject({
      because: expect.stringContaining('the same entry twice in docs d'),
    })
  })

  it('holds when it failed, when the API knew it for the same, and when nobody would ask again', () => {
    const once = [object('messages', 'b')]
    expect(repeatsNoWrite.examine(lost({ after: once }))).toEqual({ outcome: 'held' })
    expect(repeatsNoWrite.examine(lost({ ...twice, after: once }))).toEqual({ outcome: 'held' })
    // More of it for another reason than that it was asked for more often.
    expect(repeatsNoWrite.examine(lost({ after: twice.after }))).toEqual({ outcome: 'held' })
    const lostAnswer: LostAnswer = { kind: 'not-repeated' }
    expect(repeatsNoWrite.examine(trial({ lostAnswer }))).toEqual({ outcome: 'held' })
  })

  it('cannot say when it could not be tried', () => {
    expect(repeatsNoWrite.examine(trial({ lostAnswer: { kind: 'not-run', because: 'no input' } }))).toEqual({
      outcome: 'undecided',
      because: 'no input',
    })
    expect(repeatsNoWrite.examine(trial())).toBeUndefined()
  })
})
