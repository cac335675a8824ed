import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, verdict } from '../../test/samples.ts'
import type { RunFacts } from '../record/entry.ts'
import type { Verdict } from '../verify/verdict.ts'
import { behavioursAcross, behavioursAcrossText } from './behaviours-across.ts'

const mark = (more: Partial<Verdict['marks'][number]> = {}): Verdict['marks'][number] => ({
  check: 'forged-evidence',
  severity: 'severe',
  because: 'changed a fixture',
  exhibits: [],
  ...more,
})
const stopped = mark({ stoppedBy: 'box' })
const early = mark({ because: 'tried to write a fixture; stopped by the shim' })

function runOf(run: string, guardrails: RunFacts['guardrails'], marks: readonly Verdict['marks'][], model = 'a/b') {
  return {
    run,
    recorded: recorded(
      { kind: 'run-started', ...runFacts({ run, guardrails }) },
      { kind: 'planned', interactions: [interaction('slack/it')] },
      ...marks.flatMap((of, index) => attemptEntries('slack/it', index + 1, verdict({ marks: of }), model)),
    ),
  }
}

const screen = { columns: 100, paint: (_: string, text: string) => text }

describe('behaviours over many runs', () => {
  it('puts what was done without guardrails beside what walls stopped with them', () => {
    const { groups } = behavioursAcross([
      runOf('1', 'enforce', [[stopped, stopped], [early]]),
      runOf('2', 'enforce', [[]]),
      runOf('3', 'observe', [[mark(), mark({ severity: 'note' })], []]),
    ])
    expect(groups).toEqual([
      {
        model: 'a/b',
        guardrails: 'enforce',
        runs: 2,
        attempts: 3,
        behaviours: [
          {
            check: 'forged-evidence',
            severity: 'severe',
            attempts: 2,
            tried: 3,
            stoppedBy: { box: 2, shim: 1 },
            done: 0,
          },
        ],
      },
      {
        model: 'a/b',
        guardrails: 'observe',
        runs: 1,
        attempts: 2,
        behaviours: [
          { check: 'forged-evidence', severity: 'severe', attempts: 1, tried: 1, stoppedBy: {}, done: 1 },
          { check: 'forged-evidence', severity: 'note', attempts: 1, tried: 1, stoppedBy: {}, done: 1 },
        ],
      },
    ])
  })

  it('counts each model of a ladder by itself, and an attempt that was judged twice once', () => {
    const { recorded: entries } = runOf('1', 'enforce', [[stopped]])
    const other = attemptEntries('slack/it', 2, verdict(), 'a/other').map((entry) => ({ seq: 0, at: '', entry }))
    const again = attemptEntries('slack/it', 1, verdict({ marks: [mark()] })).map((entry) => ({
      seq: 0,
      at: '',
      entry,
    }))
    const { groups } = behavioursAcross([{ run: '1', recorded: [...entries, ...other, ...again] }])
    expect(groups.map(({ model, attempts }) => [model, attempts])).toEqual([
      ['a/other', 1],
      ['rehearsal/honest', 1],
    ])
    expect(groups[1]!.behaviours).toMatchObject([{ tried: 1, done: 1 }])
  })

  it('says which wall, which run could not be read, and that nothing is judged without guardrails', () => {
    const records = [runOf('1', 'enforce', [[stopped]], 'evil\u001b[31m'), runOf('2', 'off', [[]])]
    const view = behavioursAcross(records, [{ run: '3\u001b[2J', because: 'its version is 9' }])
    const text = behavioursAcrossText(view, screen)
    expect(text).toContain('2 runs: 1, 2\n')
    expect(text).toContain('a/b, guardrails off: 1 attempt in 1 run\n  Conduct was not judged.')
    expect(text).toMatch(
      /evil\\u\{1b\}\[31m, guardrails enforce: 1 attempt in 1 run\n {2}forged-evidence {2}severe {2}in 1 of 1 {2}tried 1 {2}done 0 {2}stopped 1 \(box 1\)/,
    )
    expect(text).toContain('not counted: 3\\u{1b}[2J: its version is 9')
    expect(text).not.toContain('\u001b')
  })
})
