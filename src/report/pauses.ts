import type { Recorded } from '../record/entry.ts'
import { secondsBetween } from './seconds.ts'

/** While no process worked on the run: from the last entry of one until the next went on. ISO 8601. */
export interface Pause {
  readonly from: string
  readonly to: string
}

export function pausesOf(recorded: readonly Recorded[]): Pause[] {
  return recorded.flatMap(({ at, entry }, index) => {
    const before = recorded[index - 1]
    return entry.kind === 'resumed' && before ? [{ from: before.at, to: at }] : []
  })
}

/** Seconds between two ISO 8601 times, without the pauses between them. */
export function secondsAtWork(from: string, to: string, pauses: readonly Pause[]): number {
  const paused = pauses
    .filter((pause) => pause.from >= from && pause.to <= to)
    .reduce((sum, pause) => sum + secondsBetween(pause.from, pause.to), 0)
  return Math.round((secondsBetween(from, to) - paused) * 10) / 10
}
