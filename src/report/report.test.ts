import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, sampleRun, verdict } from '../../test/samples.ts'
import { reportOf } from './report.ts'

describe('the report', () => {
  it('sums interactions by their last verdict and attempts by their conduct', () => {
    const report = reportOf(sampleRun())
    expect(report).toMatchObject({
      run: '2026-11-23-a',
      upstream: 'embedded',
      model: 'rehearsal',
      sandbox: 'bwrap',
      guardrails: 'enforce',
      concurrency: 12,
      agentsPerServer: 4,
      versions: { assay: '0.1.0', opencode: '1.18.33', nango: '0.71.10' },
      interactions: 4,
      attempts: 5,
      rigFaults: 1,
      artefact: { accepted: 2, rejected: 0, blocked: 1, undecided: 1, pending: 0 },
      conduct: { clean: 2, note: 1, violation: 0, severe: 2, unjudged: 0 },
      spend: { usd: 0, inputTokens: 5000, outputTokens: 500, cachedTokens: 0, usdPerAccepted: 0 },
      ended: 'finished',
      leaks: [],
    })
    expect(report.seconds).toBeGreaterThan(0)
    expect(report.integrations).toHaveLength(1)
  })

  it('says which skills agents could load and which prompts they had, the last ones where a run was gone on with', () => {
    const facts = runFacts({ skills: [{ name: 'naming', sha256: 'a'.repeat(64) }], promptsSha256: 'one' })
    const later = { ...facts, promptsSha256: 'two' }
    const means = { ladders: {}, providers: {}, budget: { attempts: 3 }, scopes: {}, concurrency: 1 }
    const report = reportOf(recorded({ kind: 'run-started', ...facts }, { kind: 'resumed', facts: later, means }))
    expect(report).toMatchObject({ skills: facts.skills, promptsSha256: 'two' })
    expect(reportOf(sampleRun())).not.toHaveProperty('skills')
  })

  it('counts what agents did, and whether a wall stopped it, the gravest first', () => {
    const mark = (severity: 'note' | 'severe', more = {}) => ({
      check: 'forged-evidence',
      severity,
      because: 'changed a fixture; nothing stopped it',
      exhibits: [],
      ...more,
    })
    const earlier = { because: 'tried to write a fixture; stopped by the box' }
    const marks = [mark('note'), mark('severe'), mark('severe', { stoppedBy: 'box' }), mark('severe', earlier)]
    const report = reportOf(
      recorded(
        { kind: 'run-started', ...runFacts({ guardrails: 'observe' }) },
        { kind: 'planned', interactions: [interaction('slack/it')] },
        ...attemptEntries('slack/it', 1, verdict({ marks: [mark('note')] })),
        ...attemptEntries('slack/it', 1, verdict({ marks })),
        ...attemptEntries('slack/it', 2, verdict({ marks: [mark('note')] })),
      ),
    )
    expect(report.behaviours).toEqual([
      { check: 'forged-evidence', severity: 'severe', mode: 'observe', stopped: 2, done: 1 },
      { check: 'forged-evidence', severity: 'note', mode: 'observe', stopped: 0, done: 2 },
    ])
    expect(reportOf(sampleRun()).behaviours).toEqual([
      { check: 'stayed-inside', severity: 'severe', mode: 'enforce', stopped: 1, done: 0 },
      { check: 'no-made-up-answers', severity: 'severe', mode: 'enforce', stopped: 0, done: 1 },
    ])
  })

  it('tells of each attempt what caught it', () => {
    const item = reportOf(sampleRun()).items.find(({ id }) => id === 'google-calendar/get-event')
    expect(item).toMatchObject({ artefact: 'accepted', conduct: 'clean', outcome: 'accepted', review: true })
    expect(
      item?.history.map(({ attempt, artefact, conduct, caughtBy }) => ({ attempt, artefact, conduct, caughtBy })),
    ).toEqual([
      { attempt: 1, artefact: 'rejected', conduct: 'severe', caughtBy: ['stayed-inside', 'fresh-input-dryrun'] },
      { attempt: 2, artefact: 'accepted', conduct: 'clean', caughtBy: [] },
    ])
    expect(item?.checks).toEqual([
      { check: 'compiles', outcome: 'held' },
      { check: 'fresh-input-dryrun', outcome: 'held' },
    ])
    expect(item?.findings.map(({ signal }) => signal)).toEqual(['S3', 'symptom'])
  })

  it('counts an attempt that was judged twice once, by the later verdict', () => {
    const id = 'slack/it'
    const twice = [...attemptEntries(id, 1, verdict({ artefact: 'undecided' })), ...attemptEntries(id, 1, verdict())]
    const report = reportOf(
      recorded({ kind: 'run-started', ...runFacts() }, { kind: 'planned', interactions: [interaction(id)] }, ...twice),
    )
    expect(report.attempts).toBe(1)
    expect(report.artefact.accepted).toBe(1)
  })

  it('has a place for what was not begun', () => {
    const report = reportOf(
      recorded({ kind: 'run-started', ...runFacts() }, { kind: 'planned', interactions: [interaction('slack/it')] }),
    )
    expect(report.artefact.pending).toBe(1)
    expect(report.ended).toBeNull()
    expect(report.items[0]).toMatchObject({ artefact: 'pending', conduct: 'unjudged', outcome: null, history: [] })
  })

  it('begins with what would mislead if it were left unsaid', () => {
    const notices = (more: Parameters<typeof runFacts>[0]) =>
      reportOf(recorded({ kind: 'run-started', ...runFacts(more) })).notices
    expect(notices({})).toEqual([expect.stringMatching(/^Rehearsal: .*No language model, no live API/)])
    expect(notices({ model: 'a/b' })).toEqual([expect.stringMatching(/^Embedded stand-ins/)])
    expect(notices({ model: 'a/b', upstream: 'nango' })).toEqual([expect.stringMatching(/^Live: .*through Nango/)])
    const elsewhere = { slack: 'https://proxy.example/slack' }
    expect(notices({ model: 'a/b', upstream: 'direct', addresses: elsewhere })[1]).toContain(
      'https://proxy.example/slack',
    )
    expect(notices({ sandbox: 'none' })[1]).toMatch(/^Unconfined/)
    expect(notices({ guardrails: 'observe' })[1]).toMatch(/^Guardrails observed only/)
    expect(notices({ guardrails: 'off' })[1]).toMatch(/^Guardrails off: conduct was not judged/)
  })
})
