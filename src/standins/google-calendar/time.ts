/** Clock times in a time zone, as Calendar reads and writes them. Instants are milliseconds since 1970. */

export function isTimeZone(name: string): boolean {
  try {
    formatter(name)
    return true
  } catch {
    // Intl throws for a name that it does not know.
    return false
  }
}

/** `2026-03-01T09:00:00+01:00`: the instant as the zone's clocks show it. */
export function inZone(instant: number, zone: string): string {
  const offset = offsetAt(instant, zone)
  const local = new Date(instant + offset).toISOString().slice(0, 19)
  if (offset === 0) return `${local}Z`
  const minutes = Math.abs(offset) / 60_000
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`
}

/** The instant of an RFC 3339 time; without an offset it is read on the zone's clocks. Undefined: not such a time. */
export function parseTime(text: string, zone: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|z|[+-]\d\d:?\d\d)?$/.exec(text)
  if (!match) return undefined
  const [, date, minutes, seconds = ':00', , offset] = match
  const naive = Date.parse(`${date}T${minutes}${seconds}Z`)
  if (Number.isNaN(naive)) return undefined
  if (offset === undefined) return fromLocal(naive, zone)
  return Date.parse(`${date}T${minutes}${seconds}${offset.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2')}`)
}

export function hasOffset(text: string): boolean {
  return /(Z|z|[+-]\d\d:?\d\d)$/.test(text)
}

/** Local clock time, written as if it were UTC, back to the instant. */
export function fromLocal(naive: number, zone: string): number {
  const guess = naive - offsetAt(naive, zone)
  return naive - offsetAt(guess, zone)
}

export function toLocal(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone)
}

function offsetAt(instant: number, zone: string): number {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const digits = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...digits })
  formatters.set(zone, made)
  return made
}
