import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, sampleRun, verdict } from '../../test/samples.ts'
import type { Entry, Outcome } from '../record/entry.ts'
import { reportOf } from '../report/report.ts'
import { exitCodeOf } from './exit-code.ts'

const id = 'slack/it'
const whole: Entry[] = [
  { kind: 'run-started', ...runFacts() },
  { kind: 'planned', interactions: [interaction(id)] },
  ...attemptEntries(id, 1, verdict()),
  { kind: 'settled', interaction: id, outcome: { kind: 'accepted', attempt: 1, review: false } },
]
const assembled = (failed: number): Entry => ({
  kind: 'assembled',
  integration: {
    api: 'slack',
    path: 'nango-integrations/slack',
    functions: 1,
    compiled: true,
    tests: { passed: 1, failed },
  },
})
const codeOf = (...entries: Entry[]) => exitCodeOf(reportOf(recorded(...entries)))

describe('the exit code', () => {
  it('is 0 only when everything is accepted and assembled', () => {
    const ended: Entry = { kind: 'run-ended', why: 'finished' }
    expect(codeOf(...whole, assembled(0), ended)).toBe(0)
    expect(codeOf(...whole, assembled(1), ended)).toBe(1)
    expect(codeOf(...whole, ended)).toBe(1)
    expect(exitCodeOf(reportOf(sampleRun()))).toBe(1)
  })

  it('is 0 for what was reused, and 1 where something was in the way', () => {
    const [begun, planned] = whole as [Entry, Entry]
    const settled = (outcome: Outcome): Entry => ({ kind: 'settled', interaction: id, outcome })
    const ended: Entry = { kind: 'run-ended', why: 'finished' }
    const reused = settled({ kind: 'reused', run: 'a', attempt: 1, review: false })
    expect(codeOf(begun, planned, reused, assembled(0), ended)).toBe(0)
    expect(codeOf(begun, planned, settled({ kind: 'in-the-way', because: 'yours' }), assembled(0), ended)).toBe(1)
  })

  it('tells why a run ended early', () => {
    expect(codeOf(...whole, { kind: 'run-ended', why: 'budget' })).toBe(3)
    expect(codeOf(...whole, { kind: 'run-ended', why: 'interrupted' })).toBe(130)
  })
})
