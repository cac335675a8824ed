import { randomBytes } from 'node:crypto'
import { isJsonObject, type JsonObject } from '../../../lib/json.ts'
import { type GoogleCall } from '../../google/route.ts'
import { refuse } from '../../google/refusal.ts'
import { type Calendar, type CalendarState, nextRevision, requireRole, type Stored } from '../state.ts'
import { mergePatch, withoutNulls } from '../../google/merge-patch.ts'
import { readEventInput } from './event-input.ts'
import { startOf } from './event-times.ts'
import { eventEtag } from './event-view.ts'
import { findEvent } from './find-event.ts'
import { normalizeEvent } from './normalize-event.ts'

/** What a write has at hand. */
export interface Writing {
  readonly state: CalendarState
  readonly calendar: Calendar
  readonly call: GoogleCall
}

export function insertEvent({ state, calendar, call }: Writing): Stored {
  requireRole(calendar, 'writer')
  const { id: wanted, iCalUID: _uid, conferenceData, ...fields } = withoutNulls(readEventInput(call.body))
  const id = wanted === undefined ? newEventId() : checkedId(calendar, String(wanted))
  const event = { ...newEvent(state, calendar, id), ...fields, ...conference(conferenceData, call) }
  return store(state, calendar, normalizeEvent(withReminders(event), calendar))
}

export function importEvent({ state, calendar, call }: Writing): Stored {
  requireRole(calendar, 'writer')
  const { id: _id, conferenceData: _conference, ...fields } = withoutNulls(readEventInput(call.body))
  const uid = fields['iCalUID']
  if (uid === undefined) throw refuse(400, { reason: 'required', message: 'Required', parameter: 'iCalUID' })
  const known = calendar.events.find((event) => event.resource['iCalUID'] === uid)
  const base = known?.resource ?? newEvent(state, calendar, newEventId())
  const event = normalizeEvent(withReminders({ ...base, status: 'confirmed', ...fields }), calendar)
  return known ? change(state, known, event) : store(state, calendar, event)
}

/** `patch` changes the fields that are sent; `put` clears those that are not. */
export function changeEvent(writing: Writing, way: 'patch' | 'put'): Stored {
  const { calendar, call } = writing
  requireRole(calendar, 'writer')
  const event = findEvent(calendar, call.params['eventId'] ?? '')
  checkMatch(event, call)
  const { id: _id, iCalUID: _uid, conferenceData, ...fields } = readEventInput(call.body)
  const base = way === 'patch' ? event.resource : keptOnPut(event.resource)
  const merged = { ...mergePatch(base, fields), ...conference(conferenceData ?? undefined, call) }
  const next = normalizeEvent(way === 'put' ? withReminders(merged) : merged, calendar)
  const moved = startOf(next) !== startOf(event.resource)
  const sequence = Number(event.resource['sequence'] ?? 0) + (moved ? 1 : 0)
  return keep(writing, event, { ...next, sequence })
}

/** The event stays as cancelled; a second deletion is told that it is gone. */
export function deleteEvent(writing: Writing): void {
  requireRole(writing.calendar, 'writer')
  const event = findEvent(writing.calendar, writing.call.params['eventId'] ?? '')
  checkMatch(event, writing.call)
  if (event.resource['status'] === 'cancelled')
    throw refuse(410, { reason: 'deleted', message: 'Resource has been deleted' })
  keep(writing, event, { ...event.resource, status: 'cancelled' })
}

/** In the calendar that it leaves it stays as cancelled, so that a sync of that one hears of it. */
export function moveEvent({ state, calendar, call }: Writing, destination: Calendar): Stored {
  requireRole(calendar, 'writer')
  requireRole(destination, 'writer')
  const event = findEvent(calendar, call.params['eventId'] ?? '')
  if (!calendar.events.includes(event))
    throw refuse(400, { reason: 'invalid', message: 'Cannot move an instance of a recurring event.' })
  const moved = normalizeEvent({ ...event.resource, organizer: organizerOf(state, destination) }, destination)
  change(state, event, { ...event.resource, status: 'cancelled' })
  const known = destination.events.find(({ id }) => id === event.id)
  return known ? change(state, known, moved) : store(state, destination, moved)
}

