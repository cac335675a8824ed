import { describe, expect, it } from 'vitest'
import type { PlayResult } from './judge-plays.ts'
import { halfOf, scoreRootCauses } from './root-cause-score.ts'

describe('the score of root causes', () => {
  it('counts exact, near and owner beside what a constant and the last error would have hit', () => {
    const score = scoreRootCauses([
      play('a', { fatalTurn: 4, turn: 4, lastErrorTurn: 9 }),
      play('b', { fatalTurn: 4, turn: 5, lastErrorTurn: 4 }),
      play('c', { fatalTurn: 7, turn: 2, owner: 'harness' }),
      play('d', { fatalTurn: 8 }),
      play('e', { fatalTurn: null, turn: 1 }),
      play('f', { fatalTurn: 3, artefact: 'accepted' }),
    ])
    expect(score).toMatchObject({ scored: 4, exact: 1, within1: 2, owner: 2, missed: ['b#1', 'c#1', 'd#1'] })
    // With one of the two fours taken out, three turns are as frequent, and the earliest is the other four.
    expect(score.baselines).toEqual({ leaveOneOutConstant: 2, lastError: 1 })
    expect(score.halves.tuned.scored + score.halves.heldOut.scored).toBe(4)
  })

  it('names the honest plays of which something was named', () => {
    const honest = (part: string, turn?: number) =>
      play(part, { fatalTurn: null, kind: 'oddity', artefact: 'accepted', ...(turn !== undefined && { turn }) })
    expect(scoreRootCauses([honest('a'), honest('b', 2)]).honest).toEqual({ plays: 2, named: ['b#1'] })
  })

  it('halves a gallery by names alone', () => {
    const names = Array.from({ length: 200 }, (_, index) => `part-${index}`)
    const tuned = names.filter((name) => halfOf(name) === 'tuned').length
    expect(tuned).toBeGreaterThan(70)
    expect(tuned).toBeLessThan(130)
  })
})

interface Told {
  readonly fatalTurn: number | null
  readonly turn?: number
  readonly owner?: string
  readonly lastErrorTurn?: number
  readonly kind?: PlayResult['kind']
  readonly artefact?: PlayResult['artefact']
}

function play(part: string, { turn, owner = 'agent', lastErrorTurn, ...told }: Told): PlayResult {
  return {
    id: `${part}#1`,
    part,
    kind: 'villain',
    seed: 1,
    interaction: `slack/${part}`,
    moves: [],
    expects: { artefact: ['rejected'], conduct: ['clean'] },
    artefact: 'rejected',
    conduct: 'clean',
    caughtBy: [],
    meantToCatch: [],
    caughtByOthers: false,
    naivelyAccepted: true,
    root: turn === undefined ? null : { turn, owner, kind: 'wrong-function' },
    lastErrorTurn: lastErrorTurn ?? null,
    surprises: [],
    ...told,
  }
}
