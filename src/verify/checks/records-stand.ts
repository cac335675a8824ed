import { type Json, canonicalJson, isJsonObject } from '../../lib/json.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { kindOfPlace, leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, type FreshRun, goodRuns, requestsOf } from '../trial.ts'

/** Is what a sync has saved still there when it ends, and each thing once? */
export const recordsStand: ArtefactCheck = {
  name: 'records-stand',
  examine(trial) {
    if (trial.evidence.interaction.kind !== 'sync') return undefined
    for (const run of goodRuns(trial)) {
      if (run.ending.kind !== 'returned') continue
      const { saved, deleted } = run.ending
      for (const [model, records] of Object.entries(saved)) {
        const because = isEmptied(records, deleted[model] ?? [])
          ? `it deletes every ${model} that it has saved`
          : isDoubled(records, placesOf(run))
            ? `it saves every ${model} under more than one id`
            : undefined
        if (because !== undefined) return { outcome: 'broken', because, exhibits: requestsOf(run) }
      }
    }
    return { outcome: 'held' }
  },
}

function isEmptied(saved: readonly Json[], deleted: readonly Json[]): boolean {
  const kept = new Set(saved.map(idOf))
  return kept.size > 0 && kept.isSubsetOf(new Set(deleted.map(idOf)))
}

/**
 * No record is like no other. Where records say nothing by which they could be told apart, that shows nothing, nor
 * where the API has all the ids in one place: then these are things that only look alike.
 */
function isDoubled(records: readonly Json[], places: Places): boolean {
  const ids = new Map<string, Set<string>>()
  for (const record of records) {
    if (!isJsonObject(record)) return false
    const { id: _id, ...rest } = record
    const text = canonicalJson(rest)
    ids.set(text, (ids.get(text) ?? new Set()).add(idOf(record)))
  }
  return ids.size > 1 && [...ids.values()].every((alike) => alike.size > 1 && !areInOnePlace(alike, places))
}

/** Kinds of place in the answers, by what stands there. */
type Places = ReadonlyMap<string, ReadonlySet<string>>

function placesOf({ exchanges }: FreshRun): Places {
  const places = new Map<string, Set<string>>()
  for (const { path, value } of exchanges.filter(isSuccess).flatMap((each) => leavesOf(bodyOf(each)))) {
    const at = places.get(String(value)) ?? new Set()
    places.set(String(value), at.add(kindOfPlace(pathText(path))))
  }
  return places
}

function areInOnePlace(ids: ReadonlySet<string>, places: Places): boolean {
  const [first = new Set<string>(), ...others] = [...ids].map((id) => places.get(id) ?? new Set<string>())
  return [...first].some((place) => others.every((other) => other.has(place)))
}

function idOf(record: Json): string {
  return isJsonObject(record) ? String(record['id']) : ''
}
