import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, sampleRun, verdict } from '../../test/samples.ts'
import type { RootCause } from '../trace/root/root-cause.ts'
import { causesOf } from './causes.ts'
import { causesText } from './causes-text.ts'
import { reportOf } from './report.ts'
import { whyText } from './why-text.ts'

const screen = { columns: 100, paint: (_: string, text: string) => text }
const root: RootCause = {
  attempt: 1,
  kind: 'invented-command',
  owner: 'agent',
  turn: 3,
  event: '3.1',
  subject: 'nango',
  because: 'used what does not exist (nango test)',
  quote: 'nango test → unknown\u001b[31m',
  confidence: 'high',
  explains: ['succeeded-live'],
  chain: [
    { role: 'root', turn: 3, event: '3.1', because: 'used what does not exist (nango test)', quote: 'nango test' },
    { role: 'symptom', turn: 9, event: '9.1', because: 'the last error of the attempt', quote: 'exit 1' },
  ],
  counterfactual: 'the tool prints its real commands',
}

describe('causes', () => {
  const ids = ['slack/a', 'slack/b', 'slack/c']
  const rejected = verdict({
    artefact: 'rejected',
    checks: [{ check: 'succeeded-live', outcome: 'broken', because: 'it never ran', exhibits: [] }],
  })
  const report = reportOf(
    recorded(
      { kind: 'run-started', ...runFacts() },
      { kind: 'planned', interactions: ids.map((id) => interaction(id)) },
      ...ids.flatMap((id) => attemptEntries(id, 1, id === 'slack/c' ? verdict() : rejected)),
      ...ids.slice(0, 2).map((id) => ({ kind: 'traced', interaction: id, attempt: 1, findings: [], root }) as const),
    ),
  )

  it('are one where failures are alike, with how many, an example, and what to change', () => {
    const causes = causesOf(report.items)
    expect(causes).toMatchObject([
      {
        kind: 'invented-command',
        subject: 'nango',
        attempts: 2,
        interactions: ['slack/a', 'slack/b'],
        suggested: root.counterfactual,
      },
    ])
    const text = causesText(causes, screen)
    expect(text).toContain('2 attempts that something spoke against, by 1 cause')
    expect(text).toContain("2 × invented-command: nango (agent's; 2 interactions")
    expect(text).toContain('\\u{1b}[31m')
  })

  it('are named as far as anything is known of what has no root', () => {
    const causes = causesOf(reportOf(sampleRun()).items)
    expect(causes).toContainEqual(expect.objectContaining({ kind: 'access', owner: 'environment' }))
    expect(causes).toContainEqual(expect.objectContaining({ kind: 'not-found', subject: 'stayed-inside' }))
  })

  it('are told of one interaction from the root to the symptom', () => {
    const text = whyText(report.items[0]!, screen)
    const place = (words: string) => text.indexOf(words)
    expect(place("root cause, turn 3 (invented-command, agent's, confidence high)")).toBeGreaterThan(0)
    expect(place('symptom, turn 9')).toBeGreaterThan(place('root cause'))
    expect(text).toContain('what should differ: the tool prints its real commands')
  })
})
