import type { JsonObject } from '../../../lib/json.ts'
import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, person, sentence, text, word, words } from '../../seed/words.ts'
import { calendarResource } from '../calendars.ts'
import { calendarColors } from '../colors.ts'
import type { AccessRole, Calendar, CalendarState } from '../state.ts'
import { seedEvents } from './events.ts'
import { seedRules } from './rules.ts'
import { seedChannels } from './channels.ts'
import { seedSettings } from './settings.ts'

/** One person's account: the k-th calendar, event or rule of two seeds have the same role and relations, and nothing else in common. */
export function seedCalendars(seed: number): CalendarState {
  const random = openRandom(seed, 'google-calendar/owner')
  const domain = `${word(random)}.example`
  const owner = `${person(random).handle}@${domain}`
  const state: CalendarState = { owner, calendars: [], settings: [], channels: [], revision: 0 }
  const zone = zones[random.below(zones.length)]!
  for (const [place, role] of rolesByPlace.entries()) {
    state.calendars.push(
      seedCalendar(state, openRandom(seed, `google-calendar/calendar/${place}`), { place, role, zone, domain }),
    )
  }
  for (const [place, calendar] of state.calendars.entries()) {
    seedRules(state, calendar, { seed, place, domain })
    seedEvents(state, calendar, { seed, place, domain })
  }
  state.settings = seedSettings(random, zone)
  seedChannels(state, seed)
  return state
}

const zones = [
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'Europe/Lisbon',
]

// The primary calendar, more of one's own, then those that others share; the last two can be added to the list.
const rolesByPlace: readonly AccessRole[] = [
  ...(['owner', 'owner', 'owner', 'owner', 'owner'] as const),
  ...(['writer', 'writer', 'reader', 'reader', 'freeBusyReader', 'owner', 'writer', 'reader'] as const),
  ...(['reader', 'reader'] as const),
]

interface Spot {
  readonly place: number
  readonly role: AccessRole
  readonly zone: string
  readonly domain: string
}

function seedCalendar(state: CalendarState, random: Random, { place, role, zone, domain }: Spot): Calendar {
  const id = calendarId(state, random, { place, domain })
  const summary = place === 0 ? id : capitalized(words(random, 2))
  const described = place % 3 === 1 ? { description: text(random, place) } : {}
  const placed = place % 4 === 2 ? { location: capitalized(word(random)) } : {}
  const timeZone = place % 3 === 2 ? zones[(zones.indexOf(zone) + place) % zones.length]! : zone
  return {
    id,
    role,
    resource: calendarResource(id, { summary, ...described, ...placed, timeZone }),
    entry: place < 13 ? seedEntry(random, place) : null,
    entryRevision: 0,
    rules: [],
    events: [],
  }
}

// One's own address, groups, and a colleague's primary calendar.
function calendarId(
  state: CalendarState,
  random: Random,
  { place, domain }: { place: number; domain: string },
): string {
  if (place === 0) return state.owner
  if (place === 6 || place === 9) return `${person(random).handle}@${domain}`
  return `c_${random.characters('0123456789abcdef', 64)}@group.calendar.google.com`
}

function seedEntry(random: Random, place: number): JsonObject {
  const colorId = String(1 + ((place * 5 + 13) % 24))
  const { background, foreground } = calendarColors[colorId]!
  const notifications = ['eventCreation', 'eventChange', 'eventCancellation'].map((type) => ({ type, method: 'email' }))
  return {
    colorId,
    backgroundColor: background,
    foregroundColor: foreground,
    ...(place % 4 === 3 ? {} : { selected: true }),
    ...(place === 11 ? { hidden: true } : {}),
    ...(place % 5 === 4 ? { summaryOverride: sentence(random, 2) } : {}),
    defaultReminders: place % 3 === 0 ? [{ method: 'popup', minutes: 10 * (1 + random.below(6)) }] : [],
    ...(place === 0 ? { notificationSettings: { notifications } } : {}),
  }
}
