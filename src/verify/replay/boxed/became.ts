import type { Json } from '../../../lib/json.ts'
import type { Became } from './job.ts'
import type { PlaceChange } from './leaves.ts'
import { sumOf } from './sum-of.ts'

/** What stands in the changed places, short enough to be reported for many takes, and telling long texts apart. */
export function becameOf(output: readonly PlaceChange[], requests: readonly PlaceChange[]): Became[] {
  const shortened = (of: Became['of']) => (change: PlaceChange) => ({
    of,
    place: change.place,
    ...(change.from === undefined ? {} : { from: short(change.from) }),
    ...(change.to === undefined ? {} : { to: short(change.to) }),
  })
  return [...output.map(shortened('output')), ...requests.map(shortened('request'))]
}

const longest = 200

function short(value: Json): string {
  const text = JSON.stringify(value)
  return text.length <= longest ? text : `${text.slice(0, longest)}#${sumOf(text)}`
}
