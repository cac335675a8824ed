import type { Json, JsonObject } from '../../../lib/json.ts'
import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, person, sentence, text, word, words } from '../../seed/words.ts'
import { type Calendar, type CalendarState, type Stored, zoneOf } from '../state.ts'
import { fromLocal, inZone } from '../time.ts'

interface Account {
  readonly seed: number
  /** Of the calendar. */
  readonly place: number
  readonly domain: string
}

/** 62 events in the primary calendar, so that a list has three pages; three in each of the others. */
export function seedEvents(state: CalendarState, calendar: Calendar, { seed, place, domain }: Account): void {
  for (let nth = 0; nth < (place === 0 ? 62 : 3); nth++) {
    const random = openRandom(seed, `google-calendar/event/${place}/${nth}`)
    calendar.events.push(seedEvent(random, { state, calendar, nth, domain }))
  }
  if (place === 0) calendar.events.push(changedInstance(calendar))
}

interface Spot {
  readonly state: CalendarState
  readonly calendar: Calendar
  readonly nth: number
  readonly domain: string
}

function seedEvent(random: Random, spot: Spot): Stored {
  const { state, calendar, nth } = spot
  const id = random.characters('0123456789abcdefghijklmnopqrstuv', 26)
  const host = nth % 10 === 6 ? guest(random, spot.domain) : undefined
  const self =
    calendar.id === state.owner ? { self: true } : { displayName: String(calendar.resource['summary']), self: true }
  const created = firstDay - (40 + random.below(300)) * day + nth * day
  const resource: JsonObject = {
    kind: 'calendar#event',
    id,
    status: statusOf(nth),
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${calendar.id}`).toString('base64url')}`,
    created: new Date(created).toISOString().replace(/\.\d+Z$/, '.000Z'),
    updated: new Date(created + random.below(30) * day + random.below(1000)).toISOString(),
    ...texts(random, nth),
    creator: host ?? { email: state.owner, ...(calendar.id === state.owner ? { self: true } : {}) },
    organizer: host ?? { email: calendar.id, ...self },
    ...times(random, calendar, nth),
    ...choices(random, nth),
    ...guests(random, spot, host),
    iCalUID: `${id}@google.com`,
    sequence: nth % 3 === 0 ? 0 : nth % 5,
    eventType: 'default',
  }
  return { id, resource, revision: 0 }
}

function statusOf(nth: number): string {
  if (nth % 20 === 7) return 'cancelled'
  return nth % 10 === 3 ? 'tentative' : 'confirmed'
}

function texts(random: Random, nth: number): JsonObject {
  // A word that every account has, so that a search finds something in any of them.
  const topic = nth % 2 === 0 ? 'Review' : 'Planning'
  const summary = nth % 7 === 4 ? `${topic} ${words(random, 2)} 🚀` : `${topic} ${words(random, 3)}`
  return {
    ...(nth === 13 ? {} : { summary }),
    ...(nth % 3 === 1 ? {} : { description: text(random, nth) }),
    ...(nth % 4 === 2
      ? { location: `${capitalized(word(random))} ${1 + random.below(90)}, ${capitalized(word(random))}` }
      : {}),
  }
}

const day = 86_400_000
const firstDay = Date.UTC(2025, 6, 1)

// From the middle of 2025 on, every four weeks or so: some past, some to come, whenever this runs.
function times(random: Random, calendar: Calendar, nth: number): JsonObject {
  const date = firstDay + (nth * 27 + random.below(20)) * day
  if (nth % 10 === 1) return allDay(date, 1 + (nth % 3))
  const zone = zoneOf(calendar)
  const start = fromLocal(date + (7 + random.below(11)) * 3_600_000 + random.pick([0, 15, 30, 45]) * 60_000, zone)
  const minutes = random.pick([15, 30, 45, 60, 90, 120])
  const moment = (instant: number) => ({ dateTime: inZone(instant, zone), timeZone: zone })
  return { start: moment(start), end: moment(start + minutes * 60_000), ...recurrence(nth, date) }
}

function allDay(date: number, days: number): JsonObject {
  const text = (instant: number) => new Date(instant).toISOString().slice(0, 10)
  return { start: { date: text(date) }, end: { date: text(date + days * day) } }
}

