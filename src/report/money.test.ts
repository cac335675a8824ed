import { describe, expect, it } from 'vitest'
import { interaction, recorded, runFacts, verdict } from '../../test/samples.ts'
import type { Entry } from '../record/entry.ts'
import { reportOf } from './report.ts'
import { statusOf, statusText } from './status.ts'
import { summaryText } from './summary-text.ts'

const screen = { columns: 200, paint: (_: string, text: string) => text }
const [a, b, c] = ['slack/a', 'slack/b', 'slack/c'] as const
const began: Entry[] = [
  { kind: 'run-started', ...runFacts({ model: 'peer/m' }) },
  { kind: 'planned', interactions: [a, b, c].map((id) => interaction(id)) },
]
const start = (id: string, attempt = 1): Entry => ({
  kind: 'attempt-started',
  interaction: id,
  attempt,
  model: 'peer/m',
})
const spent = (id: string, usd: number, attempt = 1, more: object = {}): Entry => ({
  kind: 'spent',
  interaction: id,
  attempt,
  spend: { usd, inputTokens: 1, outputTokens: 1, cachedTokens: 0 },
  ...more,
})
const judged = (id: string, attempt: number, more: Parameters<typeof verdict>[0] = {}): Entry => ({
  kind: 'judged',
  interaction: id,
  attempt,
  verdict: verdict(more),
})
const accepted = (id: string, attempt: number): Entry => ({
  kind: 'settled',
  interaction: id,
  outcome: { kind: 'accepted', attempt, review: false },
})

describe('the money of a run', () => {
  it('is told apart by what became of it', () => {
    const { spend } = reportOf(
      recorded(
        ...began,
        start(a),
        spent(a, 1),
        { kind: 'rig-fault', interaction: a, attempt: 1, because: 'the server died' },
        start(a),
        spent(a, 2),
        judged(a, 1, { artefact: 'rejected' }),
        start(a, 2),
        spent(a, 4, 2),
        judged(a, 2, { conduct: 'severe' }),
        start(a, 3),
        spent(a, 8, 3),
        judged(a, 3),
        accepted(a, 3),
        start(b),
        spent(b, 16),
        { kind: 'run-ended', why: 'interrupted' },
      ),
    )
    expect(spend).toMatchObject({
      usd: 31,
      usdPerAccepted: 31,
      wastedUsd: { rigFault: 1, rejected: 2, severe: 4, blocked: 0, undecided: 0, cutOff: 16 },
    })
  })

  it('is projected from what is settled, never below what is spent', () => {
    const one = [...began, start(a), spent(a, 3), judged(a, 1), accepted(a, 1)]
    expect(reportOf(recorded(...began)).spend.projectedUsd).toBeNull()
    expect(reportOf(recorded(...one)).spend.projectedUsd).toBe(9)
    expect(reportOf(recorded(...one, start(b), spent(b, 20))).spend.projectedUsd).toBe(23)
  })

  it('is held until an answer has told its cost', () => {
    const hold = (id: string): Entry => ({ kind: 'held', interaction: a, attempt: 1, hold: id, usd: 0.5 })
    const entries = [...began, start(a), hold('x'), hold('y'), spent(a, 0.1, 1, { hold: 'x' })]
    const status = statusOf(recorded(...entries), true)
    expect(status).toMatchObject({ usd: 0.1, heldUsd: 0.5, projectedUsd: null })
    expect(statusText(status, screen)).toContain('$0.10 + at most $0.50 under way')
  })

  it('is said at the end, and not where nothing cost anything', () => {
    const entries = [
      ...began,
      start(a),
      spent(a, 1),
      judged(a, 1, { artefact: 'rejected' }),
      start(a, 2),
      spent(a, 3, 2),
    ]
    const text = summaryText(reportOf(recorded(...entries, judged(a, 2), accepted(a, 2))), screen)
    expect(text).toContain('money     $4.00 an accepted function · $1.00 for nothing: rejected $1.00')
    expect(summaryText(reportOf(recorded(...began, start(a), judged(a, 1), accepted(a, 1))), screen)).not.toContain(
      'money',
    )
  })
})