function newEventId(): string {
  return [...randomBytes(26)].map((byte) => '0123456789abcdefghijklmnopqrstuv'[byte % 32]).join('')
}

/** What Calendar itself says about an event that has just been made. */
function newEvent(state: CalendarState, calendar: Calendar, id: string): JsonObject {
  return {
    kind: 'calendar#event',
    id,
    status: 'confirmed',
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${calendar.id}`).toString('base64url')}`,
    created: new Date().toISOString().replace(/\.\d+Z$/, '.000Z'),
    creator: { email: state.owner, ...(calendar.id === state.owner ? { self: true } : {}) },
    organizer: organizerOf(state, calendar),
    iCalUID: `${id}@google.com`,
    sequence: 0,
    eventType: 'default',
  }
}

function organizerOf(state: CalendarState, calendar: Calendar): JsonObject {
  if (calendar.id === state.owner) return { email: calendar.id, self: true }
  return { email: calendar.id, displayName: calendar.resource['summary'] ?? '', self: true }
}

function withReminders(event: JsonObject): JsonObject {
  return event['reminders'] === undefined ? { ...event, reminders: { useDefault: true } } : event
}

// Without the version the client does not know of conferences, and what it sends about them is ignored.
function conference(sent: JsonObject[string] | undefined, { query }: GoogleCall): JsonObject {
  if (sent === undefined || !isJsonObject(sent) || query.get('conferenceDataVersion') !== '1') return {}
  const request = sent['createRequest']
  if (request === undefined) return { conferenceData: sent }
  const code = [3, 4, 3].map((length) => newEventId().replaceAll(/\d/g, 'x').slice(0, length)).join('-')
  const uri = `https://meet.google.com/${code}`
  const solution = {
    key: { type: 'hangoutsMeet' },
    name: 'Google Meet',
    iconUri:
      'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
  }
  const created = { ...(isJsonObject(request) ? request : {}), status: { statusCode: 'success' } }
  const entryPoints = [{ entryPointType: 'video', uri, label: uri.slice(8) }]
  return {
    hangoutLink: uri,
    conferenceData: { createRequest: created, entryPoints, conferenceSolution: solution, conferenceId: code },
  }
}

function keptOnPut(event: JsonObject): JsonObject {
  const kept = [
    'kind',
    'id',
    'status',
    'htmlLink',
    'created',
    'creator',
    'organizer',
    'iCalUID',
    'eventType',
    'recurringEventId',
    'originalStartTime',
    'hangoutLink',
    'conferenceData',
  ]
  return Object.fromEntries(kept.flatMap((field) => (event[field] === undefined ? [] : [[field, event[field]]])))
}

/** A changed instance of a recurring event becomes an event of its own. */
function keep({ state, calendar }: Writing, event: Stored, next: JsonObject): Stored {
  return calendar.events.includes(event) ? change(state, event, next) : store(state, calendar, next)
}

function store(state: CalendarState, calendar: Calendar, event: JsonObject): Stored {
  const stored = { id: String(event['id']), resource: updated(event), revision: nextRevision(state) }
  calendar.events.push(stored)
  return stored
}

function change(state: CalendarState, stored: Stored, event: JsonObject): Stored {
  stored.resource = updated(event)
  stored.revision = nextRevision(state)
  return stored
}

function updated(event: JsonObject): JsonObject {
  return { ...event, updated: new Date().toISOString() }
}

function checkedId(calendar: Calendar, id: string): string {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw refuse(400, { reason: 'invalid', message: 'Invalid resource id value.' })
  if (calendar.events.some((event) => event.id === id)) {
    throw refuse(409, { reason: 'duplicate', message: 'The requested identifier already exists.' })
  }
  return id
}

function checkMatch(event: Stored, { headers }: GoogleCall): void {
  const wanted = headers.get('if-match')
  if (wanted === null || wanted === '*' || wanted === eventEtag(event)) return
  throw refuse(412, { reason: 'conditionNotMet', message: 'Precondition Failed', header: 'If-Match' })
}
