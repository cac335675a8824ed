import type { Ending } from '../agent/ending.ts'
import type { Integration } from '../assemble/integration.ts'
import type { Sandbox } from '../box/drivers/driver.ts'
import type { Note } from '../gateway/ownership/ledger.ts'
import type { ContentParts } from '../plan/content-parts.ts'
import type { Guardrails } from '../plan/guardrails.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Means } from '../plan/means.ts'
import type { SkillMark } from '../plan/skill.ts'
import type { Finding } from '../trace/finding.ts'
import type { RootCause } from '../trace/root/root-cause.ts'
import type { Verdict } from '../verify/verdict.ts'

/** One thing that happened in a run. Appended, never edited; every view is a fold over these. */
export type Entry =
  | ({ readonly kind: 'run-started' } & RunFacts)
  /** Records of earlier versions are without `means`. */
  | { readonly kind: 'planned'; readonly interactions: readonly Interaction[]; readonly means?: Means }
  /** What the proofs from here on depend on, by interaction id. */
  | { readonly kind: 'keyed'; readonly parts: Readonly<Record<string, ContentParts>> }
  /** Another process goes on with the run from here. */
  | { readonly kind: 'resumed'; readonly facts: RunFacts; readonly means: Means }
  | { readonly kind: 'attempt-started'; readonly interaction: string; readonly attempt: number; readonly model: string }
  | {
      readonly kind: 'agent-ended'
      readonly interaction: string
      readonly attempt: number
      readonly ending: Ending
      readonly exchanges: number
      readonly toolCalls: number
    }
  /** The most that an answer may cost, before it is asked for. */
  | {
      readonly kind: 'held'
      readonly interaction: string
      readonly attempt: number
      readonly hold: string
      readonly usd: number
    }
  /** What an answer cost, and the hold that this settles. */
  | {
      readonly kind: 'spent'
      readonly interaction: string
      readonly attempt: number
      readonly spend: Spend
      readonly hold?: string
    }
  | { readonly kind: 'judged'; readonly interaction: string; readonly attempt: number; readonly verdict: Verdict }
  /** Why an attempt was not accepted, first cause first. */
  | {
      readonly kind: 'traced'
      readonly interaction: string
      readonly attempt: number
      readonly findings: readonly Finding[]
      /** The first decisive mistake, where one was found; records of earlier versions have none. */
      readonly root?: RootCause
      /** What could not be read. */
      readonly missing?: readonly string[]
    }
  /** Our side failed: the attempt does not count. */
  | { readonly kind: 'rig-fault'; readonly interaction: string; readonly attempt: number; readonly because: string }
  | { readonly kind: 'settled'; readonly interaction: string; readonly outcome: Outcome }
  | { readonly kind: 'assembled'; readonly integration: Integration }
  /** Nothing more of an API is begun: its account, or our side, lets nothing through. */
  | { readonly kind: 'api-held'; readonly api: string; readonly because: string }
  /** A write into a live account, and what became of what it made. */
  | Note
  | { readonly kind: 'run-ended'; readonly why: WhyEnded }

/** `no-room`: the disk was too full to begin anything more; `no-model`: no request to a model could fare better; `no-access`: none to
 * an account. */
export type WhyEnded = 'finished' | 'interrupted' | 'budget' | 'no-room' | 'no-model' | 'no-access'

/** An entry as the record keeps it: `seq` counts from 1 without gaps, `at` is ISO 8601. */
export interface Recorded {
  readonly seq: number
  readonly at: string
  readonly entry: Entry
}

/** What became of an interaction. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly attempt: number; readonly review: boolean }
  | { readonly kind: 'blocked'; readonly because: string }
  | { readonly kind: 'given-up'; readonly because?: string }
  | { readonly kind: 'faulted'; readonly because: string }
  /** Not built: what an earlier run accepted is in the output and holds still. */
  | ({ readonly kind: 'reused' } & ReusedFunction)
  /** Not built: where it would be written is what somebody else wrote or changed, and that stays. */
  | { readonly kind: 'in-the-way'; readonly because: string }

/** An outcome that is known before anything is built. */
export type KnownOutcome = Extract<Outcome, { readonly kind: 'reused' | 'in-the-way' }>

/** The proof that is gone by, of a function that is not built again. */
export interface ReusedFunction {
  readonly run: string
  readonly attempt: number
  readonly review: boolean
}

/** What agents are told beside their tasks, by hash. Records of earlier versions have none of it. */
export interface RunInputs {
  /** Of Assay's own prompts and the descriptions of its tools. */
  readonly promptsSha256?: string
  /** Absent where the spec names none. */
  readonly skills?: readonly SkillMark[]
}

export interface RunFacts extends RunInputs {
  readonly run: string
  readonly upstream: 'embedded' | 'nango' | 'direct'
  /** The ladder, as the spec names it; `rehearsal` when a rehearsal model plays. */
  readonly model: string
  readonly sandbox: Sandbox
  readonly guardrails: Guardrails
  /** Interactions in work at once. */
  readonly concurrency: number
  /** Set when the memory was too small for so many. */
  readonly loweredFrom?: number
  readonly agentsPerServer: number
  readonly seed: number
  /** By API: the address that a person gave in place of the catalogue's. */
  readonly addresses?: Readonly<Record<string, string>>
  readonly versions: { readonly assay: string; readonly opencode: string; readonly nango: string }
}

/** Tokens and money of one attempt. `cachedTokens` are part of `inputTokens`. */
export interface Spend {
  readonly usd: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
  /** The part of `usd` that nobody told: the most that answers may have cost which were cut off, or told no usage. */
  readonly estimatedUsd?: number
  /** A price was not known: more was spent than this says. */
  readonly lowerBound?: boolean
}
