import type { Json } from '../../../lib/json.ts'
import type { Became } from './job.ts'
import type { PlaceChange } from './leaves.ts'

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

/** Of no use against malice: what the box says is a claim anyway. */
function sumOf(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) >>> 0
  return sum
}
