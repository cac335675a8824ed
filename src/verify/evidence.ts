import type { AccessStop, Exchange } from '../gateway/exchange.ts'
import type { Guardrails } from '../plan/guardrails.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { AccountState } from '../standins/stand-in.ts'
import type { DryRun, HandCall } from '../workspace/hand-call.ts'
import type { ManifestChange } from '../workspace/manifest.ts'
import type { Source } from '../workspace/source.ts'

/** All a verifier may look at. Gathered after the agent has stopped and its box is dead; never changed. */
export interface Evidence {
  readonly interaction: Interaction
  readonly attempt: number
  readonly source: Source
  /** What the agent said at the end. A claim. */
  readonly claim: Claim
  readonly recording: readonly Exchange[]
  readonly accessStops: readonly AccessStop[]
  readonly dryRuns: readonly DryRunEvidence[]
  readonly handCalls: readonly HandCall[]
  /** Owned files that are not as we left them. */
  readonly manifestChanges: readonly ManifestChange[]
  /** What was denied to the agent; evidence of earlier versions is without, and was enforced. */
  readonly guardrails?: Guardrails
}

export interface DryRunEvidence extends DryRun {
  /** The account just before this dry run, from behind the API; absent where the upstream has no such view. */
  readonly stateBefore?: AccountState
}

export type Claim =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'blocked'; readonly reason: string }
  /** It was stopped, or fell silent: `because` says by what. */
  | { readonly kind: 'none'; readonly because: string }
