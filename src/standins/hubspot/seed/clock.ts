import type { Random } from '../../seed/random.ts'
import type { HubSpotState } from '../state.ts'

/** When the place-th thing of its kind was made, and when it was last changed: later things are younger. */
export function times(random: Random, place: number): { createdAt: string; updatedAt: string } {
  const created = begin + place * 3 * day + random.below(2 * day)
  return { createdAt: iso(created), updatedAt: iso(created + day + random.below(20 * day)) }
}

export function iso(time: number): string {
  return new Date(time).toISOString()
}

/** The next id of the portal, with a gap before it that depends on the seed. */
export function seededId(state: HubSpotState, random: Random): string {
  return String((state.lastId += 1 + random.below(90)))
}

export const day = 86_400_000
const begin = Date.UTC(2026, 0, 5)
