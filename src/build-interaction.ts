import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Attempted, attemptDirOf, attemptOnce, modelOf } from './attempt.ts'
import type { Breakers } from './breakers.ts'
import type { BuildOptions } from './build.ts'
import type { Exchange } from './gateway/exchange.ts'
import { inPhase } from './lib/phase.ts'
import { outcomeOf } from './outcome-of.ts'
import type { LiveAccounts } from './live-accounts.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Entry, Outcome } from './record/entry.ts'
import type { RunRig } from './run-rig.ts'
import { sealedEvidence } from './sealed-evidence.ts'
import { setAside } from './set-aside.ts'
import { trace } from './trace/trace.ts'
import type { Verdict } from './verify/verdict.ts'
import { verify } from './verify/verify.ts'

/** What one interaction's story needs of its run. */
export interface RunContext extends BuildOptions {
  readonly rig: RunRig
  /** Appends to the record. */
  readonly tell: (entry: Entry) => void
  readonly accounts: LiveAccounts
  readonly breakers: Breakers
  readonly keepExchanges: (interaction: string, attempt: number, exchanges: readonly Exchange[]) => void
  /** Why interactions were left open although nobody stopped the run. */
  readonly leftOpen: Set<'budget' | 'no-model' | 'no-access'>
  /** Whether the disk has too little room for anything new, or an error says so. */
  readonly isShortOfRoom: (error?: unknown) => boolean
}

/** Faults of our side on one attempt that end an interaction: more would only spend. */
const mostRigFaults = 3

/**
 * The life of one interaction: try, judge, and either accept, stop with proof, or begin again from nothing.
 * Nothing when it was interrupted or ran out of money: it stays open.
 */
export async function buildInteraction(interaction: Interaction, run: RunContext): Promise<Outcome | undefined> {
  const start = await whereToBegin(interaction, run)
  if (start.kind === 'decided') return start.outcome
  let faults = 0
  for (let { attempt } = start; attempt <= run.plan.budget.attempts; attempt++) {
    if (isOver(run, interaction, attempt)) return undefined
    const spent = spentCap(run, interaction)
    if (spent) return spent
    const attempted = await attemptOnce(interaction, attempt, run)
    if (attempted.kind === 'cut-off') return leave(run, interaction, attempt)
    if (attempted.kind === 'rig-fault') {
      run.tell({ kind: 'rig-fault', interaction: interaction.id, attempt, because: attempted.because })
      await setAside(attempted.dir, 'fault')
      if (++faults >= mostRigFaults) {
        run.breakers.faulted(interaction, attempted.because)
        return { kind: 'faulted', because: attempted.because }
      }
      attempt--
      continue
    }
    faults = 0

    const verdict = await inPhase('verify', () => judge(attempted, run))
    run.tell({ kind: 'judged', interaction: interaction.id, attempt, verdict })
    const refused = attempted.evidence.accessStops.find(({ level }) => level === 'connection')
    if (refused && verdict.artefact === 'blocked') run.breakers.blocked(interaction, refused.because)
    run.onJudged?.(attempted.evidence, verdict)
    if (!isUnblemished(verdict)) await inPhase('verify', () => explain(attempted, verdict, run))
    const outcome = outcomeOf(verdict, attempt)
    if (outcome) return outcome
  }
  return { kind: 'given-up' }
}

type Start =
  | { readonly kind: 'decided'; readonly outcome: Outcome }
  | { readonly kind: 'attempt'; readonly attempt: number }

/** At the first attempt, or where an earlier process of the run left it. */
async function whereToBegin(interaction: Interaction, run: RunContext): Promise<Start> {
  const standing = run.earlier?.standings[interaction.id]
  if (standing?.kind === 'open') return { kind: 'attempt', attempt: standing.next }
  if (standing?.kind !== 'judged') return { kind: 'attempt', attempt: 1 }
  const { attempt, verdict, isTraced } = standing
  if (!isTraced && !isUnblemished(verdict)) {
    const dir = attemptDirOf(run, interaction, attempt)
    const evidence = await sealedEvidence(dir, interaction)
    // Without it there are no reasons to be had; what was decided does not depend on them.
    if (evidence) await explain({ evidence, dir }, verdict, run)
  }
  const outcome = outcomeOf(verdict, attempt)
  return outcome ? { kind: 'decided', outcome } : { kind: 'attempt', attempt: attempt + 1 }
}

/** Nothing new of the interaction may begin. */
function isOver(run: RunContext, interaction: Interaction, attempt: number): boolean {
  const { windDown, stop, rig, isShortOfRoom } = run
  if (windDown.aborted || stop.aborted || isShortOfRoom()) return true
  const level = rig.reached(interaction)
  if (level === 'run' || level === 'api') run.leftOpen.add('budget')
  else if (rig.models.closed(modelOf(run, interaction, attempt)) !== undefined) run.leftOpen.add('no-model')
  else return false
  return true
}

/** It stays open, for a reason that the run has to know. */
function leave(run: RunContext, interaction: Interaction, attempt: number): undefined {
  isOver(run, interaction, attempt)
}

function spentCap({ plan, rig }: RunContext, interaction: Interaction): Outcome | undefined {
  if (rig.reached(interaction) !== 'interaction') return undefined
  const { usdPerInteraction = 0 } = plan.budget
  return {
    kind: 'given-up',
    because: `its attempts have used up the ${usdPerInteraction} US dollars that they may cost`,
  }
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
  const { interaction, attempt } = attempted.evidence
  const live = run.accounts.of(interaction, attempt)
  try {
    return await verify(attempted.evidence, { ...run.rig.verifyRig({ dir, attempted, time }), ...(live && { live }) })
  } finally {
    await run.accounts.release(interaction, attempt)
  }
}

async function keep({ dir }: Worked, verdict: Verdict): Promise<Verdict> {
  await writeFile(join(dir, 'verdict.json'), JSON.stringify(verdict, null, 2))
  return verdict
}

function isUnblemished({ artefact, conduct }: Verdict): boolean {
  return artefact === 'accepted' && (conduct === 'clean' || conduct === 'note' || conduct === 'unjudged')
}

async function explain(attempted: Pick<Worked, 'evidence' | 'dir'>, verdict: Verdict, run: RunContext): Promise<void> {
  const { evidence, dir } = attempted
  const { interaction, attempt, handCalls, recording, source, claim } = evidence
  const traced = trace({
    dbPath: join(dir, 'opencode.db'),
    handCalls,
    exchanges: recording,
    source,
    verdict,
    claim,
    attempt,
  })
  await writeFile(join(dir, 'findings.json'), JSON.stringify(traced, null, 2))
  run.tell({ kind: 'traced', interaction: interaction.id, attempt, ...traced })
}
