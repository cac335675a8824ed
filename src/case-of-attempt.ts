import { join } from 'node:path'
import { UserError } from './lib/user-error.ts'
import type { Interaction } from './plan/interaction.ts'
import { sealedEvidence } from './sealed-evidence.ts'
import type { Case } from './trace/root/candidates.ts'
import { caseOf, readTrace } from './trace/trace.ts'
import type { Verdict } from './verify/verdict.ts'

export interface JudgedAttempt {
  readonly dir: string
  readonly interaction: Interaction
  readonly attempt: number
  readonly verdict: Verdict
}

/** What the search for the root cause had before it, once more, in what the attempt has left. */
export async function caseOfAttempt({ dir, interaction, attempt, verdict }: JudgedAttempt): Promise<Case> {
  const evidence = await sealedEvidence(dir, interaction)
  if (!evidence) {
    throw new UserError(
      `The evidence of attempt ${attempt} of ${interaction.id} is missing or damaged (${dir}).`,
      'Leave out --judge, or choose another run with --run.',
    )
  }
  const { handCalls, recording: exchanges, source, claim } = evidence
  const input = { dbPath: join(dir, 'opencode.db'), handCalls, exchanges, source, verdict, claim, attempt }
  return caseOf(input, readTrace(input))
}
