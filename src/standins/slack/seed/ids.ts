import type { Random } from '../../seed/random.ts'

/** An id as Slack makes them: a letter or two for the kind, a zero, capitals and digits. */
export function slackId(random: Random, kind: string): string {
  return `${kind}0${random.characters('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 9)}`
}

/** Seconds since 1970 of the place-th object of a series that starts in 2024; some hours apart, never in the same order twice. */
export function slackTime(random: Random, place: number, hoursApart = 20): number {
  return 1_709_280_000 + Math.floor((place + random.below(900) / 1000) * hoursApart * 3600)
}
