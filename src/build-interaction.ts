import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Attempted, attemptOnce } from './attempt.ts'
import type { Accepted } from './assemble/assemble.ts'
import type { BuildOptions } from './build.ts'
import type { Exchange } from './gateway/exchange.ts'
import { inPhase } from './lib/phase.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Entry, Outcome } from './record/entry.ts'
import type { RunRig } from './run-rig.ts'
import { trace } from './trace/trace.ts'
import type { Verdict } from './verify/verdict.ts'
import { verify } from './verify/verify.ts'

/** What one interaction's story needs of its run. */
export interface RunContext extends BuildOptions {
  readonly rig: RunRig
  /** Appends to the record. */
  readonly tell: (entry: Entry) => void
  readonly keepExchanges: (interaction: string, attempt: number, exchanges: readonly Exchange[]) => void
}

export interface Built {
  readonly outcome: Outcome
  readonly accepted?: Accepted
}

/** Faults of our side on one attempt that end an interaction: more would only spend. */
const mostRigFaults = 3

/**
 * The life of one interaction: try, judge, and either accept, stop with proof, or begin again from nothing.
 * Nothing when it was interrupted or ran out of money: it stays open.
 */
export async function buildInteraction(interaction: Interaction, run: RunContext): Promise<Built | undefined> {
  let faults = 0
  for (let attempt = 1; attempt <= run.plan.budget.attempts; attempt++) {
    if (isOver(run)) return undefined
    const attempted = await attemptOnce(interaction, attempt, run)
    if (attempted.kind === 'cut-off') return undefined
    if (attempted.kind === 'rig-fault') {
      run.tell({ kind: 'rig-fault', interaction: interaction.id, attempt, because: attempted.because })
      await setAside(attempted.dir, ++faults)
      if (faults >= mostRigFaults) return faulted(attempted.because)
      attempt--
      continue
    }
    faults = 0

    const verdict = await inPhase('verify', () => judge(attempted, run))
    run.tell({ kind: 'judged', interaction: interaction.id, attempt, verdict })
    if (isUnblemished(verdict)) return accepted(attempted, verdict)
    await inPhase('verify', () => explain(attempted, verdict, run))
    if (verdict.artefact === 'blocked') return blocked(verdict)
    if (verdict.artefact === 'accepted' && verdict.conduct !== 'severe') return accepted(attempted, verdict)
    if (verdict.artefact === 'undecided') return faulted(whatWasMissing(verdict))
  }
  return { outcome: { kind: 'given-up' } }
}

/** Nothing new may begin. */
function isOver({ windDown, stop, rig }: RunContext): boolean {
  return windDown.aborted || stop.aborted || rig.outOfBudget()
}

type Worked = Extract<Attempted, { kind: 'worked' }>

/** Undecided is judged once more in a fresh room. Accepted in spite of a violation has to be proved three times, with other data. */
async function judge(attempted: Worked, run: RunContext): Promise<Verdict> {
  const first = await prove(attempted, run, 1)
  if (first.artefact === 'undecided') return keep(attempted, await prove(attempted, run, 2))
  if (first.artefact !== 'accepted' || first.conduct !== 'violation') return keep(attempted, first)
  for (const time of [2, 3]) {
    const again = await prove(attempted, run, time)
    if (again.artefact !== 'accepted') return keep(attempted, again)
  }
  return keep(attempted, first)
}

async function prove(attempted: Worked, run: RunContext, time: number): Promise<Verdict> {
  const dir = join(attempted.dir, `verification-${time}`)
  await mkdir(dir)
  return verify(attempted.evidence, run.rig.verifyRig({ dir, attempted, time }))
}

async function keep({ dir }: Worked, verdict: Verdict): Promise<Verdict> {
  await writeFile(join(dir, 'verdict.json'), JSON.stringify(verdict, null, 2))
  return verdict
}

function isUnblemished({ artefact, conduct }: Verdict): boolean {
  return artefact === 'accepted' && (conduct === 'clean' || conduct === 'note')
}

async function explain(attempted: Worked, verdict: Verdict, run: RunContext): Promise<void> {
  const { evidence, dir } = attempted
  const { interaction, attempt, handCalls, recording } = evidence
  const { findings, note } = trace({
    dbPath: join(dir, 'opencode.db'),
    handCalls,
    exchanges: recording,
    verdict,
    claim: evidence.claim,
    attempt,
  })
  await writeFile(join(dir, 'findings.json'), JSON.stringify({ findings, note }, null, 2))
  run.tell({ kind: 'traced', interaction: interaction.id, attempt, findings })
}

/** Attempts are archived, never deleted: a faulted one makes room for the one that takes its number. */
async function setAside(dir: string, fault: number): Promise<void> {
  await rename(dir, `${dir}-fault-${fault}`)
}

function accepted({ evidence, dir }: Worked, verdict: Verdict): Built {
  const { interaction, attempt, source } = evidence
  if (source.kind !== 'file' || !verdict.proof)
    throw new Error(`${interaction.id} was accepted without source or proof`)
  return {
    outcome: { kind: 'accepted', attempt, review: verdict.conduct === 'violation' },
    accepted: { interaction, attempt, source, verdict, proof: verdict.proof, attemptDir: dir },
  }
}

function blocked(verdict: Verdict): Built {
  return { outcome: { kind: 'blocked', because: verdict.blocked?.because ?? 'failed API access' } }
}

function faulted(because: string): Built {
  return { outcome: { kind: 'faulted', because } }
}

function whatWasMissing({ checks }: Verdict): string {
  const open = checks.flatMap((check) => (check.outcome === 'undecided' ? [`${check.check}: ${check.because}`] : []))
  return `undecided twice: ${open.join('; ')}`
}
