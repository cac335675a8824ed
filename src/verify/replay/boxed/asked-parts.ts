import type { Json, JsonObject } from '../../../lib/json.ts'
import type { AskedPart } from './job.ts'
import { pathText } from './leaves.ts'
import { sumOf } from './sum-of.ts'

const most = 300

/** All that was asked, in parts that can be compared one by one: what is behind the first hundreds is one part. */
export function askedParts(requests: readonly JsonObject[]): AskedPart[] {
  const parts = requests.flatMap((request, at) =>
    Object.entries(request).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([inner, each]) => part([at, name, inner], each))
        : [part([at, name], value)],
    ),
  )
  if (parts.length <= most) return parts
  return [...parts.slice(0, most), { place: 'rest', sum: sumOf(JSON.stringify(parts.slice(most))) }]
}

function part(path: readonly (string | number)[], value: Json): AskedPart {
  return { place: pathText(path).slice(0, 300), sum: sumOf(JSON.stringify(value)) }
}
