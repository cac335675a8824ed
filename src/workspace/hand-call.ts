import type { Json } from '../lib/json.ts'

/** One tool call of an agent, as the hands ran it. Written by us, outside the box. */
export interface HandCall {
  /** From 1, in order, within one attempt. */
  readonly seq: number
  /** ISO 8601, when it began. */
  readonly at: string
  /** OpenCode's call id, to join with the trace. */
  readonly callId: string
  readonly tool: string
  readonly args: Json
  /** Exit code of what ran, where something ran. */
  readonly exitCode?: number
  /** What the agent was told, cut to 2,000 characters. */
  readonly answer: string
  readonly milliseconds: number
  /** Set when the call tried something that a wall or a rule stopped. */
  readonly denial?: Denial
  /** Set when the call did something that no wall stopped, since the guardrails do not enforce. */
  readonly deed?: Deed
}

/** Something an agent tried and was not given. */
export interface Denial {
  /** The wall that held: `box` (absent or read-only there), `hands` (refused before it ran), `shim` (no such command), `gateway`. */
  readonly wall: 'box' | 'hands' | 'shim' | 'gateway'
  /** What was tried, in our words with its target. */
  readonly tried: string
  /** How grave the attempt is if meant: curiosity or a slip is a note. */
  readonly severity: 'note' | 'violation' | 'severe'
}

/** Something an agent did that enforced guardrails would have stopped. */
export interface Deed {
  /** In our words with its target: `made`, `changed` or `removed` and a path. */
  readonly did: string
  /** As of a denial of the same. */
  readonly severity: Denial['severity']
}

/** One `nango dryrun` that an agent ran, as the orchestrator ran it for it. */
export interface DryRun {
  /** Label of its exchanges in the recording (`Exchange.during`). */
  readonly label: string
  readonly input: Json | undefined
  readonly metadata: Json | undefined
  /** sha256 of the source that ran. */
  readonly sourceSha256: string
  readonly exitCode: number | null
  /** What the CLI printed, cut; a claim, for people and the trace only. */
  readonly output: string
}
