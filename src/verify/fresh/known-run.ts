import type { Json } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import type { DryRunEvidence, Evidence } from '../evidence.ts'
import { isSuccess } from '../refusal.ts'
import type { AccountState } from '../../standins/stand-in.ts'
import { answersSeen, givenIn, seenIn } from '../shared/seen-state.ts'
import type { KnownRun } from './fresh-input.ts'

/** The agent's last dry run that ended well after the API itself had answered it; of the final source if there is one. */
export function lastSuccess(evidence: Evidence): DryRunEvidence | undefined {
  const good = evidence.dryRuns.filter((run) => isRealSuccess(run, evidence))
  const final = evidence.source.kind === 'file' ? evidence.source.sha256 : undefined
  return good.findLast((run) => run.sourceSha256 === final) ?? good.at(-1)
}

export function isRealSuccess(run: DryRunEvidence, { recording }: Evidence): boolean {
  return run.exitCode === 0 && recording.some((exchange) => exchange.during === run.label && isSuccess(exchange))
}

export function knownRunOf(run: DryRunEvidence, evidence: Evidence): KnownRun {
  const inputs = [...evidence.dryRuns.map(({ input }) => input), evidence.interaction.input]
  return {
    label: run.label,
    input: run.input,
    metadata: isJsonObject(run.metadata) ? run.metadata : evidence.interaction.metadata,
    otherInputs: inputs.filter((input): input is Json => input !== undefined && input !== run.input).toReversed(),
    account: run.stateBefore ?? seenBefore(run, evidence),
  }
}

/** Of an account that cannot be read from behind: what had been seen of it, and what the run itself was given. */
function seenBefore({ label, input, metadata }: DryRunEvidence, { recording }: Evidence): AccountState {
  const own = recording.filter(({ during }) => during === label)
  const first = own[0]?.seq ?? Infinity
  const seen = seenIn(answersSeen(recording.filter(({ seq }) => seq < first)))
  return [...seen, ...givenIn([input, metadata as Json | undefined], own)]
}
