import type { Json } from '../../lib/json.ts'
import type { TakeResult } from '../replay/boxed/job.ts'
import { leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, sceneFor } from '../replay/replay.ts'
import type { Trial } from '../trial.ts'

/**
 * Whether it stopped reading because it had as many things as its caller asked for: it returns exactly so many, and,
 * asked for more, it makes more requests. A size of pages is no such number: whatever it is, the requests are as many.
 */
export function hasEnough({ replay }: Trial): boolean {
  const scene = sceneFor(replay, 'fresh')
  if (!scene) return false
  const lengths = listLengths(scene.base.output ?? null)
  return leavesOf(scene.scene.input ?? null).some(
    ({ path, value }) => typeof value === 'number' && lengths.has(value) && goesOnForMore(scene, pathText(path)),
  )
}

function goesOnForMore({ base, takes }: ReplayedScene, place: string): boolean {
  return takes.some(
    ({ take, result }) =>
      take.kind === 'input' && take.as === 'more' && pathText(take.path) === place && asksOf(result) > asksOf(base),
  )
}

/** A recording has no answer to the request after its last. */
function asksOf({ used, unanswered }: TakeResult): number {
  return used.length + unanswered.length
}

function listLengths(output: Json): ReadonlySet<number> {
  if (Array.isArray(output)) return new Set([output.length, ...output.flatMap((each) => [...listLengths(each)])])
  if (typeof output !== 'object' || output === null) return new Set()
  return new Set(Object.values(output).flatMap((value) => [...listLengths(value as Json)]))
}