function recurrence(nth: number, date: number): { recurrence?: Json } {
  if (nth % 20 !== 8) return {}
  const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(date).getUTCDay()]!
  return {
    recurrence: [
      nth === 8 ? `RRULE:FREQ=WEEKLY;COUNT=40;BYDAY=${weekday}` : `RRULE:FREQ=MONTHLY;COUNT=${nth === 28 ? 4 : 5}`,
    ],
  }
}

function choices(random: Random, nth: number): JsonObject {
  return {
    ...(nth % 6 === 5 ? { colorId: String(1 + (nth % 11)) } : {}),
    ...(nth % 10 === 9 ? { transparency: 'transparent', visibility: 'private' } : {}),
    ...(nth % 15 === 2 ? { visibility: 'public' } : {}),
    ...(nth % 9 === 4
      ? nth % 2 === 0
        ? { guestsCanModify: true, guestsCanInviteOthers: false }
        : { guestsCanSeeOtherGuests: false }
      : {}),
    ...(nth % 12 === 10
      ? { extendedProperties: { private: { origin: word(random) }, shared: { reference: word(random) } } }
      : {}),
    ...(nth % 16 === 11
      ? { source: { url: `https://${word(random)}.example/${word(random)}`, title: capitalized(word(random)) } }
      : {}),
    ...(nth % 14 === 12 ? meeting(random) : {}),
    reminders:
      nth % 5 === 2
        ? {
            useDefault: false,
            overrides: [{ method: nth % 2 === 0 ? 'email' : 'popup', minutes: nth % 10 === 2 ? 30 : 1440 }],
          }
        : { useDefault: true },
  }
}

function meeting(random: Random): JsonObject {
  const code = [3, 4, 3].map((length) => random.characters('abcdefghijklmnopqrstuvwxyz', length)).join('-')
  const entryPoints = [
    { entryPointType: 'video', uri: `https://meet.google.com/${code}`, label: `meet.google.com/${code}` },
  ]
  const solution = { key: { type: 'hangoutsMeet' }, name: 'Google Meet' }
  return {
    hangoutLink: `https://meet.google.com/${code}`,
    conferenceData: { entryPoints, conferenceSolution: solution, conferenceId: code },
  }
}

function guests(random: Random, { state, nth, domain }: Spot, host: JsonObject | undefined): JsonObject {
  if (host) {
    const own = { email: state.owner, self: true, responseStatus: nth % 20 === 6 ? 'accepted' : 'needsAction' }
    return { attendees: [{ ...host, organizer: true, responseStatus: 'accepted' }, own] }
  }
  if (nth % 10 !== 5) return {}
  const invited = responses.map((responseStatus, place) => ({
    ...guest(random, domain),
    responseStatus,
    ...(place === 1 ? { optional: true } : {}),
    ...(place === 2 ? { comment: sentence(random, 4) } : {}),
  }))
  return { attendees: [...invited, { email: `${word(random)}@${domain}`, resource: true, responseStatus: 'accepted' }] }
}

const responses = ['accepted', 'declined', 'tentative', 'needsAction']

function guest(random: Random, domain: string): JsonObject {
  const { first, last, handle } = person(random)
  return { email: `${handle}@${domain}`, displayName: `${first} ${last}` }
}

/** One instance of the first recurring event was moved by an hour. */
function changedInstance(calendar: Calendar): Stored {
  const { resource } = calendar.events[8]!
  const { recurrence: _recurrence, start, end, ...rest } = resource
  const shift = (moment: Json | undefined) => {
    const { dateTime, timeZone } = moment as { dateTime: string; timeZone: string }
    return { dateTime: inZone(Date.parse(dateTime) + 3_600_000, zoneOf(calendar)), timeZone }
  }
  const { dateTime } = start as { dateTime: string }
  const id = `${String(resource['id'])}_${new Date(dateTime).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const moved = {
    ...rest,
    id,
    recurringEventId: resource['id'] ?? '',
    originalStartTime: start ?? null,
    start: shift(start),
    end: shift(end),
  }
  return { id, resource: moved, revision: 0 }
}
