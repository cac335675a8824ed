import { type Json, isJsonObject } from '../../lib/json.ts'
import type { FreshRun } from '../trial.ts'

/** The record of a thing, if a run saved one; where a text is given, one that has it. */
export function savedAs({ ending }: Pick<FreshRun, 'ending'>, id: string, text = ''): Json | undefined {
  const records = ending.kind === 'returned' ? Object.values(ending.saved).flat() : []
  const isIt = (record: Json) => isJsonObject(record) && String(record['id']) === id
  return records.findLast(
    (record) => isIt(record) && JSON.stringify(record).includes(JSON.stringify(text).slice(1, -1)),
  )
}
