import type { Json } from '../../../lib/json.ts'
import type { Doings } from './answering.ts'

const most = 20

/** What was saved, or deleted, in one whole run and in none of the parts: by its id, where it has one. */
export function lostOf(whole: Pick<Doings, 'saved'>, parts: readonly Pick<Doings, 'saved'>[]): string[] {
  const kept = new Set(parts.flatMap(namesOf))
  return [...new Set(namesOf(whole))].filter((name) => !kept.has(name)).slice(0, most)
}

function namesOf({ saved }: Pick<Doings, 'saved'>): string[] {
  return saved.flatMap(({ what, model, records }) =>
    records.map((record) => `${what} ${model} ${idOf(record)}`.slice(0, 300)),
  )
}

function idOf(record: Json): string {
  const id = typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined
  return JSON.stringify(id ?? record)
}
