import { type Json, canonicalJson, isJsonObject } from '../../lib/json.ts'
import { type ArtefactCheck, goodRuns, requestsOf } from '../trial.ts'

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
          : isDoubled(records)
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

/** No record is like no other. Where records say nothing by which they could be told apart, that shows nothing. */
function isDoubled(records: readonly Json[]): boolean {
  const ids = new Map<string, Set<string>>()
  for (const record of records) {
    if (!isJsonObject(record)) return false
    const { id: _id, ...rest } = record
    const text = canonicalJson(rest)
    ids.set(text, (ids.get(text) ?? new Set()).add(idOf(record)))
  }
  return ids.size > 1 && [...ids.values()].every(({ size }) => size > 1)
}

function idOf(record: Json): string {
  return isJsonObject(record) ? String(record['id']) : ''
}
