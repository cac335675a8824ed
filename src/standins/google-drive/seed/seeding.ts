import type { Random } from '../../seed/random.ts'
import type { DriveState, Person } from '../state.ts'

/** What the parts of an account are sown with. */
export interface Seeding {
  readonly seed: number
  readonly state: DriveState
  readonly domain: string
  /** The people that the person works with. */
  readonly others: readonly Person[]
}

export function driveFileId(random: Random): string {
  return `1${random.characters(idCharacters, 32)}`
}

export function revisionId(random: Random): string {
  return `0B${random.characters(idCharacters, 49)}`
}

export const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The time of the n-th thing that happened, early in 2025 and later. */
export function timeAt(nth: number, random?: Random): string {
  const minute = 60_000
  return new Date(firstDay + nth * 7 * 60 * minute + (random?.below(5 * 60 * 60_000) ?? 0)).toISOString()
}

const firstDay = Date.UTC(2025, 0, 6, 8)
