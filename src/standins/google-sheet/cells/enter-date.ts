import type { JsonObject } from '../../../lib/json.ts'
import type { Entered } from '../state.ts'
import type { Locale } from './locale.ts'
import { serialOf } from './serial-date.ts'

/** What was understood, and the number format that it brings along. */
export interface Understood {
  readonly value: Entered
  readonly numberFormat?: JsonObject
}

/** A date, a time or both, as people type them; anything else, such as `2026-01-05T10:00:00Z`, stays a text. */
export function readDate(text: string, locale: Locale): Understood | undefined {
  const date = readDay(text, locale)
  if (!date) return readTime(text)
  if (date.rest === '')
    return { value: { numberValue: date.serial }, numberFormat: { type: 'DATE', pattern: date.pattern } }
  const time = /^\s/.test(date.rest) ? timeOf(date.rest.trim()) : undefined
  if (!time) return undefined
  const numberFormat = { type: 'DATE_TIME', pattern: `${date.pattern} h:mm:ss` }
  return { value: { numberValue: date.serial + time.fraction }, numberFormat }
}

interface Day {
  readonly serial: number
  readonly pattern: string
  readonly rest: string
}

function readDay(text: string, locale: Locale): Day | undefined {
  const [iso, isoYear, isoMonth, isoDay] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/.exec(text) ?? []
  if (iso !== undefined) return day([isoYear, isoMonth, isoDay], 'yyyy-mm-dd', text.slice(iso.length))
  const [parted, one, mark, other, year] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text) ?? []
  if (parted !== undefined) {
    if (mark === '.' && locale.separator !== '.') return undefined
    const [month, dayOfMonth] = locale.order === 'month-first' ? [one, other] : [other, one]
    return day([year, month, dayOfMonth], locale.datePattern, text.slice(parted.length))
  }
  return readNamedMonth(text)
}

function readNamedMonth(text: string): Day | undefined {
  const first = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)/.exec(text)
  if (first) return day([first[3], monthOf(first[1] ?? ''), first[2]], 'mmm d, yyyy', text.slice(first[0].length))
  const second = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})(?!\d)/.exec(text)
  return second
    ? day([second[3], monthOf(second[2] ?? ''), second[1]], 'd mmm yyyy', text.slice(second[0].length))
    : undefined
}

function monthOf(name: string): string {
  const months = [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ]
  return String(
    months.findIndex((month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase()) + 1,
  )
}

function day(parts: readonly (string | undefined)[], pattern: string, rest: string): Day | undefined {
  const [year = 0, month = 0, dayOfMonth = 0] = parts.map(Number)
  const serial = serialOf(year, month, dayOfMonth)
  return serial === undefined ? undefined : { serial, pattern, rest }
}

function readTime(text: string): Understood | undefined {
  const time = timeOf(text)
  return time && { value: { numberValue: time.fraction }, numberFormat: { type: 'TIME', pattern: time.pattern } }
}

function timeOf(text: string): { fraction: number; pattern: string } | undefined {
  const [match, hour, minute, second, half] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp][Mm]))?$/.exec(text) ?? []
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (match === undefined || hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  if (half !== undefined && (Number(hour) > 12 || Number(hour) === 0)) return undefined
  const fraction = (hours * 3600 + Number(minute) * 60 + Number(second ?? 0)) / 86_400
  return { fraction, pattern: `h:mm${second === undefined ? '' : ':ss'}${half === undefined ? '' : ' am/pm'}` }
}
