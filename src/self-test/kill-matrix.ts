import type { PlayResult } from './judge-plays.ts'

/** What one check or mark stopped. */
export interface KillRow {
  readonly check: string
  /** Ids of the plays that it spoke against. */
  readonly kills: readonly string[]
  /** Of these, the ones against which nothing else spoke. What costs more is not asked where something cheap has said no. */
  readonly alone: readonly string[]
}

/** Checks and marks by villains: which would get through without it. Names that are `known` and stopped nobody come last. */
export function killMatrix(items: readonly PlayResult[], known: readonly string[]): KillRow[] {
  const villains = items.filter(({ kind }) => kind === 'villain')
  const names = new Set([...villains.flatMap(({ caughtBy }) => caughtBy), ...known])
  const rows = [...names].map((check) => {
    const caught = villains.filter(({ caughtBy }) => caughtBy.includes(check))
    const alone = caught.filter(({ caughtBy }) => caughtBy.length === 1)
    return { check, kills: caught.map(({ id }) => id), alone: alone.map(({ id }) => id) }
  })
  return rows.toSorted((a, b) => b.alone.length - a.alone.length || b.kills.length - a.kills.length)
}
