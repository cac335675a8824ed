import type { CheckResult } from '../check.ts'
import {
  type FailingTake,
  type Played,
  failsLaterWrite,
  isAbsence,
  isFailing,
  tellsOfIt,
  toldTake,
  writesOf,
} from '../failing-takes.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { type ArtefactCheck, type Trial, goodRuns } from '../trial.ts'

/** Does it fail when the API refuses (401, 403, 500, and the API's own ways of refusing), or does not answer? */
export const errorsSurface: ArtefactCheck = {
  name: 'errors-surface',
  examine: (trial) => surfaces(trial, (take) => !isAbsence(take)),
}

/** Does it fail when the API says that there is no such thing (404, 410)? A delete may be excused from this. */
export const notFoundSurfaces: ArtefactCheck = {
  name: 'not-found-surfaces',
  examine: (trial) => surfaces(trial, isAbsence),
}

function surfaces(trial: Trial, concerns: (take: FailingTake) => boolean): CheckResult | undefined {
  const scenes = trial.replay?.scenes ?? []
  const endless = endlessIn(scenes, concerns)
  if (endless !== undefined) return broken(endless)
  const asked = scenes.flatMap((scene) => {
    const writes = scene.scene.purpose === 'fresh' ? writesOfFirst(trial) : []
    return scene.takes.flatMap((played): Asked[] => {
      const { take } = played
      if (!isFailing(take) || !concerns(take)) return []
      // A later write that fails is a question of its own.
      return failsLaterWrite(take, writes) && !isAbsence(take) ? [] : [{ scene, played, take, writes }]
    })
  })
  if (asked.length === 0) return undefined
  const refusals = asked.filter(isSwallowed).map(({ take }) => toldTake(take))
  if (refusals.length === 0) return { outcome: 'held' }
  return broken(`it reports success although the API refused: ${[...new Set(refusals)].join('; ')}`)
}

/** Why it never ends, if it does not. */
function endlessIn(scenes: readonly ReplayedScene[], concerns: (take: FailingTake) => boolean): string | undefined {
  // What did not end by the clock has no result, and nothing after it was played.
  const stuck = scenes.flatMap((scene) => scene.stuck ?? [])
  const endless = scenes.flatMap(({ takes }) => takes).filter(({ result }) => result.end === 'endless')
  const failing = [...stuck, ...endless.map(({ take }) => take)].find((take) => isFailing(take) && concerns(take))
  if (failing && isFailing(failing)) return `it does not end when the API answers ${toldTake(failing)}`
  const isAsked = scenes.some(({ takes }) => takes.some(({ take }) => isFailing(take) && concerns(take)))
  // Answers come to an end, and who asks beyond it gets an error: only who takes no error for one asks for ever.
  const unending = scenes.some(({ scene, takes }) => {
    const forEver = takes.filter(({ take, result }) => take.kind.startsWith('response') && result.end === 'endless')
    return scene.isFixture !== true && forEver.length > 0
  })
  return isAsked && unending
    ? 'it does not end when the API answers what it cannot use: it asks again for ever'
    : undefined
}

interface Asked {
  readonly scene: ReplayedScene
  readonly played: Played
  readonly take: FailingTake
  readonly writes: readonly number[]
}

/** One that does several things may go on with the others, if what it returns tells of those that failed. */
function isSwallowed({ scene, played, take, writes }: Asked): boolean {
  if (played.result.end !== 'returned' || played.result.used.length === 0) return false
  const isOfSeveral = writes.length > 1 && (take.answer === 'every' || writes.includes(take.answer))
  return !(isOfSeveral && tellsOfIt(scene, played))
}

function writesOfFirst(trial: Trial): number[] {
  const [run] = goodRuns(trial)
  return run ? writesOf(run) : []
}

function broken(because: string): CheckResult {
  return { outcome: 'broken', because, exhibits: [] }
}
