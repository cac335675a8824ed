import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { refuse } from '../google/refusal.ts'
import type { GoogleRoute } from '../google/route.ts'
import { endOf, startOf } from './events/event-times.ts'
import { instancesOf } from './events/recurrence.ts'
import { acceptedScopes } from './scopes.ts'
import { type Calendar, type CalendarState, zoneOf } from './state.ts'
import { inZone, isTimeZone, parseTime } from './time.ts'

export function freeBusyRoute(state: CalendarState): GoogleRoute {
  return {
    operation: 'calendar.v3.Freebusy.Query',
    method: 'post',
    path: '/calendar/v3/freeBusy',
    scopes: acceptedScopes.readFreeBusy,
    answer: ({ body }) => queryFreeBusy(state, body),
  }
}

function queryFreeBusy(state: CalendarState, body: JsonObject): JsonObject {
  const { timeMin, timeMax, timeZone = 'UTC', items } = readInput(body)
  const from = readTime('timeMin', timeMin)
  const to = readTime('timeMax', timeMax)
  if (to <= from)
    throw refuse(400, { domain: 'calendar', reason: 'timeRangeEmpty', message: 'The specified time range is empty.' })
  const answers = items.map(({ id }): [string, JsonObject] => {
    const named = id === 'primary' ? state.owner : id
    const calendar = state.calendars.find((candidate) => candidate.id === named)
    if (!calendar) return [id, { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] }]
    const busy = busyTimes(calendar, from, to).map(([start, end]) => ({
      start: inZone(start, timeZone),
      end: inZone(end, timeZone),
    }))
    return [id, { busy }]
  })
  const iso = (instant: number) => new Date(instant).toISOString()
  return { kind: 'calendar#freeBusy', timeMin: iso(from), timeMax: iso(to), calendars: Object.fromEntries(answers) }
}

/** Overlapping events count once. */
function busyTimes(calendar: Calendar, from: number, to: number): [number, number][] {
  const times = calendar.events
    .filter(({ resource }) => resource['status'] !== 'cancelled' && resource['transparency'] !== 'transparent')
    .flatMap(({ resource }) => instancesOf(resource, to, zoneOf(calendar)))
    .map((event): [number, number] => [Math.max(startOf(event), from), Math.min(endOf(event), to)])
    .filter(([start, end]) => start < end)
    .toSorted((one, other) => one[0] - other[0])
  const merged: [number, number][] = []
  for (const [start, end] of times) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

function readTime(name: string, value: string | undefined): number {
  if (value === undefined) throw refuse(400, { reason: 'required', message: `Missing ${name} parameter.` })
  const instant = /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? parseTime(value, 'UTC') : undefined
  if (instant === undefined) throw refuse(400, { reason: 'badRequest', message: 'Bad Request' })
  return instant
}

function readInput(body: JsonObject): z.infer<typeof freeBusyInput> {
  const read = freeBusyInput.safeParse(body)
  if (read.success) return read.data
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${read.error.issues[0]?.path.join('.') ?? ''}` })
}

const freeBusyInput = z.object({
  timeMin: z.string().optional(),
  timeMax: z.string().optional(),
  timeZone: z.string().refine(isTimeZone).optional(),
  items: z
    .array(z.object({ id: z.string() }))
    .max(50)
    .default([]),
})
