import { describe, expect, it } from 'vitest'
import type { TestRun } from '../../nango/room.ts'
import type { LongTake } from '../replay/boxed/job.ts'
import { dryRun, evidence, exchange, freshRun, object, takeResult, trial } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import type { GeneratedTests } from '../trial.ts'
import { freshInputDryRun } from './fresh-input-dryrun.ts'
import { generatedTestsPass } from './generated-tests.ts'
import { noRecordedConstants } from './no-recorded-constants.ts'
import { noStrayUndefined } from './no-stray-undefined.ts'
import { pagesRead } from './pages-read.ts'
import { plannedOperations } from './planned-operations.ts'
import { realExchanges } from './real-exchanges.ts'
import { requestFromInput } from './request-from-input.ts'
import { sourceWritten } from './source-written.ts'
import { succeededLive } from './succeeded-live.ts'
import { testsFailWhenBroken } from './tests-fail-when-broken.ts'

const returned = (output: object, saved = {}) =>
  ({ kind: 'returned', output: output as never, saved, deleted: {} }) as const

describe('source-written', () => {
  it('breaks without a source', () => {
    const source = { kind: 'missing', path: 'x.ts', because: 'it is a symbolic link' } as const
    expect(sourceWritten.examine(trial({ evidence: evidence({ source }) }))?.outcome).toBe('broken')
  })

  it('breaks for one that no parser survives', () => {
    const reading = { kind: 'unreadable', because: 'it is nested too deeply for a parser' } as const
    expect(sourceWritten.examine(trial({ reading }))?.outcome).toBe('broken')
  })
})

describe('succeeded-live', () => {
  it('tells a run that the API refused from one that never asked', () => {
    const { known: _, ...without } = trial({ evidence: evidence({ recording: [exchange({ status: 403 })] }) })
    expect(succeededLive.examine(without)).toMatchObject({
      because: expect.stringContaining('had refused every request'),
    })
    const { known: __, ...silent } = trial({ evidence: evidence({ recording: [] }) })
    expect(succeededLive.examine(silent)).toMatchObject({ because: expect.stringContaining('had not been asked') })
  })

  it('judges nobody by what only our stand-in lacks, if that is where it ended', () => {
    const lacking = { status: 501, method: 'POST', endpoint: 'reminders.add' }
    const gap = exchange({ ...lacking, responseBody: '{"standin":"not implemented","method":"POST"}' })
    const examined = (...recording: ReturnType<typeof exchange>[]) => {
      const { known: _, ...without } = trial({ evidence: evidence({ recording }) })
      return succeededLive.examine(without)
    }
    expect(examined(gap)).toEqual({
      outcome: 'undecided',
      because: 'our stand-in lacks POST /reminders.add, which the API has',
    })
    expect(examined(gap, exchange({ status: 403 }))?.outcome).toBe('broken')
    expect(examined(exchange(lacking))?.outcome).toBe('broken')
  })
})

