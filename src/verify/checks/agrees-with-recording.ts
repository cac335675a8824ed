import { type Json, type JsonObject, canonicalJson, isJsonObject } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { differences, pathText, leavesOf } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, sceneFor } from '../replay/replay.ts'
import { type ArtefactCheck, type FreshRun, goodRuns } from '../trial.ts'
import { volatile } from '../replay/volatile.ts'

/** Played with its own recording, does it ask what was asked there, and give what was given? */
export const agreesWithRecording: ArtefactCheck = {
  name: 'agrees-with-recording',
  examine(trial) {
    const run = goodRuns(trial)[0]
    if (!trial.isRecorded || !run || !trial.replay) return undefined
    const { replay } = trial
    const scene = sceneFor(replay, 'fresh')
    if (!scene) return broken(`played with its recorded answers it did not end: ${replay.cutShort ?? ''}`)
    const { base } = scene
    const [asked] = base.unlike
    if (base.end === 'threw' && asked === undefined) {
      return broken(`played with its recorded answers it failed: ${base.error ?? ''}`)
    }
    if (asked !== undefined || base.unanswered.length > 0) return other(asked ?? base.unanswered[0] ?? '')
    const places = differentPlaces(run, scene)
    if (places.length > 0) {
      return broken(`with its recorded input and answers it gives something else: ${places.slice(0, 4).join(', ')}`)
    }
    if (replay.cutShort !== undefined && scene.stuck?.kind !== 'refusal') {
      return broken(`played with other answers than its recorded ones it did not end: ${replay.cutShort}`)
    }
    return { outcome: 'held' }
  },
}

/** A request that says what time it is can be in no recording. */
function other(asked: string): CheckResult {
  const because = `it asks ${asked}, which its recording does not have`
  return namesNow(asked)
    ? { outcome: 'undecided', because: `${because}: the request depends on the clock` }
    : broken(because)
}

function differentPlaces({ ending, exchanges }: FreshRun, scene: ReplayedScene): string[] {
  if (ending.kind !== 'returned') return []
  const { saved, returned } = isJsonObject(scene.base.output) ? scene.base.output : {}
  const recorded: JsonObject = {
    returned: ending.output,
    saved: { ...labelled('save', ending.saved), ...labelled('delete', ending.deleted) },
  }
  const played: JsonObject = {
    returned: returned ?? null,
    saved: onceEach(isJsonObject(saved) ? withoutUpdates(saved) : {}),
  }
  const steady = volatile(scene)
  const now = new Map(leavesOf(played).map(({ path, value }) => [pathText(path), value]))
  const answered = JSON.stringify(exchanges.map(({ responseBody }) => responseBody))
  const isOfTheClock = (value: string) => namesNow(value) && !answered.includes(value)
  return differences(recorded, played).filter(
    (place) => !steady.has(place) && !isOfTheClock(String(now.get(place) ?? '')),
  )
}

/** Nango's recordings do not have them. */
function withoutUpdates(saved: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(saved).filter(([name]) => !name.startsWith('update ')))
}

/** Under the names that the harness gives; of two records with one id the CLI keeps the last. */
function labelled(what: string, models: Readonly<Record<string, readonly Json[]>>): JsonObject {
  const told = Object.entries(models).filter(([, records]) => records.length > 0)
  return onceEach(Object.fromEntries(told.map(([model, records]) => [`${what} ${model}`, records])))
}

function onceEach(models: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(models).map(([name, records]) => [name, Array.isArray(records) ? lastOfEach(records) : records]),
  )
}

function lastOfEach(records: readonly Json[]): Json {
  const byId = new Map(
    records.map((record) => [isJsonObject(record) ? canonicalJson(record['id'] ?? record) : '', record]),
  )
  return [...byId.values()]
}

/** Today's date, or the seconds or milliseconds of this hour. */
function namesNow(text: string): boolean {
  const now = Date.now()
  const days = [now, now - 86_400_000].map((time) => new Date(time).toISOString().slice(0, 10))
  const ticks = (text.match(/\b\d{10}(\d{3})?\b/g) ?? []).map((digits) => Number(digits.padEnd(13, '0')))
  return days.some((day) => text.includes(day)) || ticks.some((tick) => Math.abs(tick - now) < 3_600_000)
}

function broken(because: string): CheckResult {
  return { outcome: 'broken', because, exhibits: [] }
}
