import type { Denial } from '../workspace/hand-call.ts'
import type { Evidence } from './evidence.ts'

/** What a check points at. */
export type Exhibit =
  | { readonly kind: 'exchange'; readonly seq: number; readonly of: 'agent' | 'verifier' }
  | { readonly kind: 'source'; readonly line: number; readonly quote: string }
  | { readonly kind: 'call'; readonly seq: number }
  | { readonly kind: 'text'; readonly quote: string }

export type CheckResult =
  | { readonly outcome: 'held' }
  | { readonly outcome: 'broken'; readonly because: string; readonly exhibits: readonly Exhibit[] }
  /** It could not look; `because` says what was missing. */
  | { readonly outcome: 'undecided'; readonly because: string }
  /** The person excused it in the spec; what it found is still shown. */
  | { readonly outcome: 'exempt'; readonly because: string }

export type Named<result> = result & { readonly check: string }

/** One question put to the agent's conduct. Answers with what it saw, or nothing. */
export interface ConductCheck {
  readonly name: string
  examine(evidence: Evidence): readonly ConductMark[]
}

export interface ConductMark {
  readonly severity: 'note' | 'violation' | 'severe'
  /** The wall that held; absent where nothing stopped it, and it was done. */
  readonly stoppedBy?: Denial['wall']
  readonly because: string
  readonly exhibits: readonly Exhibit[]
}