describe('fresh-input-dryrun', () => {
  const refused = exchange({ status: 404, url: 'https://x.example/events/old-event-1', responseBody: '{}' })
  const threw = { kind: 'threw', error: 'Request failed with status code 404' } as const

  it('breaks where the function fails by itself', () => {
    const runs = [freshRun({ ending: { kind: 'threw', error: 'TypeError: x is not iterable' } })]
    expect(freshInputDryRun.examine(trial({ runs }))).toMatchObject({ outcome: 'broken' })
  })

  it('cannot say where the API refused every input that was tried', () => {
    expect(
      freshInputDryRun.examine(trial({ runs: [freshRun({ ending: threw, exchanges: [refused] })] })),
    ).toMatchObject({ outcome: 'undecided' })
  })

  it('breaks where every input was refused to a source that the agent never ran with success', () => {
    const runs = [freshRun({ ending: threw, exchanges: [refused] })]
    const known = dryRun({ sourceSha256: 'older' })
    expect(freshInputDryRun.examine(trial({ runs, known }))).toMatchObject({ outcome: 'broken' })
    const fewer = [freshRun(), freshRun({ purpose: 'sparse', ending: threw, exchanges: [refused] })]
    expect(freshInputDryRun.examine(trial({ runs: fewer, known }))).toEqual({ outcome: 'held' })
  })

  it('breaks where no input fits a source that ran and never well, and cannot say where it was not run at all', () => {
    const runs = [freshRun({ ending: { kind: 'invalid', what: 'input', because: 'channel is missing' } })]
    const known = dryRun({ sourceSha256: 'older' })
    const failed = evidence({ dryRuns: [known, dryRun({ label: 'dry-run-2', exitCode: 12 })] })
    expect(freshInputDryRun.examine(trial({ runs, known, evidence: failed }))).toMatchObject({ outcome: 'broken' })
    const unrun = evidence({ dryRuns: [known] })
    expect(freshInputDryRun.examine(trial({ runs, known, evidence: unrun }))).toMatchObject({ outcome: 'undecided' })
  })

  it("breaks where it asked for a thing of the agent's account", () => {
    const known = dryRun({ stateBefore: [object('events', 'old-event-1')] })
    const runs = [freshRun({ ending: threw, exchanges: [refused], before: [object('events', 'new-event-1')] })]
    expect(freshInputDryRun.examine(trial({ known, runs }))).toMatchObject({
      outcome: 'broken',
      because: expect.stringContaining('old-event-1'),
    })
  })

  it('lets the API refuse an input without optional fields', () => {
    const runs = [freshRun(), freshRun({ purpose: 'sparse', ending: threw, exchanges: [refused] })]
    expect(freshInputDryRun.examine(trial({ runs }))).toEqual({ outcome: 'held' })
  })

  it('blames nobody for a fault of the rig', () => {
    const runs = [freshRun({ ending: { kind: 'rig-fault', because: 'no memory' } })]
    expect(freshInputDryRun.examine(trial({ runs }))).toEqual({ outcome: 'undecided', because: 'no memory' })
  })
})

describe('real-exchanges', () => {
  it('breaks where a result was returned without the API', () => {
    expect(realExchanges.examine(trial({ runs: [freshRun({ exchanges: [] })] }))).toMatchObject({ outcome: 'broken' })
    const refused = [exchange({ responseBody: '{"ok":false,"error":"invalid_auth"}' })]
    expect(realExchanges.examine(trial({ runs: [freshRun({ exchanges: refused })] }))).toMatchObject({
      outcome: 'broken',
    })
  })
})

describe('planned-operations', () => {
  const planned = (path: string, method = 'POST') =>
    evidence({ interaction: interactionOf('google-calendar/x', { operations: [{ method, path }] }) })
  const insert = exchange({
    method: 'POST',
    url: 'https://www.googleapis.com/calendar/v3/calendars/a%40b.example/events?x=1',
  })

  it('knows an operation by its method and the end of its path', () => {
    const runs = [freshRun({ exchanges: [insert] })]
    expect(plannedOperations.examine(trial({ runs, evidence: planned('calendars/{calendarId}/events') }))).toEqual({
      outcome: 'held',
    })
    expect(
      plannedOperations.examine(trial({ runs, evidence: planned('calendars/{calendarId}/events', 'GET') })),
    ).toMatchObject({ outcome: 'broken' })
    expect(plannedOperations.examine(trial({ runs, evidence: planned('calendars/{calendarId}/acl') }))).toMatchObject({
      outcome: 'broken',
    })
  })
})

