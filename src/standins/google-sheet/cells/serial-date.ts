/** Days since 1899-12-30, as spreadsheets count; times are fractions of a day. Undefined when there is no such day. */
export function serialOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return Math.round((date.getTime() - epoch) / dayLength)
}

/** The moment that a serial number means, its fields to be read in UTC; rounded to seconds. */
export function dateOf(serial: number): Date {
  return new Date(epoch + Math.round(serial * 86_400) * 1000)
}

const epoch = Date.UTC(1899, 11, 30)
const dayLength = 86_400_000
