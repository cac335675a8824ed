import type { AccessStop } from '../gateway/exchange.ts'
import type { Evidence } from './evidence.ts'
import { isRealSuccess } from './fresh/known-run.ts'
import { performs } from './performs.ts'

export interface AccessFailure {
  readonly blocked: { readonly because: string; readonly exchanges: readonly number[] }
  /** Nothing that the agent left could change it; otherwise what it left may still be proved to work. */
  readonly isFinal: boolean
}

/** Failed access that the gateway saw itself: it ends an interaction, whatever else its agent did or said. */
export function accessFailure(evidence: Evidence): AccessFailure | undefined {
  const stops = decisiveStops(evidence)
  const [first] = stops
  if (!first) return undefined
  return {
    blocked: { because: first.because, exchanges: stops.map(({ exchange }) => exchange) },
    isFinal: first.level === 'connection' || !workedOn(first, evidence),
  }
}

/**
 * A dead connection, or else what was stopped of the operations that the interaction is about: anybody can provoke a
 * refusal by asking for something that was not asked of him. Where the plan names no operations, nobody can tell.
 */
export function decisiveStops({ accessStops, interaction, recording }: Evidence): readonly AccessStop[] {
  const connection = accessStops.find(({ level }) => level === 'connection')
  if (connection) return [connection]
  const { operations } = interaction
  if (operations.length === 0) return accessStops
  return accessStops.filter((stop) => {
    const refused = recording.find(({ seq }) => seq === stop.exchange)
    return refused !== undefined && operations.some((operation) => performs(refused, operation))
  })
}

/** Whether the agent found another way after the first operation was stopped: its code ran well against the API. */
function workedOn({ exchange }: AccessStop, evidence: Evidence): boolean {
  const later = new Set(evidence.recording.filter(({ seq }) => seq > exchange).map(({ during }) => during))
  return evidence.dryRuns.some((run) => later.has(run.label) && isRealSuccess(run, evidence))
}
