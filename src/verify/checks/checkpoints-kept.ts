import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Exhibit } from '../check.ts'
import type { CheckpointUse, Resumed, Take, TakeResult } from '../replay/boxed/job.ts'
import { kindOfPlace } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, sceneFor } from '../replay/replay.ts'
import { volatile } from '../replay/volatile.ts'
import { type ArtefactCheck, goodRuns, requestsOf } from '../trial.ts'

/**
 * A sync that keeps a checkpoint: does it set the one that it goes on from, make use of it, and lose nothing when it is
 * broken off? Who has none reads everything each time, which is honest.
 */
export const checkpointsKept: ArtefactCheck = {
  name: 'checkpoints-kept',
  examine(trial) {
    const fresh = sceneFor(trial.replay, 'fresh')
    const use = fresh?.base.checkpoints
    if (trial.evidence.interaction.kind !== 'sync' || !fresh || !use || !hasToDo(use)) return undefined
    const paged = sceneFor(trial.replay, 'paged')
    const scenes = [fresh, ...(paged ? [paged] : [])].filter(isFaithful)
    const because = breaksRules(scenes) ?? neverSets(fresh, paged) ?? loses(fresh) ?? fails(scenes) ?? ignores(scenes)
    if (because === undefined) return scenes.length > 0 ? { outcome: 'held' } : undefined
    const exhibits = goodRuns(trial).slice(0, 1).flatMap(requestsOf)
    return { outcome: 'broken', because, exhibits: [...exhibits, ...quoted(scenes)] }
  },
}

function hasToDo({ isAsked, saved, clearsNothing }: CheckpointUse): boolean {
  return isAsked || saved > 0 || clearsNothing
}

/** A recording that does not answer what is asked shows nothing. Who asks by the clock asks a little else each time. */
function isFaithful({ base }: ReplayedScene): boolean {
  return base.end === 'returned' && base.unanswered.length === 0
}

function isAnswered({ unanswered, unlike }: TakeResult): boolean {
  return unanswered.length === 0 && unlike.length === 0
}

/** What Nango refuses, and the dry run takes. */
function breaksRules(scenes: readonly ReplayedScene[]): string | undefined {
  for (const { checkpoints } of scenes.map(({ base }) => base)) {
    if (checkpoints?.notFlat !== undefined)
      return `it saves ${shown(checkpoints.notFlat)} as its checkpoint, and Nango takes only texts, numbers and switches in one`
    if (checkpoints?.clearsNothing)
      return 'it clears a checkpoint where none is stored, which Nango refuses as a conflict'
  }
  return undefined
}

/** Some set it only where there is a next page: then it has to be seen on more than one. */
function neverSets(fresh: ReplayedScene, paged: ReplayedScene | undefined): string | undefined {
  const scenes = paged ? [fresh, paged] : []
  const isNever = scenes.length > 0 && scenes.every((scene) => isFaithful(scene) && isWithout(scene.base))
  return isNever && fresh.base.checkpoints?.isAsked
    ? 'it goes on from a checkpoint, and never sets one: each run begins again'
    : undefined
}

function isWithout({ checkpoints, output }: TakeResult): boolean {
  const saved = isJsonObject(output) ? output['saved'] : undefined
  return checkpoints?.saved === 0 && isJsonObject(saved) && Object.keys(saved).length > 0
}

interface ResumedTake {
  readonly take: Extract<Take, { kind: 'resumed' }>
  readonly result: TakeResult
  readonly resumed: Resumed
}

function resumedIn({ takes }: ReplayedScene): ResumedTake[] {
  return takes.flatMap(({ take, result }) =>
    take.kind === 'resumed' && result.resumed ? [{ take, result, resumed: result.resumed }] : [],
  )
}

/** Only where the recording answers the very requests of the second run, and ids are the same each time. */
function loses(scene: ReplayedScene): string | undefined {
  const takes = isFaithful(scene) ? resumedIn(scene) : []
  const isSteady = takes.some(({ take, resumed }) => take.at === 'end' && resumed.lost.length === 0)
  const lost = takes.find(
    ({ result, resumed }) =>
      resumed.isBrokenOff && resumed.lost.length > 0 && result.end === 'returned' && isAnswered(result),
  )
  if (!lost || !isSteady) return undefined
  const { stored, lost: names } = lost.resumed
  return `broken off when it had saved the checkpoint ${shown(stored)}, and run again with it, it never does this: ${names.slice(0, 3).join(', ')}`
}

function fails(scenes: readonly ReplayedScene[]): string | undefined {
  const failed = scenes.flatMap(resumedIn).find(({ result }) => result.end !== 'returned' && isAnswered(result))
  return (
    failed &&
    `run again with the checkpoint ${shown(failed.resumed.stored)}, which it had saved, it ${
      failed.result.end === 'endless' ? 'does not end' : `fails: ${failed.result.error ?? 'no reason given'}`
    }`
  )
}

/** Asking and saving the same as without it, whatever it had saved. */
function ignores(scenes: readonly ReplayedScene[]): string | undefined {
  const [fresh] = scenes
  const changing = new Set(fresh ? [...volatile(fresh)].map(kindOfPlace) : [])
  const telling = scenes.flatMap(resumedIn).filter(isTelling)
  const isUsed = telling.some(({ result, resumed }) => {
    const places = [...result.requestChanges, ...result.outputChanges].filter(
      (place) => !changing.has(kindOfPlace(place)),
    )
    return result.end !== 'returned' || places.length > 0 || resumed.headerChanges.length > 0
  })
  const [first] = telling
  if (!first || isUsed) return undefined
  return `it saves the checkpoint ${shown(first.resumed.stored)}, and run again with it asks and saves the same as without: each run begins again`
}

/** Some say with an empty or a first place that the next run begins again, as who reads everything each time may. */
function isTelling({ resumed: { stored, isBrokenOff } }: ResumedTake): boolean {
  const values = isJsonObject(stored) ? Object.values(stored) : []
  const tells = (value: Json) => !['', 0, 1, '0', '1', false, null].some((nothing) => nothing === value)
  return values.length > 0 && (isBrokenOff ? values.some(tells) : values.every(tells))
}

function quoted(scenes: readonly ReplayedScene[]): Exhibit[] {
  const stored = scenes.flatMap(resumedIn).map(({ resumed }) => shown(resumed.stored))
  return [...new Set(stored)].slice(0, 3).map((quote) => ({ kind: 'text', quote }))
}

function shown(value: Json): string {
  return JSON.stringify(value).slice(0, 200)
}
