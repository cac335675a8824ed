import type { TimelineEvent } from './timeline.ts'
import type { Mark, TraceScene } from './signals/signal.ts'

/** The last thing that went wrong, or what the agent ended with: what one sees first, and seldom the cause. */
export function symptomOf({ events, verdict }: TraceScene): Mark | undefined {
  const failure = events.findLast(isFailure)
  if (failure)
    return { event: failure, subject: 'end', because: 'the last error of the attempt', owner: ownerOf(failure) }
  const end = events.at(-1)
  const broken = verdict.checks.find((check) => check.outcome === 'broken')
  if (!end || broken?.outcome !== 'broken') return undefined
  return { event: end, subject: 'end', because: `${broken.check}: ${broken.because}`, owner: 'agent' }
}

function isFailure(event: TimelineEvent): boolean {
  return event.kind === 'called' ? event.failed : event.kind === 'exchanged' && event.exchange.status >= 400
}

function ownerOf(event: TimelineEvent): Mark['owner'] {
  const refused = event.kind === 'exchanged' && [401, 403, 500, 502, 503, 504].includes(event.exchange.status)
  return refused ? 'environment' : 'agent'
}
