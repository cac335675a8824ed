import { type Json, type JsonObject, canonicalJson, isJsonObject, objectsIn } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { savedAs } from '../fresh/saved-as.ts'
import { isGoneWord } from '../fresh/things-to-write.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { sceneFor } from '../replay/replay.ts'
import { type ArtefactCheck, type FreshRun, type GoingOn, requestsOf } from '../trial.ts'

/** Run again with the checkpoint that it left, does a sync save what has come or changed since, and say what is gone? */
export const changesFollowed: ArtefactCheck = {
  name: 'changes-followed',
  examine({ goingOn, replay }) {
    if (!goingOn) return undefined
    const { second, whole } = goingOn
    if (second.ending.kind === 'rig-fault') return { outcome: 'undecided', because: second.ending.because }
    // What we put into the account may be what it cannot read.
    if (second.ending.kind !== 'returned')
      return whole?.ending.kind === 'returned'
        ? broken(
            `run again with the checkpoint that it had left, it fails: ${JSON.stringify(second.ending).slice(0, 300)}`,
            second,
          )
        : undefined
    const tracks = sceneFor(replay, 'fresh')?.base.checkpoints?.tracksDeletes === true
    const because = skipped(goingOn) ?? (tracks ? undefined : deaf(goingOn)) ?? standsStill(goingOn)
    return because === undefined ? { outcome: 'held' } : broken(because, second)
  },
}

function broken(because: string, run: FreshRun): CheckResult {
  return { outcome: 'broken', because, exhibits: requestsOf(run) }
}

/** What it would save without its checkpoint. A change that it does not ask for may be none that it is to know. */
function skipped({ changes, second, whole }: GoingOn): string | undefined {
  const { made, changed } = changes
  if (!whole) return undefined
  if (made !== undefined && !savedAs(second, made) && savedAs(whole, made))
    return `it does not save ${made}, which came after its checkpoint; without the checkpoint it does`
  const isTold =
    changed &&
    saidOf(changed.id, second, changes.idName).some((thing) => text(thing).includes(text(changed.text).slice(1, -1)))
  if (isTold && !savedAs(second, changed.id, changed.text) && savedAs(whole, changed.id, changed.text))
    return `the API answers it what has changed in ${changed.id}, and it does not save that; without its checkpoint it does`
  return undefined
}

/** Told that a thing is no more, it has to delete it, or to save what it was told. */
function deaf({ changes, first, second }: GoingOn): string | undefined {
  const deleted = second.ending.kind === 'returned' ? Object.values(second.ending.deleted).flat() : []
  const kept = changes.deleted.find((id) => {
    const isTold = saidOf(id, second, changes.idName).some((thing) =>
      leavesOf(thing).some(({ path, value }) => isGoneWord(path, value)),
    )
    const isDeleted = deleted.some((record) => isJsonObject(record) && String(record['id']) === id)
    return isTold && !isDeleted && !saysOtherwise(savedAs(first, id), savedAs(second, id))
  })
  return kept && `the API says that ${kept} is no more, and it neither deletes it nor saves that`
}

/** Whether a record says anything that it did not say before, besides when. */
function saysOtherwise(before: Json | undefined, after: Json | undefined): boolean {
  if (after === undefined) return false
  const said = new Map(leavesOf(before ?? null).map(({ path, value }) => [pathText(path), value]))
  const isTime = (value: Json) => typeof value === 'number' || /^\d{4}-\d\d-\d\d|^\d{9,}/.test(String(value))
  return leavesOf(after).some(({ path, value }) => said.get(pathText(path)) !== value && !isTime(value))
}

/** It had noted by which value of the things it goes on, has saved one with a later value, and notes the same again. */
function standsStill({ changes, first, second }: GoingOn): string | undefined {
  const { made, idName } = changes
  const [before, after] = [checkpointOf(first), checkpointOf(second)]
  if (made === undefined || !savedAs(second, made) || !before) return undefined
  if (after && canonicalJson(before) !== canonicalJson(after)) return undefined
  const noted = new Set(Object.values(before).filter(isTelling))
  const places = thingsIn(first, idName).flatMap((thing) =>
    leavesOf(thing).flatMap(({ path, value }) => (noted.has(value) ? [{ place: pathText(path), value }] : [])),
  )
  for (const thing of saidOf(made, second, idName)) {
    for (const leaf of leavesOf(thing)) {
      const place = places.find((each) => each.place === pathText(leaf.path))
      if (place && typeof leaf.value === typeof place.value && String(leaf.value) > String(place.value))
        return `its checkpoint stays at ${text(before)}, though it has saved what is later: ${text(leaf.value)}`
    }
  }
  return undefined
}

function checkpointOf({ ending }: FreshRun): JsonObject | undefined {
  return ending.kind === 'returned' ? ending.checkpoint : undefined
}

/** A day or a word may stay the same for long. */
function isTelling(value: Json): boolean {
  return typeof value === 'string' && value.length > 'yyyy-mm-dd'.length
}

function saidOf(id: string, run: FreshRun, idName: string): JsonObject[] {
  return thingsIn(run, idName).filter((thing) => String(thing[idName]) === id)
}

function thingsIn({ exchanges }: FreshRun, idName: string): JsonObject[] {
  return exchanges.filter(isSuccess).flatMap((exchange) => objectsIn(bodyOf(exchange)).filter((each) => idName in each))
}

function text(value: Json): string {
  return JSON.stringify(value)
}
