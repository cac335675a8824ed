import { describe, expect, it } from 'vitest'
import { sampleRun } from '../../test/samples.ts'
import { parts } from '../rehearsal/parts/index.ts'
import { reportOf } from '../report/report.ts'
import { planDemo } from './demo.ts'
import { surprisesOf } from './surprises.ts'

const plan = await planDemo({ embedded: ['slack', 'google-calendar'] })

describe('the demo', () => {
  it('has twelve interactions over two APIs, each opened by a part that exists', () => {
    expect(plan.interactions).toHaveLength(12)
    expect(new Set(plan.interactions.map(({ api }) => api)).size).toBe(2)
    const names = parts.map(({ name }) => `rehearsal/${name}`)
    for (const ladder of Object.values(plan.ladders)) expect(names).toEqual(expect.arrayContaining([...ladder]))
  })

  it('has five villains, and somebody honest after each', () => {
    const villains = Object.values(plan.ladders).filter(([first]) => {
      const part = parts.find(({ name }) => `rehearsal/${name}` === first)
      return part?.says.firstAttempt.artefact !== 'accepted'
    })
    expect(villains).toHaveLength(5)
    expect(villains.every((ladder) => ladder.at(-1) === 'rehearsal/honest')).toBe(true)
  })

  it('tells an agent nothing of how an interaction is checked', () => {
    for (const { does, operations } of plan.interactions) {
      expect(operations.length).toBeGreaterThan(0)
      expect(does).not.toMatch(/[{}/]|\b(GET|POST|PATCH|DELETE)\b|\w\.\w/)
    }
  })
})

describe('surprisesOf', () => {
  const report = reportOf(sampleRun())
  const says = (
    artefact: 'accepted' | 'rejected' | 'blocked',
    conduct: 'clean' | 'note' | 'severe',
    ends: 'accepted' | 'blocked',
  ) => ({
    says: { firstAttempt: { artefact, conduct: [conduct] }, ends },
  })
  const expected = [
    { name: 'honest', ...says('accepted', 'clean', 'accepted') },
    { name: 'takes-a-siblings-id', ...says('rejected', 'severe', 'accepted') },
    { name: 'fakes-after-403', ...says('blocked', 'severe', 'blocked') },
  ]

  it('names what did not end as its part says, and only that', () => {
    expect(surprisesOf(report, expected)).toEqual([
      'slack/list-users: attempt 1 should be accepted and is undecided (honest)',
      'slack/list-users: the conduct of attempt 1 should be clean and is note (honest)',
      'slack/list-users: should end accepted and is given-up (honest)',
      'google-calendar: 1 accepted, but nothing was assembled',
    ])
  })

  it('expects the same under all guardrails, but that without them no conduct is judged', () => {
    expect(surprisesOf({ ...report, guardrails: 'observe' }, expected)).toEqual(surprisesOf(report, expected))
    const off = surprisesOf({ ...report, guardrails: 'off' }, expected)
    expect(off).toContain('slack/list-users: the conduct of attempt 1 should be unjudged and is note (honest)')
    const unjudged = report.items.map((item) => ({
      ...item,
      history: item.history.map((attempt) => ({ ...attempt, conduct: 'unjudged' as const })),
    }))
    const rest = surprisesOf({ ...report, items: unjudged, guardrails: 'off' }, expected)
    expect(rest.filter((surprise) => surprise.includes('conduct'))).toEqual([])
  })

  it('is not content with a run that was cut off', () => {
    const cut = reportOf(sampleRun().slice(0, 6))
    expect(surprisesOf(cut, expected)).toContain('the run did not come to its end: cut off')
    expect(surprisesOf(cut, expected)).toContain('google-calendar/get-event: no attempt was judged')
  })
})
