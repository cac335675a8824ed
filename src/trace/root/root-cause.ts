import type { Finding } from '../finding.ts'

/** What kind of mistake a root cause is. */
export type CauseKind =
  | 'invented-command'
  | 'forged-evidence'
  | 'broke-a-rule'
  | 'misread-result'
  | 'misled-by-tool'
  | 'invented-api-fact'
  | 'wrong-function'
  | 'regression'
  | 'false-claim'
  | 'unmended-failure'
  | 'loop'
  | 'gave-up'
  | 'environment'
  | 'task'

/** The first decisive mistake of an attempt: the earliest after which it was wrong and never recovered. */
export interface RootCause {
  readonly attempt: number
  readonly kind: CauseKind
  readonly owner: Finding['owner']
  /** Turn of the agent (assistant message), from 1. */
  readonly turn: number
  /** Of the timeline: `<turn>.<number>`. */
  readonly event: string
  /** What it was about, in a word: causes of one kind and subject are one. */
  readonly subject: string
  readonly because: string
  readonly quote: string
  /** `high`: a sign that is seldom wrong, and it explains everything that speaks against the attempt. */
  readonly confidence: 'high' | 'medium'
  /** Checks and marks that it explains. */
  readonly explains: readonly string[]
  /** From the root to what one saw of it; at most five. */
  readonly chain: readonly ChainLink[]
  /** What another try should find changed. */
  readonly counterfactual: string
}

export interface ChainLink {
  readonly role: 'root' | 'misreading' | 'workaround' | 'symptom'
  readonly turn: number
  readonly event: string
  readonly because: string
  readonly quote: string
}
