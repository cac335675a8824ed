import { describe, expect, it } from 'vitest'
import { momentOf } from './moment.ts'

const now = Date.parse('2026-11-29T12:00:00Z')
const none = (run: string): number => {
  throw new Error(`no run ${run}`)
}

describe('a moment', () => {
  it.each([
    ['2026-11-23', '2026-11-23T00:00:00Z'],
    ['2026-11-23T04:30:00Z', '2026-11-23T04:30:00Z'],
    ['90m', '2026-11-29T10:30:00Z'],
    ['24h', '2026-11-28T12:00:00Z'],
    ['7d', '2026-11-22T12:00:00Z'],
    ['2w', '2026-11-15T12:00:00Z'],
  ])('is meant by %s', (text, moment) => {
    expect(momentOf(text, now, none)).toBe(Date.parse(moment))
  })

  it('is when a run began', () => {
    expect(momentOf('2026-11-23-a', now, (run) => run.length)).toBe(12)
  })

  it('is no day that there is not, and none that is to come', () => {
    expect(() => momentOf('2026-13-45', now, none)).toThrow('is no day and no time')
    expect(() => momentOf('2027-01-01', now, none)).toThrow('still to come')
    expect(() => momentOf('soon', now, none)).toThrow('no run soon')
  })
})
