import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { type Calendar, zoneOf } from '../state.ts'
import { fromLocal, inZone, toLocal } from '../time.ts'

/** Reads `Lunch with Ann tomorrow at 1pm`: a title, perhaps a day, perhaps an hour. One hour from now on when neither is there. */
export function readQuickText(text: string | null, calendar: Calendar): JsonObject {
  if (text === null || text.trim() === '') {
    throw refuse(400, { reason: 'required', message: 'Required', parameter: 'text' })
  }
  const zone = zoneOf(calendar)
  const local = new Date(toLocal(Date.now(), zone))
  if (/\btomorrow\b/i.test(text)) local.setUTCDate(local.getUTCDate() + 1)
  const clock = /\b(?:at\s+)?(\d{1,2})(?::(\d\d))?\s*(am|pm)\b/i.exec(text)
  if (clock)
    local.setUTCHours(
      (Number(clock[1]) % 12) + (clock[3]?.toLowerCase() === 'pm' ? 12 : 0),
      Number(clock[2] ?? 0),
      0,
      0,
    )
  else local.setUTCHours(local.getUTCHours() + 1, 0, 0, 0)
  const start = fromLocal(local.getTime(), zone)
  const summary = text
    .replace(clock?.[0] ?? '', '')
    .replace(/\b(today|tomorrow|at)\b/gi, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return {
    summary: summary === '' ? text.trim() : summary,
    start: { dateTime: inZone(start, zone), timeZone: zone },
    end: { dateTime: inZone(start + 3_600_000, zone), timeZone: zone },
  }
}
