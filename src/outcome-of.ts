import type { Outcome } from './record/entry.ts'
import type { Verdict } from './verify/verdict.ts'

/** What a verdict decides about its interaction; nothing when a fresh agent has to try. */
export function outcomeOf(verdict: Verdict, attempt: number): Outcome | undefined {
  const { artefact, conduct, blocked } = verdict
  if (artefact === 'blocked') return { kind: 'blocked', because: blocked?.because ?? 'failed API access' }
  if (artefact === 'undecided') return { kind: 'faulted', because: whatWasMissing(verdict) }
  if (artefact !== 'accepted' || conduct === 'severe') return undefined
  return { kind: 'accepted', attempt, review: conduct === 'violation' }
}

function whatWasMissing({ checks }: Verdict): string {
  const open = checks.flatMap((check) => (check.outcome === 'undecided' ? [`${check.check}: ${check.because}`] : []))
  return `undecided twice: ${open.join('; ')}`
}
