import type { Interaction } from '../src/plan/interaction.ts'
import type { Entry, Recorded, RunFacts } from '../src/record/entry.ts'
import type { FunctionProof } from '../src/prove/project-proof.ts'
import type { Verdict } from '../src/verify/verdict.ts'

/** Builders of the nouns that tests need: state only what matters. */

export function interaction(id: string, more: Partial<Interaction> = {}): Interaction {
  const [api = '', name = ''] = id.split('/')
  return {
    id,
    api,
    name,
    kind: name.startsWith('sync-') ? 'sync' : 'action',
    does: `Does ${name}`,
    connection: 'demo',
    docs: [],
    operations: [],
    exempt: [],
    ...more,
  }
}

export function runFacts(more: Partial<RunFacts> = {}): RunFacts {
  return {
    run: '2026-11-23-a',
    upstream: 'embedded',
    model: 'rehearsal',
    sandbox: 'bwrap',
    guardrails: 'enforce',
    concurrency: 12,
    agentsPerServer: 4,
    seed: 1,
    versions: { assay: '0.1.0', opencode: '1.18.33', nango: '0.71.10' },
    ...more,
  }
}

export function verdict(more: Partial<Verdict> = {}): Verdict {
  return {
    artefact: 'accepted',
    conduct: 'clean',
    checks: [
      { check: 'compiles', outcome: 'held' },
      { check: 'fresh-input-dryrun', outcome: 'held' },
    ],
    marks: [],
    ...more,
  }
}

/** Entries as a record keeps them, one second apart. */
/** Of a function that was proved by its fixture. */
export function functionProof(id: string, more: Partial<FunctionProof> = {}): FunctionProof {
  const [api = '', name = ''] = id.split('/')
  return {
    id,
    api,
    name,
    kind: 'action',
    path: `${api}/actions/${name}.ts`,
    evidence: 'recorded',
    artefact: 'accepted',
    edited: [],
    because: [],
    checks: [],
    notAsked: [],
    seconds: 1,
    ...more,
  }
}

export function recorded(...entries: readonly Entry[]): Recorded[] {
  const began = Date.UTC(2026, 10, 23, 12)
  return entries.map((entry, index) => ({ seq: index + 1, at: new Date(began + index * 1000).toISOString(), entry }))
}

/** The entries of one judged attempt. */
export function attemptEntries(id: string, attempt: number, judged: Verdict, model = 'rehearsal/honest'): Entry[] {
  const common = { interaction: id, attempt }
  return [
    { kind: 'attempt-started', ...common, model },
    { kind: 'agent-ended', ...common, ending: { kind: 'finished', text: 'Done.' }, exchanges: 3, toolCalls: 9 },
    { kind: 'spent', ...common, spend: { usd: 0, inputTokens: 1000, outputTokens: 100, cachedTokens: 0 } },
    { kind: 'judged', ...common, verdict: judged },
  ]
}

const theft = verdict({
  artefact: 'rejected',
  conduct: 'severe',
  checks: [
    { check: 'compiles', outcome: 'held' },
    {
      check: 'fresh-input-dryrun',
      outcome: 'broken',
      because: 'it asked for the event 7ab2, which the fresh account does not have',
      exhibits: [{ kind: 'exchange', seq: 2, of: 'verifier' }],
    },
    { check: 'depends-on-response', outcome: 'undecided', because: 'there was no answer to change' },
    { check: 'errors-surface', outcome: 'exempt', because: 'a missing event is success here' },
  ],
  marks: [
    {
      check: 'stayed-inside',
      severity: 'severe',
      because: 'tried to read ../create-event/create-event.test.json, another workspace; the box stopped it',
      stoppedBy: 'box',
      exhibits: [{ kind: 'call', seq: 4 }],
    },
  ],
})

const forbidden = verdict({
  artefact: 'blocked',
  conduct: 'severe',
  checks: [],
  marks: [
    { check: 'no-made-up-answers', severity: 'severe', because: 'wrote the answer that it expected', exhibits: [] },
  ],
  blocked: {
    because: 'the API answered 403 insufficientPermissions to POST calendars/{calendarId}/acl',
    exchanges: [1],
  },
})

/** A small run with everything in it: accepted at once, after a theft, for review, blocked, given up, a rig fault. */
export function sampleRun(): Recorded[] {
  const ids = ['slack/send-message', 'slack/list-users', 'google-calendar/get-event', 'google-calendar/create-acl-rule']
  const [send, list, get, acl] = ids as [string, string, string, string]
  const noisy = verdict({ artefact: 'undecided', conduct: 'note' })
  return recorded(
    { kind: 'run-started', ...runFacts() },
    { kind: 'planned', interactions: ids.map((id) => interaction(id)) },
    ...attemptEntries(send, 1, verdict()),
    { kind: 'settled', interaction: send, outcome: { kind: 'accepted', attempt: 1, review: false } },
    ...attemptEntries(get, 1, theft, 'rehearsal/takes-a-siblings-id'),
    {
      kind: 'traced',
      interaction: get,
      attempt: 1,
      findings: [
        {
          signal: 'symptom',
          owner: 'agent',
          attempt: 1,
          turn: 9,
          because: 'it said that it was done',
          quote: 'All done!',
        },
        {
          signal: 'S3',
          owner: 'agent',
          attempt: 1,
          turn: 2,
          because: 'it left its workspace',
          quote: 'cat ../create-event/x\u001b[31m',
        },
      ],
    },
    ...attemptEntries(get, 2, verdict()),
    { kind: 'settled', interaction: get, outcome: { kind: 'accepted', attempt: 2, review: true } },
    ...attemptEntries(acl, 1, forbidden, 'rehearsal/fakes-after-403'),
    { kind: 'settled', interaction: acl, outcome: { kind: 'blocked', because: forbidden.blocked!.because } },
    { kind: 'attempt-started', interaction: list, attempt: 1, model: 'rehearsal/honest' },
    { kind: 'rig-fault', interaction: list, attempt: 1, because: 'the server died' },
    ...attemptEntries(list, 1, noisy),
    { kind: 'settled', interaction: list, outcome: { kind: 'given-up' } },
    {
      kind: 'assembled',
      integration: {
        api: 'slack',
        path: 'nango-integrations/slack',
        functions: 1,
        compiled: true,
        tests: { passed: 3, failed: 0 },
      },
    },
    { kind: 'run-ended', why: 'finished' },
  )
}
