import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { etagOf, withEtag } from '../google/etag.ts'
import { mergePatch } from '../google/merge-patch.ts'
import { continuation, pageOf, type Tokens } from '../google/pages.ts'
import { notFound, refuse } from '../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../google/route.ts'
import { calendarColors } from './colors.ts'
import { readSyncToken } from './events/list-events.ts'
import { acceptedScopes } from './scopes.ts'
import { type AccessRole, type Calendar, type CalendarState, findCalendar, nextRevision, roleRank } from './state.ts'

const collection = '/calendar/v3/users/me/calendarList'
const item = `${collection}/:calendarId`
const limits = { most: 250, given: 5 }

export function calendarListRoutes(state: CalendarState, tokens: Tokens): readonly GoogleRoute[] {
  const listed = (call: GoogleCall) => listedCalendar(findCalendar(state, call.params['calendarId'] ?? ''))
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `calendar.v3.CalendarList.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readCalendarList : acceptedScopes.writeCalendarList,
  })
  return [
    { ...route('List', 'get'), path: collection, answer: (call) => listCalendars(state, call, tokens) },
    { ...route('Get', 'get'), path: item, answer: (call) => withEtag(entryView(listed(call), state)) },
    { ...route('Insert', 'post'), path: collection, answer: (call) => insertEntry(state, call) },
    { ...route('Patch', 'patch'), path: item, answer: (call) => changeEntry(state, listed(call), call, 'patch') },
    { ...route('Update', 'put'), path: item, answer: (call) => changeEntry(state, listed(call), call, 'put') },
    { ...route('Delete', 'delete'), path: item, answer: (call) => removeEntry(state, listed(call)) },
  ]
}

/** How the list shows a calendar: what it is, and what the person chose for it. */
export function entryView(calendar: Calendar, state: CalendarState): JsonObject {
  return {
    ...calendar.resource,
    kind: 'calendar#calendarListEntry',
    ...calendar.entry,
    accessRole: calendar.role,
    ...(calendar.id === state.owner ? { primary: true } : {}),
  }
}

function removedView({ id }: Calendar): JsonObject {
  return { kind: 'calendar#calendarListEntry', id, deleted: true }
}

function listCalendars(state: CalendarState, { query }: GoogleCall, tokens: Tokens): JsonObject {
  const token = query.get('syncToken') ?? ''
  const since = token === '' ? undefined : readSyncToken(tokens, token, 'calendarList')
  const minimum = query.get('minAccessRole') as AccessRole | null
  const gone = since !== undefined || query.get('showDeleted') === 'true'
  const hidden = since !== undefined || query.get('showHidden') === 'true'
  const calendars = state.calendars
    .filter(({ entry, entryRevision }) =>
      entry === null ? gone && entryRevision > 0 : hidden || entry['hidden'] !== true,
    )
    .filter((calendar) => minimum === null || roleRank(calendar.role) >= roleRank(minimum))
    .filter((calendar) => since === undefined || calendar.entryRevision > since)
  const page = pageOf(calendars, query, 'calendarList', { tokens, limits })
  return {
    kind: 'calendar#calendarList',
    etag: etagOf(['calendarList', state.revision]),
    ...continuation(page, () => tokens.seal('sync', state.revision, 'calendarList')),
    items: page.items.map((calendar) =>
      withEtag(calendar.entry === null ? removedView(calendar) : entryView(calendar, state)),
    ),
  }
}

function insertEntry(state: CalendarState, call: GoogleCall): JsonObject {
  const id = call.body['id']
  if (typeof id !== 'string' || id === '') throw refuse(400, { reason: 'required', message: 'Required' })
  const calendar = findCalendar(state, id)
  calendar.entry ??= { colorId: '8', backgroundColor: '#16a765', foregroundColor: '#000000', defaultReminders: [] }
  return changeEntry(state, calendar, call, 'patch')
}

function changeEntry(
  state: CalendarState,
  calendar: Calendar,
  { body, query }: GoogleCall,
  way: 'patch' | 'put',
): JsonObject {
  const fields = withColors(readInput(body), query)
  const { colorId = '8', backgroundColor = '#16a765', foregroundColor = '#000000' } = calendar.entry ?? {}
  const base =
    way === 'patch' ? (calendar.entry ?? {}) : { colorId, backgroundColor, foregroundColor, defaultReminders: [] }
  calendar.entry = mergePatch(base, fields)
  calendar.entryRevision = nextRevision(state)
  return withEtag(entryView(calendar, state))
}

function removeEntry(state: CalendarState, calendar: Calendar): undefined {
  if (calendar.id === state.owner) {
    throw refuse(403, {
      domain: 'calendar',
      reason: 'cannotUnsubscribe',
      message: 'Cannot unsubscribe from the primary calendar.',
    })
  }
  calendar.entry = null
  calendar.entryRevision = nextRevision(state)
}

// Colours are set by number, or by value when the query says so.
function withColors(fields: JsonObject, query: URLSearchParams): JsonObject {
  if (query.get('colorRgbFormat') === 'true') return fields
  const { backgroundColor: _background, foregroundColor: _foreground, ...rest } = fields
  const color = calendarColors[String(rest['colorId'])]
  return color ? { ...rest, backgroundColor: color.background, foregroundColor: color.foreground } : rest
}

function listedCalendar(calendar: Calendar): Calendar {
  if (calendar.entry === null) throw notFound()
  return calendar
}

function readInput(body: JsonObject): JsonObject {
  const read = entryInput.safeParse(body)
  if (read.success) return read.data as JsonObject
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${read.error.issues[0]?.path.join('.') ?? ''}` })
}

const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .nullish()
const notification = z.object({
  type: z.enum(['eventCreation', 'eventChange', 'eventCancellation', 'eventResponse', 'agenda']),
  method: z.literal('email'),
})
const entryInput = z.object({
  summaryOverride: z.string().nullish(),
  colorId: z
    .string()
    .regex(/^([1-9]|1\d|2[0-4])$/)
    .nullish(),
  backgroundColor: color,
  foregroundColor: color,
  hidden: z.boolean().nullish(),
  selected: z.boolean().nullish(),
  defaultReminders: z
    .array(z.object({ method: z.enum(['email', 'popup']), minutes: z.number().int().min(0).max(40_320) }))
    .nullish(),
  notificationSettings: z.object({ notifications: z.array(notification) }).nullish(),
})
