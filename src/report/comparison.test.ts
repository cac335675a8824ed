import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, verdict } from '../../test/samples.ts'
import type { Entry } from '../record/entry.ts'
import type { Interaction } from '../plan/interaction.ts'
import { comparisonOf } from './comparison.ts'
import { comparisonText } from './comparison-text.ts'
import { reportOf } from './report.ts'

const ids = Array.from({ length: 10 }, (_, number) => `slack/thing-${number}`)
const screen = { columns: 120, paint: (_: string, text: string) => text }
const rejected = verdict({ artefact: 'rejected' })

/** A run that settles each interaction after so many attempts; none given: never accepted. */
function run(
  name: string,
  attemptsOf: (id: string, place: number) => number | undefined,
  planned: readonly Interaction[] = ids.map((id) => interaction(id)),
) {
  const entries = planned.flatMap(({ id }, place): Entry[] => {
    const attempts = attemptsOf(id, place)
    const failed = Array.from({ length: attempts === undefined ? 3 : attempts - 1 }, (_, index) =>
      attemptEntries(id, index + 1, rejected),
    ).flat()
    if (attempts === undefined) return [...failed, { kind: 'settled', interaction: id, outcome: { kind: 'given-up' } }]
    return [
      ...failed,
      ...attemptEntries(id, attempts, verdict()),
      { kind: 'settled', interaction: id, outcome: { kind: 'accepted', attempt: attempts, review: false } },
    ]
  })
  const started: Entry = { kind: 'run-started', ...runFacts({ run: name }) }
  return reportOf(recorded(started, { kind: 'planned', interactions: planned }, ...entries))
}

const measure = (comparison: ReturnType<typeof comparisonOf>, name: string) =>
  comparison.measures.find((each) => each.measure === name)

describe('a comparison', () => {
  it('shows none between a run and its like', () => {
    const once = (_: string, place: number) => (place % 3 === 0 ? 2 : 1)
    const comparison = comparisonOf([run('one', once)], [run('two', once)])
    expect(comparison).toMatchObject({ pairs: 10, differs: false, differIn: [], leftOut: [] })
    expect(comparisonText(comparison, screen)).toContain('No difference shown.')
  })

  it('shows one where nearly all go the same way, with what it came to', () => {
    const worse = (_: string, place: number) => (place === 9 ? 1 : undefined)
    const comparison = comparisonOf([run('one', () => 1)], [run('two', worse)])
    expect(comparison.differs).toBe(true)
    expect(measure(comparison, 'accepted')).toMatchObject({ a: 1, b: 0.1, shown: true })
    expect(measure(comparison, 'inputTokens')).toMatchObject({ a: 1000, b: 2800, shown: true })
    expect(measure(comparison, 'usd')).toMatchObject({ p: 1, shown: false })
    const text = comparisonText(comparison, screen)
    expect(text).toMatch(/B has less accepted, more attempts/)
    expect(text).toContain('more often accepted in A: slack/thing-0, slack/thing-1')
  })

  it('does not call a few pairs a difference, and says how many it takes', () => {
    const three = ids.slice(0, 3).map((id) => interaction(id))
    const comparison = comparisonOf([run('one', () => 1, three)], [run('two', () => undefined, three)])
    expect(comparison.differs).toBe(false)
    expect(comparisonText(comparison, screen)).toContain('compare 8 interactions or more')
  })

  it('compares means where a side is several runs, with one pair for each interaction', () => {
    const a = [run('one', () => 1), run('two', () => 3)]
    const b = [run('three', () => 2), run('four', () => undefined)]
    expect(comparisonOf(a, b)).toMatchObject({
      pairs: 10,
      items: expect.arrayContaining([
        { id: ids[0], a: expect.objectContaining({ attempts: 2 }), b: expect.objectContaining({ accepted: 0.5 }) },
      ]) as unknown,
    })
  })

  it('leaves out what is not the same on both sides, and says why', () => {
    const more = [...ids.map((id) => interaction(id)), interaction('slack/more')]
    const other = ids.map((id, place) => interaction(id, place === 0 ? { does: 'Something else' } : {}))
    const { pairs, leftOut } = comparisonOf([run('one', () => 1, more)], [run('two', () => 1, other)])
    expect(pairs).toBe(9)
    expect(leftOut).toEqual([
      { id: ids[0], because: 'it was asked in other words' },
      { id: 'slack/more', because: 'only in A' },
    ])
  })

  it('refuses runs that settled nothing in common, and says what to do', () => {
    const mine = run('one', () => 1, [interaction('slack/a')])
    const yours = run('two', () => 1, [interaction('slack/b')])
    expect(() => comparisonOf([mine], [yours])).toThrow(/no interaction is settled both in one and in two/)
  })
})
