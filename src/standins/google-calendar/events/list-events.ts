import type { JsonObject } from '../../../lib/json.ts'
import { etagOf } from '../../google/etag.ts'
import { continuation, pageOf, type Tokens } from '../../google/pages.ts'
import { invalidParameter, refuse } from '../../google/refusal.ts'
import { type Calendar, type CalendarState, type Stored, zoneOf } from '../state.ts'
import { endOf, startOf } from './event-times.ts'
import { eventView } from './event-view.ts'
import { instancesOf } from './recurrence.ts'

export interface Listing {
  readonly state: CalendarState
  readonly calendar: Calendar
  readonly query: URLSearchParams
  readonly tokens: Tokens
}

const limits = { most: 2500, given: 25 }

export function listEvents(listing: Listing): JsonObject {
  const { calendar, query } = listing
  checkQuery(query)
  const since = syncedRevision(listing)
  const events =
    since === undefined ? chosen(calendar, query) : calendar.events.filter((event) => event.revision > since)
  return eventsPage(listing, events, `events/${calendar.id}`)
}

/** The instances of one recurring event, changed ones in their place. */
export function listInstances(listing: Listing, event: Stored): JsonObject {
  const { calendar, query } = listing
  checkQuery(query)
  const instances = expanded(calendar, event, query).filter((instance) => isShown(instance, query, true))
  return eventsPage(
    listing,
    instances.filter((instance) => matches(instance.resource, query, zoneOf(calendar))),
    `instances/${event.id}`,
  )
}

function eventsPage({ state, calendar, query, tokens }: Listing, events: readonly Stored[], list: string): JsonObject {
  const page = pageOf(events, query, list, { tokens, limits })
  const { summary = '', description = '' } = calendar.resource
  const latestUpdate = events
    .map((event) => String(event.resource['updated']))
    .toSorted()
    .at(-1)
  return {
    kind: 'calendar#events',
    etag: etagOf([calendar.id, state.revision]),
    summary: calendar.entry?.['summaryOverride'] ?? summary,
    description,
    updated: latestUpdate ?? new Date().toISOString(),
    timeZone: query.get('timeZone') ?? zoneOf(calendar),
    accessRole: calendar.role,
    defaultReminders: calendar.entry?.['defaultReminders'] ?? [],
    ...continuation(page, () => tokens.seal('sync', state.revision, calendar.id)),
    items: page.items.map((event) => eventView(event, query)),
  }
}

function chosen(calendar: Calendar, query: URLSearchParams): Stored[] {
  const single = query.get('singleEvents') === 'true'
  const events = single
    ? calendar.events
        .filter((event) => event.resource['recurringEventId'] === undefined)
        .flatMap((event) => expanded(calendar, event, query))
    : calendar.events
  const found = events
    .filter((event) => isShown(event, query, single))
    .filter((event) => matches(event.resource, query, zoneOf(calendar)))
  if (query.get('orderBy') === 'startTime')
    return found.toSorted((one, other) => startOf(one.resource) - startOf(other.resource))
  if (query.get('orderBy') !== 'updated') return found
  return found.toSorted((one, other) =>
    String(one.resource['updated']).localeCompare(String(other.resource['updated'])),
  )
}

function expanded(calendar: Calendar, event: Stored, query: URLSearchParams): Stored[] {
  const timeMax = query.get('timeMax')
  const until = timeMax === null ? followed(event.resource) : Date.parse(timeMax)
  return instancesOf(event.resource, until, zoneOf(calendar)).map((resource) => {
    const id = String(resource['id'])
    return calendar.events.find((changed) => changed.id === id) ?? { id, resource, revision: event.revision }
  })
}

/** Until when an event is followed that nobody asked an end of: to its own end, or for two years. */
function followed(event: JsonObject): number {
  return hasEnd(event) ? Infinity : Math.max(Date.now(), startOf(event)) + 730 * 86_400_000
}

function hasEnd({ recurrence }: JsonObject): boolean {
  return !Array.isArray(recurrence) || !recurrence.some((line) => /^RRULE:(?!.*(COUNT|UNTIL)=)/.test(String(line)))
}

/** When the last that an event stands for is over. */
function lastEnd(event: JsonObject, zone: string): number {
  return hasEnd(event) ? Math.max(...instancesOf(event, Infinity, zone).map(endOf)) : Infinity
}

function isShown({ resource }: Stored, query: URLSearchParams, single: boolean): boolean {
  if (resource['status'] !== 'cancelled' || query.get('showDeleted') === 'true') return true
  return !single && resource['recurringEventId'] !== undefined
}

function matches(event: JsonObject, query: URLSearchParams, zone: string): boolean {
  const [timeMin, timeMax, updatedMin] = [query.get('timeMin'), query.get('timeMax'), query.get('updatedMin')]
  if (timeMin !== null && lastEnd(event, zone) <= Date.parse(timeMin)) return false
  if (timeMax !== null && startOf(event) >= Date.parse(timeMax)) return false
  if (updatedMin !== null && Date.parse(String(event['updated'])) < Date.parse(updatedMin)) return false
  if (query.has('iCalUID') && event['iCalUID'] !== query.get('iCalUID')) return false
  const types = query.getAll('eventTypes')
  if (types.length > 0 && !types.includes(String(event['eventType']))) return false
  return hasProperties(event, query) && hasWords(event, query.get('q') ?? '')
}

function hasProperties(event: JsonObject, query: URLSearchParams): boolean {
  const properties = (event['extendedProperties'] ?? {}) as Readonly<Record<string, Readonly<Record<string, string>>>>
  return (['private', 'shared'] as const).every((kind) =>
    query.getAll(`${kind}ExtendedProperty`).every((wanted) => {
      const [name = '', value] = wanted.split('=', 2)
      return properties[kind]?.[name] === value
    }),
  )
}

function hasWords(event: JsonObject, words: string): boolean {
  const { summary, description, location, attendees, organizer } = event
  const searched = JSON.stringify([summary, description, location, attendees, organizer]).toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word))
}

function syncedRevision({ calendar, query, tokens }: Listing): number | undefined {
  const token = query.get('syncToken')
  if (token === null || token === '') return undefined
  const clash = [
    'iCalUID',
    'orderBy',
    'privateExtendedProperty',
    'q',
    'sharedExtendedProperty',
    'timeMin',
    'timeMax',
    'updatedMin',
  ].find((name) => query.has(name))
  if (clash !== undefined) {
    throw refuse(400, {
      reason: 'invalid',
      message: 'Sync token cannot be used with other query restrictions.',
      parameter: clash,
    })
  }
  return readSyncToken(tokens, token, calendar.id)
}

export function readSyncToken(tokens: Tokens, token: string, list: string): number {
  const revision = tokens.unseal('sync', token, list)
  if (revision !== undefined) return revision
  const message = 'Sync token is no longer valid, a full sync is required.'
  throw refuse(410, { domain: 'calendar', reason: 'fullSyncRequired', message, parameter: 'syncToken' })
}

function checkQuery(query: URLSearchParams): void {
  for (const name of ['timeMin', 'timeMax', 'updatedMin']) {
    const value = query.get(name)
    if (value !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) {
      throw refuse(400, { reason: 'badRequest', message: 'Bad Request', parameter: name })
    }
  }
  const order = query.get('orderBy')
  if (order !== null && order !== 'startTime' && order !== 'updated') throw invalidParameter('orderBy', order)
  if (order === 'startTime' && query.get('singleEvents') !== 'true') {
    throw refuse(400, {
      reason: 'badRequest',
      message: 'The requested ordering is not available for the particular query.',
      parameter: 'orderBy',
    })
  }
}
