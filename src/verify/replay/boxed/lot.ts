import type { Take } from './job.ts'

/** How the clock and the dice stand in one playing. */
export interface Lot {
  /** The clock, by so many milliseconds further. */
  readonly by: number
  /** Milliseconds that each answer takes by this clock. */
  readonly latency?: number
  /** Random numbers are between these two, for the first of them. */
  readonly dice?: { readonly from: number; readonly to: number }
}

export function lotOf(take: Take): Lot {
  if (take.kind === 'clock') return { by: take.by, latency: take.latency ?? 0 }
  if (take.kind === 'chance') return { by: 0, dice: { from: take.from, to: take.to } }
  return { by: take.kind === 'same' ? (take.later ?? 0) : 0 }
}
