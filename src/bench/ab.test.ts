import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, verdict } from '../../test/samples.ts'
import type { Entry } from '../record/entry.ts'
import { reportOf } from '../report/report.ts'
import { abOf, type Ran, type Turn, turnsOf } from './ab.ts'
import { abText } from './ab-text.ts'

const ids = Array.from({ length: 8 }, (_, number) => `slack/thing-${number}`)
const screen = { columns: 120, paint: (_: string, text: string) => text }

/** A run in which every interaction takes so many attempts, of 1,000 tokens each. */
function ranWith(turn: Turn, attempts: number): Ran {
  const entries = ids.flatMap((id): Entry[] => [
    ...Array.from({ length: attempts }, (_, index) =>
      attemptEntries(id, index + 1, index + 1 < attempts ? verdict({ artefact: 'rejected' }) : verdict()),
    ).flat(),
    { kind: 'settled', interaction: id, outcome: { kind: 'accepted', attempt: attempts, review: false } },
  ])
  const started: Entry = { kind: 'run-started', ...runFacts({ run: `${turn.side}${turn.repeat}${turn.isControl}` }) }
  const planned: Entry = { kind: 'planned', interactions: ids.map((id) => interaction(id)) }
  return { ...turn, report: reportOf(recorded(started, planned, ...entries)) }
}

const ranAs = (attemptsOf: (turn: Turn) => number) => turnsOf(2).map((turn) => ranWith(turn, attemptsOf(turn)))
const of = { a: 'none', b: 'skills=x', repeats: 2 }

describe('a comparison of two variations', () => {
  it('alternates the sides and who begins, in the same accounts, and ends with a control', () => {
    expect(turnsOf(3).map(({ side, repeat, isControl }) => `${side}${repeat}${isControl ? ' again' : ''}`)).toEqual([
      'a0',
      'b0',
      'b1',
      'a1',
      'a2',
      'b2',
      'a0 again',
    ])
  })

  it('shows none where the sides are alike', () => {
    const ab = abOf(
      ranAs(() => 1),
      of,
    )
    expect(ab).toMatchObject({ comparison: { differs: false, pairs: 8 }, control: { differs: false, pairs: 8 } })
    expect(ab.comparison.a.runs).toHaveLength(2)
    expect(abText(ab, screen)).toMatch(/No difference shown\.[^]*Negative control[^]*shows no difference, as it must/)
  })

  it('shows one where all repeats of a side take more, and prices tokens that nobody billed', () => {
    const price = { model: 'v/m', input: 3, output: 15, asOf: '2026-11-01', source: 'nobody' }
    const ab = abOf(
      ranAs(({ side }) => (side === 'b' ? 2 : 1)),
      { ...of, projected: price },
    )
    expect(ab).toMatchObject({ projectedBy: 'v/m', comparison: { differs: true }, control: { differs: false } })
    const usd = ab.comparison.measures.find(({ measure }) => measure === 'usd')
    expect(usd?.shown).toBe(true)
    expect(usd?.b).toBeCloseTo(2 * (usd?.a ?? 0))
    expect(abText(ab, screen)).toContain('Nothing was billed')
  })

  it('says not to believe it where the control differs as well', () => {
    const ab = abOf(
      ranAs(({ side, isControl }) => (side === 'b' || isControl ? 2 : 1)),
      of,
    )
    expect(ab.control.differs).toBe(true)
    expect(abText(ab, screen)).toContain('do not believe')
  })
})
