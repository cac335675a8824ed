import { dateOf } from './serial-date.ts'

/** A serial number by a pattern such as `yyyy-mm-dd h:mm:ss`. */
export function dateText(serial: number, pattern: string): string {
  const tokens = pattern.match(/"[^"]*"|\\.|am\/pm|a\/p|y+|m+|d+|h+|s+|0+|./gis) ?? []
  const date = dateOf(serial)
  const isTwelve = tokens.some((token) => /^a\/p$|^am\/pm$/i.test(token))
  return tokens.map((token, nth) => tokenText(token, { date, isTwelve, isMinute: isMinute(tokens, nth) })).join('')
}

/** `m` is the minute next to an hour or a second, and the month elsewhere. */
function isMinute(tokens: readonly string[], nth: number): boolean {
  const fields = tokens.map((token, place) => ({ token, place })).filter(({ token }) => /^[ymdhs]+$/i.test(token))
  const index = fields.findIndex(({ place }) => place === nth)
  if (index < 0) return false
  return /^h/i.test(fields[index - 1]?.token ?? '') || /^s/i.test(fields[index + 1]?.token ?? '')
}

interface Moment {
  readonly date: Date
  readonly isTwelve: boolean
  readonly isMinute: boolean
}

function tokenText(token: string, { date, isTwelve, isMinute: minute }: Moment): string {
  const hours = isTwelve ? date.getUTCHours() % 12 || 12 : date.getUTCHours()
  const padded = (value: number) => (token.length > 1 ? String(value).padStart(2, '0') : String(value))
  if (/^["\\]/.test(token)) return token.startsWith('"') ? token.slice(1, -1) : token.slice(1)
  if (/^y+$/i.test(token)) return String(date.getUTCFullYear()).slice(token.length > 2 ? 0 : -2)
  if (/^d+$/i.test(token)) return token.length > 2 ? name(date, 'weekday', token.length > 3) : padded(date.getUTCDate())
  if (/^h+$/i.test(token)) return padded(hours)
  if (/^s+$/i.test(token)) return padded(date.getUTCSeconds())
  if (/^am\/pm$/i.test(token)) return date.getUTCHours() < 12 ? 'AM' : 'PM'
  if (/^a\/p$/i.test(token)) return date.getUTCHours() < 12 ? 'A' : 'P'
  if (!/^m+$/i.test(token)) return token
  if (minute && token.length < 3) return padded(date.getUTCMinutes())
  return token.length > 2 ? name(date, 'month', token.length > 3) : padded(date.getUTCMonth() + 1)
}

function name(date: Date, part: 'weekday' | 'month', isLong: boolean): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', [part]: isLong ? 'long' : 'short' }).format(date)
}
