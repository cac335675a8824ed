import type { Became } from '../replay/boxed/job.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { isTimeOfRun } from '../replay/time-of-run.ts'
import type { ArtefactCheck } from '../trial.ts'

/** Does it do the same however the dice fall? What is made of them may be another each time; what it does may not. */
export const sameByAnyChance: ArtefactCheck = {
  name: 'same-by-any-chance',
  examine({ replay }) {
    const scenes = (replay?.scenes ?? []).filter(
      ({ base, takes }) => base.end === 'returned' && takes.some(({ take }) => take.kind === 'chance'),
    )
    if (scenes.length === 0) return undefined
    const found = scenes.map(chosen).find((each) => each !== undefined)
    return found === undefined
      ? { outcome: 'held' }
      : { outcome: 'broken', because: `by chance it behaves otherwise: ${found}`, exhibits: [] }
  },
}

function chosen({ base, takes }: ReplayedScene): string | undefined {
  const played = takes.filter(({ take }) => take.kind === 'chance' || take.kind === 'same')
  const drawn = drawnPlaces(played.flatMap(({ result }) => result.became ?? []))
  const isExcused = (each: Became) => drawn.has(keyOf(each)) || drawn.has(parentOf(each)) || isTimeOfRun(each, 0)
  for (const { result } of played.filter(({ take }) => take.kind === 'chance')) {
    if (result.end !== base.end)
      return `it ${result.end === 'threw' ? `failed: ${result.error ?? ''}` : 'asks for ever'}`
    const change = (result.became ?? []).find((each) => !isExcused(each))
    if (change) return `${change.of} ${change.place} is ${change.to ?? 'gone'} instead of ${change.from ?? 'nothing'}`
  }
  return undefined
}

/**
 * Places that are one thing now and another then, and not one of two: ids and keys, or something picked out of several,
 * with all that stands beside it. Who does otherwise once in a while shows but two sides.
 */
function drawnPlaces(became: readonly Became[]): ReadonlySet<string> {
  const values = Map.groupBy(
    became.filter(({ to }) => to !== undefined),
    keyOf,
  )
  const drawn = [...values.values()].filter((all) => new Set(all.map(({ to }) => to)).size >= 2)
  return new Set(drawn.flatMap(([first]) => (first ? [keyOf(first), parentOf(first)] : [])))
}

function keyOf({ of, place }: Became): string {
  return `${of} ${place}`
}

function parentOf({ of, place }: Became): string {
  return `${of} ${place.slice(0, Math.max(0, place.lastIndexOf('.')))}.`
}
