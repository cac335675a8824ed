import type { JsonObject } from '../../../lib/json.ts'
import { fromLocal, inZone, toLocal } from '../time.ts'
import { endOf, isAllDay, momentOf, startOf } from './event-times.ts'

/** The single events that a recurring one stands for, up to `until`; the event itself when it does not recur. */
export function instancesOf(event: JsonObject, until: number, zone: string): JsonObject[] {
  const lines = event['recurrence']
  if (!Array.isArray(lines)) return [event]
  const rule = readRule(lines.map(String))
  const clock = isAllDay(event) ? 'UTC' : String(momentOf(event, 'start')['timeZone'] ?? zone)
  const first = toLocal(startOf(event), clock)
  const instances: JsonObject[] = []
  let count = 0
  for (const naive of occurrences(first, rule)) {
    const start = fromLocal(naive, clock)
    if (start > Math.min(until, rule.until) || ++count > rule.count) break
    const instance = instanceAt(event, start, zone)
    if (!rule.excluded.some((excluded) => String(instance['id']).endsWith(`_${excluded}`))) instances.push(instance)
  }
  return instances
}

interface Rule {
  readonly frequency: string
  readonly interval: number
  readonly count: number
  readonly until: number
  /** 0 is Sunday; empty when the first day decides. */
  readonly days: readonly number[]
  /** The marks of the instances that EXDATE takes out. */
  readonly excluded: readonly string[]
}

// As many as Calendar itself ever expands.
const mostInstances = 730

function readRule(lines: readonly string[]): Rule {
  const text = lines.find((line) => line.startsWith('RRULE:'))?.slice(6) ?? 'FREQ=DAILY;COUNT=1'
  const parts: Readonly<Record<string, string>> = Object.fromEntries(text.split(';').map((part) => part.split('=', 2)))
  const excluded = lines
    .filter((line) => line.startsWith('EXDATE'))
    .flatMap((line) => line.split(':')[1]?.split(',') ?? [])
  return {
    frequency: parts['FREQ'] ?? 'DAILY',
    interval: Math.max(1, Number(parts['INTERVAL'] ?? 1)),
    count: Math.min(Number(parts['COUNT'] ?? mostInstances), mostInstances),
    until: parts['UNTIL'] === undefined ? Infinity : readUntil(parts['UNTIL']),
    days: (parts['BYDAY'] ?? '')
      .split(',')
      .map((day) => weekdays.indexOf(day.slice(-2)))
      .filter((day) => day >= 0),
    excluded,
  }
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

function readUntil(text: string): number {
  const [, year, month, day, hour = '23', minute = '59', second = '59'] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

const day = 86_400_000

function* occurrences(first: number, rule: Rule): Generator<number> {
  for (let step = 0; step < 20_000; step++) {
    if (rule.frequency === 'WEEKLY' && rule.days.length > 0) {
      const at = first + step * day
      const week = Math.floor((step + new Date(first).getUTCDay()) / 7)
      if (rule.days.includes(new Date(at).getUTCDay()) && week % rule.interval === 0) yield at
    } else {
      const at = stepped(first, rule, step * rule.interval)
      // A month without such a day has no occurrence.
      if (
        rule.frequency === 'DAILY' ||
        rule.frequency === 'WEEKLY' ||
        new Date(at).getUTCDate() === new Date(first).getUTCDate()
      )
        yield at
    }
  }
}

function stepped(first: number, { frequency }: Rule, by: number): number {
  const at = new Date(first)
  if (frequency === 'MONTHLY') at.setUTCMonth(at.getUTCMonth() + by)
  else if (frequency === 'YEARLY') at.setUTCFullYear(at.getUTCFullYear() + by)
  else at.setUTCDate(at.getUTCDate() + by * (frequency === 'WEEKLY' ? 7 : 1))
  return at.getTime()
}

function instanceAt(event: JsonObject, start: number, zone: string): JsonObject {
  const { recurrence: _recurrence, ...single } = event
  const length = endOf(event) - startOf(event)
  const moment = (instant: number, side: 'start' | 'end'): JsonObject =>
    isAllDay(event)
      ? { date: new Date(instant).toISOString().slice(0, 10) }
      : { dateTime: inZone(instant, zone), timeZone: momentOf(event, side)['timeZone'] ?? zone }
  return {
    ...single,
    id: `${String(event['id'])}_${instanceMark(start, isAllDay(event))}`,
    recurringEventId: event['id'] ?? '',
    originalStartTime: moment(start, 'start'),
    start: moment(start, 'start'),
    end: moment(start + length, 'end'),
  }
}

function instanceMark(start: number, allDay: boolean): string {
  const text = new Date(start).toISOString()
  return allDay ? text.slice(0, 10).replaceAll('-', '') : `${text.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
