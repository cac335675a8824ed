import { isDate, isUnixTime, unixMilliseconds } from '../fresh/dates.ts'
import { plausible } from '../fresh/plausible.ts'
import type { ClockTake, Take } from './boxed/job.ts'
import { cycle } from './boxed/moved-dates.ts'
import type { InputTakesOptions } from './input-takes.ts'

/** Enough for every clock that a function may show: milliseconds, seconds, minutes. */
export const later = 61_001

const hour = 3_600_000
const day = 24 * hour
const steps = 24
const mostWritten = 12
/** Of one answer, and of all: who gives up after a while does not do so within seconds. */
const [slow, slowInAll] = [700, 5_000]

/**
 * The same work at other times. Far on, with and without the dates of the data; at every hour, on every day of the week
 * and in every month of the years to come; at the times that the source has in it; with answers that take their time.
 */
export function clockTakes({ seed, literals = [], answers = [] }: InputTakesOptions): ClockTake[] {
  const now = Date.now()
  const latency = Math.min(slow, Math.floor(slowInAll / Math.max(1, answers.length)))
  // From the middle of an hour on, so that none is leapt over.
  const first = hour / 2 - (now % hour) - plausible(seed).number(200) * day
  const grid = Array.from({ length: steps }, (_, index) => first + (index + 1) * (213 * day + hour + later))
  const written = timesIn(literals).map((time) => time - now)
  const ahead = written.filter((by) => by > 0 && by < 4 * cycle).slice(0, mostWritten)
  return [
    { kind: 'clock', by: 0, cycles: 1 },
    { kind: 'clock', by: 0, cycles: -1 },
    { kind: 'clock', by: cycle },
    { kind: 'clock', by: cycle, cycles: 1 },
    { kind: 'clock', by: 0, latency },
    ...[...grid, ...ahead].map((by): ClockTake => ({ kind: 'clock', by })),
  ]
}

/** Noon of each day that the literals of a source name, however they do. */
function timesIn(literals: readonly string[]): number[] {
  const times = literals.flatMap((text, index) => {
    const value = Number(text)
    if (isUnixTime(value)) return [unixMilliseconds(value)]
    if (isDate(text)) return [Date.parse(text.slice(0, 10))]
    const [month = NaN, date = NaN] = literals.slice(index + 1, index + 3).map(Number)
    const isYear = Number.isInteger(value) && value >= 2000 && value < 2100
    // Months are counted from 0 here and from 1 there.
    return isYear ? [month - 1, month].map((each) => Date.UTC(value, each <= 11 ? each : 0, date <= 31 ? date : 1)) : []
  })
  return [...new Set(times)].filter((time) => !Number.isNaN(time)).map((time) => time + day / 2)
}

const bands = 20

/** Very low ones, very high ones, and some from every part between. */
export function chanceTakes(): Take[] {
  const tiny = 1e-4
  const parts = Array.from({ length: bands }, (_, index) => (index + 0.5) / bands)
  return [
    { kind: 'chance', from: 0, to: tiny },
    { kind: 'chance', from: 1 - tiny, to: 1 },
    ...parts.map((part): Take => ({ kind: 'chance', from: part - 0.002, to: part + 0.002 })),
  ]
}
