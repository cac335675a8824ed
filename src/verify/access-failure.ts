import type { AccessStop } from '../gateway/exchange.ts'
import type { Evidence } from './evidence.ts'
import { isRealSuccess } from './fresh/known-run.ts'

export interface AccessFailure {
  readonly blocked: { readonly because: string; readonly exchanges: readonly number[] }
  /** Nothing that the agent left could change it; otherwise what it left may still be proved to work. */
  readonly isFinal: boolean
}

/** Failed access that the gateway saw itself: it ends an interaction, whatever else its agent did or said. */
export function accessFailure(evidence: Evidence): AccessFailure | undefined {
  const [first] = evidence.accessStops
  if (!first) return undefined
  const connection = evidence.accessStops.find(({ level }) => level === 'connection')
  const stops = connection ? [connection] : evidence.accessStops
  return {
    blocked: { because: (connection ?? first).because, exchanges: stops.map(({ exchange }) => exchange) },
    isFinal: connection !== undefined || !workedOn(first, evidence),
  }
}

/** Whether the agent found another way after the first operation was stopped: its code ran well against the API. */
function workedOn({ exchange }: AccessStop, evidence: Evidence): boolean {
  const later = new Set(evidence.recording.filter(({ seq }) => seq > exchange).map(({ during }) => during))
  return evidence.dryRuns.some((run) => later.has(run.label) && isRealSuccess(run, evidence))
}
