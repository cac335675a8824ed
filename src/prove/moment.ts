import { UserError } from '../lib/user-error.ts'

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * The moment that somebody means, in milliseconds: a day or a time in ISO 8601, or how long ago (`24h`, `7d`). Whatever
 * else it says is given to `ofRun`, which knows when a run began, or throws UserError.
 */
export function momentOf(text: string, now: number, ofRun: (run: string) => number): number {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  if (count !== undefined && unit !== undefined) return now - Number(count) * (units[unit] ?? 0)
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return ofRun(text)
  const moment = Date.parse(text)
  if (!Number.isNaN(moment) && moment <= now) return moment
  throw new UserError(
    Number.isNaN(moment) ? `"${text}" is no day and no time.` : `${text} is still to come.`,
    'Give --since a day (2026-11-23), a time (2026-11-23T04:00:00Z), how long ago (24h, 7d), or a run.',
  )
}
