import { describe, expect, it } from 'vitest'
import type { Answer } from './boxed/job.ts'
import { clockTakes } from './time-takes.ts'

const days = (literals: readonly string[]) =>
  clockTakes({ seed: 7, literals }).map(({ by }) => new Date(Date.now() + by + 1_000).toISOString().slice(0, 10))

describe('clockTakes', () => {
  it('come to every hour, every day of the week and every month', () => {
    const times = clockTakes({ seed: 7 }).map(({ by }) => new Date(Date.now() + by))
    const kinds = (of: (time: Date) => number) => new Set(times.map(of)).size
    expect([kinds((t) => t.getUTCHours()), kinds((t) => t.getUTCDay()), kinds((t) => t.getUTCMonth())]).toEqual([
      24, 7, 12,
    ])
    expect(clockTakes({ seed: 8 })).not.toEqual(clockTakes({ seed: 7 }))
  })

  it('come to the days that a source names', () => {
    expect(days(['2033-05-06'])).toContain('2033-05-06')
    expect(days(['2033-05-06T10:00:00Z'])).toContain('2033-05-06')
    expect(days(['general', '2033', '4', '6'])).toContain('2033-05-06')
    expect(days(['2033', '5', '6'])).toContain('2033-05-06')
    expect(days([String(Date.UTC(2033, 4, 6))])).toContain('2033-05-06')
    expect(days([String(Date.UTC(2033, 4, 6) / 1000)])).toContain('2033-05-06')
    expect(days(['2033'])).toContain('2033-01-01')
    expect(days(['2003-05-06'])).toEqual(days([]))
  })

  it('let no run take so long that an honest one would give up', () => {
    const answers = Array.from({ length: 50 }, () => ({}) as Answer)
    const latency = clockTakes({ seed: 7, answers }).find((take) => take.latency !== undefined)?.latency ?? 0
    expect(latency * answers.length).toBeLessThanOrEqual(5_000)
  })
})