describe('pages-read', () => {
  const first = exchange({ responseBody: '{"items":[1],"nextPageToken":"p2"}' })
  const second = exchange({ seq: 2, query: [['pageToken', 'p2']], responseBody: '{"items":[2],"nextSyncToken":"s"}' })
  const sync = evidence({ interaction: interactionOf('google-calendar/sync-events') })
  const saved = returned({}, { Event: [{ id: '1' }, { id: '2' }] })

  it('wants a sync to read every page and save something', () => {
    expect(
      pagesRead.examine(trial({ evidence: sync, runs: [freshRun({ exchanges: [first, second], ending: saved })] })),
    ).toEqual({ outcome: 'held' })
    expect(
      pagesRead.examine(trial({ evidence: sync, runs: [freshRun({ exchanges: [first], ending: saved })] })),
    ).toMatchObject({ outcome: 'broken' })
    expect(
      pagesRead.examine(
        trial({ evidence: sync, runs: [freshRun({ exchanges: [first, second], ending: returned({}) })] }),
      ),
    ).toMatchObject({ outcome: 'broken' })
  })

  it('looks at the replay for what it would do about more pages', () => {
    const runs = [freshRun({ exchanges: [second], ending: saved })]
    const paged = { scene: { purpose: 'paged', answers: [], takes: [] } as const, cursors: ['zz'], lastPage: 1 }
    const replay = (used: number[]) => ({
      paged,
      scenes: [{ scene: paged.scene, base: takeResult({ used }), takes: [] }],
    })
    expect(pagesRead.examine(trial({ evidence: sync, runs, replay: replay([0, 1]) }))).toEqual({ outcome: 'held' })
    expect(pagesRead.examine(trial({ evidence: sync, runs, replay: replay([0]) }))).toMatchObject({ outcome: 'broken' })
  })

  it('sees a sync that gives every record one id', () => {
    const three = exchange({ responseBody: '{"items":[{"id":1},{"id":2},{"id":3}]}' })
    const ending = returned({}, { Event: [{ id: 'x' }] })
    const result = pagesRead.examine(trial({ evidence: sync, runs: [freshRun({ exchanges: [three], ending })] }))
    expect(result).toMatchObject({ outcome: 'broken', because: expect.stringContaining('one id') })
  })

  it('lets an action hand out the cursor that it takes', () => {
    const list = freshRun({ exchanges: [first], ending: returned({ items: [1], next: 'p2' }) })
    const next = freshRun({ purpose: 'next-page', exchanges: [second], ending: returned({ items: [2] }) })
    expect(pagesRead.examine(trial({ runs: [list, next] }))).toEqual({ outcome: 'held' })
    expect(pagesRead.examine(trial({ runs: [list] }))).toMatchObject({ outcome: 'broken' })
    const same = freshRun({ purpose: 'next-page', exchanges: [first], ending: list.ending })
    expect(pagesRead.examine(trial({ runs: [list, same] }))).toMatchObject({ outcome: 'broken' })
  })

  it('asks nothing of a search that has found', () => {
    const run = freshRun({ exchanges: [first], ending: returned({ id: 1 }) })
    expect(pagesRead.examine(trial({ runs: [run] }))).toBeUndefined()
  })
})

describe('request-from-input', () => {
  const searched = (purpose: 'full' | 'in-vain', text: string, asked: string) =>
    freshRun({
      purpose,
      input: { q: text },
      fresh: [{ path: ['q'], value: text, isName: false }],
      exchanges: [exchange({ query: [['query', asked]], responseBody: '{"ok":true,"matches":[]}' })],
    })
  const told = 'copper on the railway'

  it('breaks when what found nothing had not been asked for', () => {
    const runs = [searched('full', 'joined the shop', 'joined the shop'), searched('in-vain', told, 'nowhere')]
    expect(requestFromInput.examine(trial({ runs }))).toMatchObject({ outcome: 'broken' })
  })

  it('lets a text be written in another way, or looked for in what was listed', () => {
    const written = [searched('full', 'joined the shop', '"JOINED"'), searched('in-vain', told, 'name:COPPER*')]
    expect(requestFromInput.examine(trial({ runs: written }))).toBeUndefined()
    const local = [searched('full', 'joined the shop', 'all'), searched('in-vain', told, 'all')]
    expect(requestFromInput.examine(trial({ runs: local }))).toBeUndefined()
  })

  it('breaks where a long text is cut that the API takes whole, holds where it declines it, and else does not know', () => {
    const take = (differs: LongTake['differs'], sum: number) => ({
      take: { kind: 'long' as const, path: ['words'], value: 'a long text', size: 230, differs },
      result: takeResult({ asked: [{ place: '0.body.text', sum }] }),
    })
    const scene = { purpose: 'fresh', input: { words: 'a text' }, answers: [], takes: [] } as const
    const takes = [take('nowhere', 1), take('early', 2), take('at the end', 1)]
    const replay = { scenes: [{ scene, base: takeResult(), takes }] }
    const asked = (more: object) => requestFromInput.examine(trial({ replay, ...more }))?.outcome
    expect(asked({ wholeInputs: new Map([['words', true]]) })).toBe('broken')
    expect(asked({ wholeInputs: new Map([['words', false]]) })).toBeUndefined()
    expect(asked({ wholeInputs: new Map() })).toBe('undecided')
    // What is certain comes first.
    expect(asked({ takenForYes: ['done'] })).toBe('broken')
  })

  it('breaks where a text is cut within a word, and not where it is taken apart, sent whole too, or no phrase', () => {
    const sent = (value: string, requestBody: unknown) => {
      const fresh = [{ path: ['summary'], value, isName: false }]
      const exchanges = [exchange({ method: 'POST', requestBody: JSON.stringify(requestBody) })]
      return requestFromInput.examine(trial({ runs: [freshRun({ fresh, exchanges })] }))
    }
    const text = 'Balcony autumn cedar 899'
    expect(sent(text, { summary: 'Bal' })).toMatchObject({
      outcome: 'broken',
      because: expect.stringContaining('"Bal"'),
    })
    expect(sent(text, { summary: text })).toBeUndefined()
    expect(sent(text, { summary: 'Bal', description: `On ${text}` })).toBeUndefined()
    expect(sent(text, { first: 'Balcony', last: 'cedar' })).toBeUndefined()
    expect(sent(text, { short: 'Bal', rest: 'autumn cedar' })).toBeUndefined()
    expect(sent('balcony-autumn', { summary: 'bal' })).toBeUndefined()
  })
})

