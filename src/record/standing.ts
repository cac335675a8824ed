import type { Verdict } from '../verify/verdict.ts'
import type { Entry, Outcome, Recorded } from './entry.ts'

/** Where the record leaves an interaction. */
export type Standing =
  /** Decided: nothing more is to be done. */
  | { readonly kind: 'settled'; readonly outcome: Outcome }
  /** Its last attempt was judged, and what follows from that was not recorded any more. */
  | { readonly kind: 'judged'; readonly attempt: number; readonly verdict: Verdict; readonly isTraced: boolean }
  | {
      readonly kind: 'open'
      /** The attempt that comes next. Those before it were judged, and count. */
      readonly next: number
      /** It had begun already, or did not count: what it left is set aside. */
      readonly isAgain: boolean
      /** Our side failed, or could not decide. */
      readonly because?: string
    }

/** Where an interaction stands. What our side failed to do is open: a fault is nobody's decision. */
export function standingIn(recorded: readonly Recorded[], interaction: string): Standing {
  const own = recorded.map(({ entry }) => entry).filter((entry) => isOf(entry, interaction))
  const settled = own.findLastIndex(({ kind }) => kind === 'settled')
  const started = own.findLastIndex(({ kind }) => kind === 'attempt-started')
  const judged = own.findLastIndex(({ kind }) => kind === 'judged')

  const outcome = outcomeOf(own[settled])
  if (outcome && outcome.kind !== 'faulted' && settled > started) return { kind: 'settled', outcome }

  const because = outcome?.kind === 'faulted' && settled > started ? { because: outcome.because } : {}
  const verdict = judgedIn(own[judged])
  if (verdict && judged > started) {
    if (verdict.verdict.artefact === 'undecided')
      return { kind: 'open', next: verdict.attempt, isAgain: true, ...because }
    return { kind: 'judged', ...verdict, isTraced: own.slice(judged).some(({ kind }) => kind === 'traced') }
  }
  return { kind: 'open', next: startedIn(own[started]) ?? 1, isAgain: started >= 0, ...because }
}

function isOf(entry: Entry, interaction: string): boolean {
  return 'interaction' in entry && entry.interaction === interaction
}

function outcomeOf(entry: Entry | undefined): Outcome | undefined {
  return entry?.kind === 'settled' ? entry.outcome : undefined
}

function judgedIn(entry: Entry | undefined): { attempt: number; verdict: Verdict } | undefined {
  return entry?.kind === 'judged' ? { attempt: entry.attempt, verdict: entry.verdict } : undefined
}

function startedIn(entry: Entry | undefined): number | undefined {
  return entry?.kind === 'attempt-started' ? entry.attempt : undefined
}
