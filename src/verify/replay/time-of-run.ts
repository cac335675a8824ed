import type { Json } from '../../lib/json.ts'
import { jsonOrNothing } from '../../lib/json.ts'
import { isUnixTime } from '../fresh/dates.ts'
import type { Became } from './boxed/job.ts'

const day = 86_400_000

/**
 * Whether a value differs as one does that honestly says what time it was, or was reckoned from it, when the clock was
 * put forward by so many milliseconds. What a number that is reckoned may come to is known for whole cycles of the
 * calendar alone.
 */
export function isTimeOfRun({ from, to }: Became, by: number | 'some time'): boolean {
  const [before, after] = [valueOf(from), valueOf(to)]
  if (before === undefined || after === undefined) return false
  const [old, young] = [numberIn(before), numberIn(after)]
  if (old !== undefined && young !== undefined) return isNumberOfRun(old, young, by)
  if (typeof before !== 'string' || typeof after !== 'string') return false
  return withoutTimes(before) === withoutTimes(after) || (isDigest(before) && before.length === after.length)
}

function valueOf(text: string | undefined): Json | undefined {
  // A long text is cut, and no JSON.
  return text === undefined ? undefined : (jsonOrNothing(text) ?? text)
}

function numberIn(value: Json): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

function isNumberOfRun(old: number, young: number, by: number | 'some time'): boolean {
  if (by === 'some time') return true
  if (by === 0) return isTime(old) && isTime(young)
  return units.some((unit) => Math.abs((young - old) * unit - by) <= Math.max(2 * day, unit))
}

function isTime(value: number): boolean {
  return isUnixTime(Math.floor(value))
}

const units = [1, 1000, 60_000, 3_600_000, day, 7 * day, 30.4375 * day, 365.25 * day]

/** What is left of a text when all that dates are written with is taken out. */
function withoutTimes(text: string): string {
  return text.replaceAll(times, '').replaceAll(/[\d\s.,:/+-]+/g, '')
}

const times =
  /\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*|[ap]m|st|nd|rd|th|utc|gmt)\b|(?<=\d)(?:[TZ]|st|nd|rd|th|[ap]m)/gi

function isDigest(text: string): boolean {
  return /^(?:[0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)
}
