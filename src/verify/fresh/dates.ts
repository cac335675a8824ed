const day = 86_400_000

export function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text) &&
    !Number.isNaN(Date.parse(text.slice(0, 10)))
  )
}

/** The same time of another day: its way of writing, the distances between dates and the order are kept. */
export function movedDate(text: string, days: number): string {
  const moved = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) + days * day)
  return `${moved.toISOString().slice(0, 10)}${text.slice(10)}`
}

/** Of a time in seconds or in milliseconds. */
export function unixMilliseconds(time: number): number {
  return time > 1e11 ? time : time * 1000
}

/** Seconds or milliseconds of this century. */
export function isUnixTime(value: number): boolean {
  const milliseconds = unixMilliseconds(value)
  return Number.isInteger(value) && milliseconds > Date.UTC(2000, 0) && milliseconds < Date.UTC(2100, 0) && value > 1e8
}

/** A day in the unit of this time. */
export function unixDay(time: number): number {
  return time > 1e11 ? day : day / 1000
}

export function isTimeZone(text: string): boolean {
  return /^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/.test(text) && Intl.supportedValuesOf('timeZone').includes(text)
}