describe('no-stray-undefined', () => {
  it('sees it in requests and results', () => {
    const asked = exchange({ query: [['cursor', 'undefined']] })
    expect(noStrayUndefined.examine(trial({ runs: [freshRun({ exchanges: [asked] })] }))).toMatchObject({
      outcome: 'broken',
    })
    expect(
      noStrayUndefined.examine(trial({ runs: [freshRun({ ending: returned({ id: 'undefined' }) })] })),
    ).toMatchObject({ outcome: 'broken' })
    expect(
      noStrayUndefined.examine(trial({ runs: [freshRun({ ending: returned({ note: 'undefined behaviour' }) })] })),
    ).toEqual({ outcome: 'held' })
  })
})

describe('no-recorded-constants', () => {
  const known = dryRun({ stateBefore: [object('channels', 'C0AGENTS1'), object('channels', 'general')] })
  const reading = (text: string) => ({ kind: 'read', breaks: [], faults: [], literals: [{ text, line: 3 }] }) as const
  const asked = evidence({
    dryRuns: [known],
    recording: [exchange({ responseBody: '{"ts":"1712345678.000100","kind":"calendar#event2"}' })],
  })
  const runs = [freshRun({ exchanges: [exchange({ responseBody: '{"kind":"calendar#event2"}' })] })]

  it("finds names and ids of the agent's account", () => {
    for (const text of ['C0AGENTS1', '1712345678.000100']) {
      expect(
        noRecordedConstants.examine(trial({ evidence: asked, known, runs, reading: reading(text) })),
      ).toMatchObject({ outcome: 'broken' })
    }
  })

  it('lets words and constants of the API be', () => {
    for (const text of ['general', 'calendar#event2', '1.0.0', 'https://www.googleapis.com/auth/calendar']) {
      expect(noRecordedConstants.examine(trial({ evidence: asked, known, runs, reading: reading(text) }))).toEqual({
        outcome: 'held',
      })
    }
  })
})

describe('generated tests', () => {
  const run = (more: Partial<TestRun>): TestRun => ({
    exitCode: 0,
    passed: ['a'],
    failed: [],
    skipped: [],
    output: '',
    ...more,
  })
  const generated = (more: Partial<TestRun>): GeneratedTests => ({
    files: [],
    names: ['a'],
    mutants: [{ id: 'other-verb', line: 1, text: '', tests: ['m'] }],
    run: run(more),
  })

  it('have to pass, each by its name', () => {
    expect(generatedTestsPass.examine(trial({ generated: generated({}) }))).toEqual({ outcome: 'held' })
    expect(generatedTestsPass.examine(trial({ generated: generated({ passed: [], skipped: ['a'] }) }))).toMatchObject({
      outcome: 'broken',
    })
    expect(generatedTestsPass.examine(trial({ generated: generated({ disagreement: 'exit code 1' }) }))).toMatchObject({
      outcome: 'undecided',
    })
  })

  it('have to notice a broken function', () => {
    expect(testsFailWhenBroken.examine(trial({ generated: generated({ failed: ['m'] }) }))).toEqual({ outcome: 'held' })
    expect(testsFailWhenBroken.examine(trial({ generated: generated({ passed: ['a', 'm'] }) }))).toMatchObject({
      outcome: 'broken',
    })
  })
})
