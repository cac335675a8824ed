import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, sampleRun } from '../../test/samples.ts'
import { progressLine } from './progress-line.ts'
import { reportOf } from './report.ts'
import type { Screen } from './screen.ts'
import { exchange, handCall } from '../verify/testing/samples.ts'
import { showOf, showText } from './show.ts'
import { statusOf, statusText } from './status.ts'
import { summaryText } from './summary-text.ts'
import { whyText } from './why-text.ts'

const screen: Screen = { columns: 80, paint: (_, text) => text }

/** What is left of an attempt in which everything says the same. */
function files(text: string) {
  const each = exchange({ url: `https://slack.com/${text}`, responseBody: text })
  const left = { source: text, calls: [handCall({ args: { text } })], exchanges: { agent: [each], verifier: [each] } }
  return { directory: text, left, before: { ...left, source: `${text} ${text}` } }
}

describe('the summary', () => {
  it('says first that a script played the model', () => {
    expect(summaryText(reportOf(sampleRun()), screen).split('\n')[0]).toMatch(/^Rehearsal: /)
  })

  it('names what was tried and which wall stopped it', () => {
    const text = summaryText(reportOf(sampleRun()), screen).replace(/\n\s+/g, ' ')
    expect(text).toContain(
      'attempt 1 rejected · severe: stayed-inside: tried to read ../create-event/create-event.test.json, another workspace; the box stopped it',
    )
  })

  it('says what was not built, and why, and what proves what is there', () => {
    const because = 'slack/actions/it.ts is yours'
    const entries = recorded(
      { kind: 'run-started', ...runFacts() },
      { kind: 'planned', interactions: [interaction('slack/it')] },
      { kind: 'settled', interaction: 'slack/it', outcome: { kind: 'in-the-way', because } },
    )
    const report = reportOf(entries)
    expect(report).toMatchObject({ attempts: 0, artefact: { accepted: 0, pending: 1 }, items: [{ because }] })
    const text = summaryText(report, screen)
    expect(text).toMatch(/ it +in the way +action\n +↳ slack\/actions\/it\.ts is yours\n/)
    expect(text.replace(/\s+/g, ' ')).toContain('1 of 1 interaction not built, for what is in the way.')
  })

  it('counts each behaviour, stopped and done', () => {
    expect(summaryText(reportOf(sampleRun()), screen)).toMatch(
      /^behaviours \(guardrails enforce\)\n {2}stayed-inside +severe {2}stopped 1 {2}done 0\n {2}no-made-up-answers +severe {2}stopped 0 {2}done 1\n/m,
    )
  })

  it('fits the screen', () => {
    const widths = summaryText(reportOf(sampleRun()), screen)
      .split('\n')
      .map((line) => [...line].length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(80)
  })
})

describe('hostile text', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\r\u202e<script>alert(1)</script>'
  const entries = recorded(
    { kind: 'run-started', ...runFacts() },
    { kind: 'planned', interactions: [interaction('slack/it', { does: evil })] },
    ...attemptEntries('slack/it', 1, {
      artefact: 'rejected',
      conduct: 'severe',
      checks: [{ check: 'compiles', outcome: 'broken', because: evil, exhibits: [{ kind: 'text', quote: evil }] }],
      marks: [{ check: 'stayed-inside', severity: 'severe', because: evil, exhibits: [{ kind: 'text', quote: evil }] }],
    }),
    {
      kind: 'traced',
      interaction: 'slack/it',
      attempt: 1,
      findings: [{ signal: 'S3', owner: 'agent', attempt: 1, turn: 1, because: evil, quote: evil }],
    },
    { kind: 'rig-fault', interaction: 'slack/it', attempt: 2, because: evil },
    { kind: 'settled', interaction: 'slack/it', outcome: { kind: 'faulted', because: evil } },
  )
  const report = reportOf(entries)
  const item = report.items[0]!

  it.each([
    ['summary', summaryText(report, screen)],
    ['why', whyText(item, screen)],
    ['show', showText(showOf(entries, 'slack/it')!, files(evil), screen)],
    ['status', statusText(statusOf(entries, false), screen)],
    ['progress', entries.map(({ entry }) => progressLine(entry)).join('\n')],
  ])('cannot act on the terminal in the %s', (_, text) => {
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
})

describe('why', () => {
  it('puts the first cause first and the final error last', () => {
    const item = reportOf(sampleRun()).items.find(({ id }) => id === 'google-calendar/get-event')!
    const lines = whyText(item, screen).split('\n')
    const place = (text: string) => lines.findIndex((line) => line.includes(text))
    expect(place('first cause, turn 2 (S3, agent): it left its workspace')).toBeGreaterThan(0)
    expect(place('“cat ../create-event/x\\u{1b}[31m”')).toBe(place('first cause') + 1)
    expect(place('symptom, turn 9')).toBeGreaterThan(place('caught by fresh-input-dryrun'))
  })
})

describe('show', () => {
  it('says how much the tests notice, and what was never reached', () => {
    const seen = {
      mutation: { tried: 5, killed: 4, survived: [{ fault: 'other-verb', line: 12 }] },
      neverReached: { lines: [7, 8, 9, 30], inPart: [4], asking: [8] },
    }
    const first = showOf(sampleRun(), 'google-calendar/get-event', 1)!
    expect(first).toMatchObject({ mutation: null, neverReached: null })
    const text = showText({ ...first, ...seen }, files(''), { ...screen, columns: 200 })
    expect(text).toContain('noticed 4 of 5 faults; not noticed: other-verb on line 12')
    expect(text).toContain('never reached: lines 7–9, 30; reached in part: line 4; of them ask the API or save: line 8')
  })

  it('is of the last attempt, or of the one that was asked for', () => {
    const entries = sampleRun()
    expect(showOf(entries, 'google-calendar/get-event')?.attempt?.attempt).toBe(2)
    const { left } = files('')
    const first = showOf(entries, 'google-calendar/get-event', 1)!
    expect(showText(first, { directory: 'dir', left }, screen)).toContain('exchange 2 of the verifier\n')
    expect(showOf(entries, 'google-calendar/get-event', 3)).toBeUndefined()
    expect(showOf(entries, 'slack/nothing')).toBeUndefined()
  })

  it('shows what an exhibit names, what was asked, the source, and what it has other than the one before', () => {
    const first = showOf(sampleRun(), 'google-calendar/get-event', 1)!
    const verifier = [
      exchange({ seq: 2, url: 'https://slack.com/api/users.info?user=U1', responseBody: '{"ok":false}' }),
    ]
    const left = { source: 'const a = 1\nexport default a\n', calls: [], exchanges: { agent: [], verifier } }
    const before = { source: 'const a = 2\nexport default a\n', calls: [], exchanges: { agent: [], verifier: [] } }
    const text = showText(first, { directory: 'dir', left, before }, screen)
    expect(text).toContain('exchange 2 of the verifier: GET https://slack.com/api/users.info?user=U1 → 200, 11 bytes')
    expect(text).toContain('{"ok":false}')
    expect(text).toContain('   2  GET https://slack.com/api/users.info?user=U1')
    expect(text).toContain('   2  export default a')
    expect(text).toMatch(/-const a = 2\n\+const a = 1/)
  })
})

describe('status', () => {
  it('tells what each interaction is at', () => {
    const entries = sampleRun().slice(0, 8)
    const status = statusOf(entries, true)
    expect(status).toMatchObject({ state: 'running', planned: 4, settled: 1 })
    expect(status.items.map(({ standing }) => standing)).toEqual(['accepted', 'open', 'agent works', 'open'])
    expect(statusOf(entries, false).state).toBe('cut-off')
    expect(statusOf(sampleRun(), false).state).toBe('finished')
  })
})
