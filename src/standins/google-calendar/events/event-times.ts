import { isJsonObject, type JsonObject } from '../../../lib/json.ts'

/** When an event begins, in milliseconds since 1970; a whole day begins at midnight UTC. */
export function startOf(event: JsonObject): number {
  return instantOf(event, 'start')
}

export function endOf(event: JsonObject): number {
  return instantOf(event, 'end')
}

export function isAllDay(event: JsonObject): boolean {
  return momentOf(event, 'start')['date'] !== undefined
}

export function momentOf(event: JsonObject, side: 'start' | 'end' | 'originalStartTime'): JsonObject {
  const moment = event[side] ?? null
  return isJsonObject(moment) ? moment : {}
}

function instantOf(event: JsonObject, side: 'start' | 'end'): number {
  const { date, dateTime } = momentOf(event, side)
  return Date.parse(String(dateTime ?? date))
}
