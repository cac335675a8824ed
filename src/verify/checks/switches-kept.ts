import { isWrite } from '../is-write.ts'
import type { TakeResult } from '../replay/boxed/job.ts'
import { type Leaf, kindOfPlace, leavesOf, pathText, valueAt } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, tellingScene } from '../replay/replay.ts'
import { plainName } from '../same-thing.ts'
import { type ArtefactCheck, goodRuns, requestsOf } from '../trial.ts'

/** Does yes mean yes? What the API answers as true or false, a field of the same name says too, and not the opposite. */
export const switchesKept: ArtefactCheck = {
  name: 'switches-kept',
  examine(trial) {
    const [run] = goodRuns(trial)
    const scene = tellingScene(trial.replay)
    if (!run || !scene || scene.base.end === 'threw') return undefined
    const turned = scene.takes.flatMap(({ take, result }) => {
      const was = take.kind === 'response' ? valueAt(scene.scene.answers[take.answer]?.response, take.path) : undefined
      const name = take.kind === 'response' ? nameIn(take.path.map(String)) : ''
      return typeof was === 'boolean' && result.end === 'returned' ? [{ name, was, result }] : []
    })
    if (turned.length === 0) return undefined
    const because =
      oppositeIn(turned, scene) ??
      (isWrite(trial.evidence.interaction, run.exchanges) ? undefined : constantIn(turned, scene))
    return because === undefined ? { outcome: 'held' } : { outcome: 'broken', because, exhibits: requestsOf(run) }
  },
}

/** One playing in which the API said the opposite of what it had said. */
interface Turned {
  readonly name: string
  readonly was: boolean
  readonly result: TakeResult
}

/** It differs from the answer, and turns when that turns: then it always is the opposite. */
function oppositeIn(turned: readonly Turned[], { base }: ReplayedScene): string | undefined {
  const said = new Map(leavesOf(base.output ?? null).map(({ path, value }) => [pathText(path), value]))
  for (const { name, was, result } of turned) {
    const place = result.outputChanges.find(
      (changed) => nameIn(changed.split('.')) === name && said.get(changed) === !was,
    )
    if (place !== undefined) return `${place} is ${!was} where the API answers ${was}, and the other way round`
  }
  return undefined
}

/** It never changes, whatever the API answers. Who has done something may say so without that; who reads may not. */
function constantIn(turned: readonly Turned[], scene: ReplayedScene): string | undefined {
  const names = new Set(turned.map(({ name }) => name))
  const leaves = leavesOf(scene.base.output ?? null)
  const entries = Map.groupBy(leaves, ({ path }) => entryOf(pathText(path)))
  const felt = new Set(scene.takes.flatMap(({ result }) => turnedIn(result, entries).map(kindOfPlace)))
  const constant = leaves.find(
    ({ path, value }) =>
      typeof value === 'boolean' && names.has(nameIn(path.map(String))) && !felt.has(kindOfPlace(pathText(path))),
  )
  return (
    constant &&
    `${pathText(constant.path)} is always ${String(constant.value)}, although the API may answer the opposite`
  )
}

/** Places that became other ones, and did not come or go with the whole entry of a list. */
function turnedIn(
  { end, outputChanges }: TakeResult,
  entries: ReadonlyMap<string, readonly Leaf[]>,
): readonly string[] {
  if (end !== 'returned') return []
  const changed = new Set(outputChanges)
  return outputChanges.filter((place) => {
    const entry = entryOf(place)
    if (entry === '') return true
    return entries.get(entry)?.some(({ path }) => !changed.has(pathText(path))) && changed.size < mostChanges
  })
}

/** Of more than so many the rest is not told. */
const mostChanges = 60

/** The entry of a list that a place is in, however deep; of lists in lists, the innermost one. */
function entryOf(place: string): string {
  return /^(.*\.\d+)\./.exec(place)?.[1] ?? ''
}

function nameIn(path: readonly string[]): string {
  return plainName(path.findLast((key) => !/^\d+$/.test(key)) ?? '')
}
