import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { invalidParameter } from '../../google/refusal.ts'
import type { Stored } from '../state.ts'
import { inZone, isTimeZone } from '../time.ts'

/** The event as the API shows it to this query. */
export function eventView(event: Stored, query: URLSearchParams): JsonObject {
  const { kind = 'calendar#event', ...resource } = event.resource
  return { kind, etag: eventEtag(event), ...inAskedZone(withFewAttendees(resource, query), query) }
}

/** Twice the time of the last change, as Calendar makes them; the revision keeps two changes of one instant apart. */
export function eventEtag({ resource, revision }: Stored): string {
  return `"${Date.parse(String(resource['updated'])) * 2}${String(revision % 1000).padStart(3, '0')}"`
}

function inAskedZone(event: JsonObject, query: URLSearchParams): JsonObject {
  const zone = query.get('timeZone')
  if (zone === null) return event
  if (!isTimeZone(zone)) throw invalidParameter('timeZone', zone)
  const shown = ['start', 'end', 'originalStartTime'].flatMap((side): [string, Json][] => {
    const moment = event[side] ?? null
    if (!isJsonObject(moment) || typeof moment['dateTime'] !== 'string') return []
    return [[side, { ...moment, dateTime: inZone(Date.parse(moment['dateTime']), zone) }]]
  })
  return { ...event, ...Object.fromEntries(shown) }
}

function withFewAttendees(event: JsonObject, query: URLSearchParams): JsonObject {
  const most = query.get('maxAttendees')
  const attendees = event['attendees']
  if (most === null || !Array.isArray(attendees)) return event
  if (!(Number(most) >= 1)) throw invalidParameter('maxAttendees', most)
  if (attendees.length <= Number(most)) return event
  const self = attendees.filter((guest) => isJsonObject(guest) && guest['self'] === true)
  return { ...event, attendeesOmitted: true, attendees: self }
}
