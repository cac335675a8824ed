import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { type Calendar, zoneOf } from '../state.ts'
import { hasOffset, inZone, isTimeZone, parseTime } from '../time.ts'
import { endOf, startOf } from './event-times.ts'

/** The event as Calendar would store it: times on the calendar's clocks, addresses in lower case, defaults left out. */
export function normalizeEvent(event: JsonObject, calendar: Calendar): JsonObject {
  const recurring = Array.isArray(event['recurrence'])
  const zone = zoneOf(calendar)
  const start = normalizeMoment(event['start'], { name: 'start', zone, recurring })
  const end = normalizeMoment(event['end'], { name: 'end', zone, recurring })
  if ('date' in start !== 'date' in end) throw refuse(400, { reason: 'invalid', message: 'Invalid start time.' })
  const normal = withoutDefaults({ ...event, start, end, ...attendees(event, calendar) })
  if (endOf(normal) < startOf(normal) || ('date' in start && endOf(normal) <= startOf(normal))) {
    throw refuse(400, { domain: 'calendar', reason: 'timeRangeEmpty', message: 'The specified time range is empty.' })
  }
  checkRecurrence(normal['recurrence'])
  return normal
}

interface Side {
  readonly name: 'start' | 'end'
  readonly zone: string
  readonly recurring: boolean
}

function normalizeMoment(value: Json | undefined, { name, zone, recurring }: Side): JsonObject {
  const { date, dateTime, timeZone } = isJsonObject(value ?? null) ? (value as JsonObject) : {}
  if (date === undefined && dateTime === undefined)
    throw refuse(400, { reason: 'required', message: `Missing ${name} time.` })
  if (date !== undefined && dateTime !== undefined)
    throw refuse(400, { reason: 'invalid', message: `Invalid ${name} time.` })
  if (timeZone !== undefined && !isTimeZone(String(timeZone))) {
    throw refuse(400, { reason: 'invalid', message: `Invalid time zone definition for ${name} time.` })
  }
  if (date !== undefined) return { date: calendarDate(String(date), name) }
  if (timeZone === undefined && (recurring || !hasOffset(String(dateTime)))) {
    throw refuse(400, { reason: 'required', message: `Missing time zone definition for ${name} time.` })
  }
  const instant = parseTime(String(dateTime), String(timeZone ?? zone))
  if (instant === undefined || Number.isNaN(instant))
    throw refuse(400, { reason: 'badRequest', message: 'Bad Request' })
  return { dateTime: inZone(instant, zone), timeZone: String(timeZone ?? zone) }
}

function calendarDate(date: string, name: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date))) return date
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${name}.date` })
}

function attendees(event: JsonObject, calendar: Calendar): { attendees?: Json } {
  const invited = event['attendees']
  if (!Array.isArray(invited) || invited.length === 0) return {}
  const organizer = isJsonObject(event['organizer'] ?? null) ? (event['organizer'] as JsonObject)['email'] : undefined
  return { attendees: invited.map((guest) => attendee(guest as JsonObject, calendar.id, String(organizer))) }
}

function attendee(guest: JsonObject, self: string, organizer: string): JsonObject {
  const {
    email: given,
    displayName,
    organizer: _organizer,
    self: _self,
    responseStatus = 'needsAction',
    ...rest
  } = guest
  const email = String(given ?? '')
    .trim()
    .toLowerCase()
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw refuse(400, { reason: 'invalid', message: 'Invalid attendee email.' })
  return {
    email,
    ...(displayName === undefined ? {} : { displayName: String(displayName).trim() }),
    ...(email === organizer ? { organizer: true } : {}),
    ...(email === self ? { self: true } : {}),
    responseStatus,
    ...rest,
  }
}

function withoutDefaults(event: JsonObject): JsonObject {
  const kept = Object.entries(event).filter(([field, value]) => defaults[field] !== value && !isEmptyList(field, value))
  return Object.fromEntries(kept)
}

const defaults: Readonly<Record<string, Json>> = {
  transparency: 'opaque',
  visibility: 'default',
  guestsCanInviteOthers: true,
  guestsCanSeeOtherGuests: true,
  guestsCanModify: false,
  anyoneCanAddSelf: false,
  summary: '',
  description: '',
  location: '',
}

function isEmptyList(field: string, value: Json): boolean {
  return (field === 'attendees' || field === 'recurrence') && Array.isArray(value) && value.length === 0
}

function checkRecurrence(lines: Json | undefined): void {
  if (!Array.isArray(lines)) return
  const valid = lines.every((line) =>
    /^(RRULE:FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)\b|EXRULE|RDATE|EXDATE)/.test(String(line)),
  )
  if (!valid) throw refuse(400, { reason: 'invalid', message: 'Invalid recurrence rule.' })
}
