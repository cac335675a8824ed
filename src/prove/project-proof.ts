import type { Leak } from '../report/leaks.ts'
import type { CheckResult, Named } from '../verify/check.ts'

/** What was found out about one function of a project. */
export interface FunctionProof {
  /** `<api>/<name>`. */
  readonly id: string
  readonly api: string
  readonly name: string
  readonly kind: 'action' | 'sync'
  /** Of its source, relative to the project. */
  readonly path: string
  /** What the verdict rests on; null where there was nothing that it could rest on. */
  readonly evidence: 'nango' | 'direct' | 'embedded' | 'recorded' | null
  readonly artefact: 'accepted' | 'rejected' | 'undecided'
  /** What an acceptance says, and no more. */
  readonly says?: string
  /** Its files that are not as they were when Assay proved it. */
  readonly edited: readonly string[]
  /** Of what is broken or was missing; a function that was not judged at all has a reason of its own. */
  readonly because: readonly string[]
  readonly checks: readonly Named<CheckResult>[]
  /** Questions that this kind of evidence cannot answer. */
  readonly notAsked: readonly string[]
  /** Why it was proved now, where only what is due was. */
  readonly due?: readonly string[]
  readonly seconds: number
}

/** A function that was not proved, since a proof of it holds still. */
export interface Skipped {
  readonly id: string
  /** Of that proof: ISO 8601. */
  readonly provedAt: string
  readonly because: string
}

/** What was found out about a project. */
export interface ProjectProof {
  readonly project: string
  /** What the functions were to be proved against. */
  readonly upstream: 'embedded' | 'nango' | 'direct'
  readonly versions: { readonly assay: string; readonly nango: string }
  /** Proved ones. */
  readonly functions: number
  readonly artefact: Readonly<Record<FunctionProof['artefact'], number>>
  readonly seconds: number
  readonly items: readonly FunctionProof[]
  /** None unless only what is due was asked for. */
  readonly skipped: readonly Skipped[]
  /** What was made or changed in test accounts, by this proof or by one that was killed, and is there still. */
  readonly leaks: readonly Leak[]
}

export const saysOf = {
  nango: 'proved in the test account, through Nango',
  direct: 'proved in the test account, by asking its API directly',
  embedded: 'proved against a stand-in of the API, not the API itself',
  recorded:
    'consistent with its recordings and robust in the harness; whether the recordings are true was not looked at',
} as const

/** What speaks against a function, or was missing to judge it. */
export function reasonsIn(checks: readonly Named<CheckResult>[]): string[] {
  const worst = checks.some(({ outcome }) => outcome === 'broken') ? 'broken' : 'undecided'
  return checks.flatMap((check) => (check.outcome === worst ? [`${check.check}: ${check.because}`] : []))
}
