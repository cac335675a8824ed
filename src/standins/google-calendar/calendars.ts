import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { withEtag } from '../google/etag.ts'
import { mergePatch, withoutNulls } from '../google/merge-patch.ts'
import { refuse } from '../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../google/route.ts'
import { acceptedScopes } from './scopes.ts'
import { type Calendar, type CalendarState, findCalendar, nextRevision, requireRole } from './state.ts'
import { isTimeZone } from './time.ts'

const collection = '/calendar/v3/calendars'
const item = `${collection}/:calendarId`

export function calendarsRoutes(state: CalendarState): readonly GoogleRoute[] {
  const calendarOf = (call: GoogleCall) => findCalendar(state, call.params['calendarId'] ?? '')
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `calendar.v3.Calendars.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readCalendars : acceptedScopes.writeCalendars,
  })
  return [
    { ...route('Get', 'get'), path: item, answer: (call) => withEtag(calendarOf(call).resource) },
    { ...route('Insert', 'post'), path: collection, answer: (call) => insertCalendar(state, call) },
    { ...route('Patch', 'patch'), path: item, answer: (call) => changeCalendar(calendarOf(call), call, 'patch') },
    { ...route('Update', 'put'), path: item, answer: (call) => changeCalendar(calendarOf(call), call, 'put') },
    { ...route('Delete', 'delete'), path: item, answer: (call) => deleteCalendar(state, calendarOf(call)) },
    {
      ...route('Clear', 'post'),
      scopes: acceptedScopes.clearCalendar,
      path: `${item}/clear`,
      answer: (call) => clearCalendar(state, calendarOf(call)),
    },
  ]
}

function insertCalendar(state: CalendarState, { body }: GoogleCall): JsonObject {
  const fields = withoutNulls(readInput(body))
  if (!fields['summary']) throw refuse(400, { reason: 'required', message: 'Missing title.' })
  const id = `c_${randomBytes(32).toString('hex')}@group.calendar.google.com`
  const owner = { role: 'owner', scope: { type: 'user', value: state.owner } }
  const rule = { kind: 'calendar#aclRule', id: `user:${state.owner}`, ...owner }
  const calendar: Calendar = {
    id,
    role: 'owner',
    resource: calendarResource(id, { timeZone: String(primaryOf(state).resource['timeZone']), ...fields }),
    entry: {
      colorId: '16',
      backgroundColor: '#4986e7',
      foregroundColor: '#000000',
      selected: true,
      defaultReminders: [],
    },
    entryRevision: nextRevision(state),
    rules: [{ id: rule.id, resource: rule, revision: nextRevision(state) }],
    events: [],
  }
  state.calendars.push(calendar)
  return withEtag(calendar.resource)
}

export function calendarResource(id: string, fields: JsonObject): JsonObject {
  return {
    kind: 'calendar#calendar',
    id,
    ...fields,
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  }
}

function changeCalendar(calendar: Calendar, { body }: GoogleCall, way: 'patch' | 'put'): JsonObject {
  requireRole(calendar, 'owner')
  const fields = readInput(body)
  const base =
    way === 'patch'
      ? calendar.resource
      : calendarResource(calendar.id, { timeZone: calendar.resource['timeZone'] ?? 'UTC' })
  const next = mergePatch(base, fields)
  if (!next['summary']) throw refuse(400, { reason: 'required', message: 'Missing title.' })
  calendar.resource = next
  return withEtag(next)
}

function deleteCalendar(state: CalendarState, calendar: Calendar): undefined {
  requireRole(calendar, 'owner')
  if (calendar.id === state.owner) {
    throw refuse(400, {
      reason: 'cannotDeletePrimaryCalendar',
      message: 'Cannot delete the primary calendar.',
      domain: 'calendar',
    })
  }
  state.calendars = state.calendars.filter((candidate) => candidate !== calendar)
}

/** Only the primary calendar can be cleared. */
function clearCalendar(state: CalendarState, calendar: Calendar): undefined {
  if (calendar.id !== state.owner)
    throw refuse(400, { reason: 'invalid', message: 'Invalid calendar.', parameter: 'calendarId' })
  for (const event of calendar.events) {
    event.resource = { ...event.resource, status: 'cancelled', updated: new Date().toISOString() }
    event.revision = nextRevision(state)
  }
}

function primaryOf(state: CalendarState): Calendar {
  return findCalendar(state, 'primary')
}

function readInput(body: JsonObject): JsonObject {
  const read = calendarInput.safeParse(body)
  if (read.success) return read.data as JsonObject
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${read.error.issues[0]?.path.join('.') ?? ''}` })
}

const text = z.string().nullish()
const calendarInput = z.object({
  summary: text,
  description: text,
  location: text,
  timeZone: z.string().refine(isTimeZone).nullish(),
})
