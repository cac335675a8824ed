import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { cycle } from './boxed/moved-dates.ts'
import { isTimeOfRun } from './time-of-run.ts'

const says = (from: Json, to: Json, by: number | 'some time') =>
  isTimeOfRun({ of: 'output', place: 'returned.x', from: JSON.stringify(from), to: JSON.stringify(to) }, by)

describe('isTimeOfRun', () => {
  it.each([
    ['2026-11-28T10:00:00Z', '2031-02-01T03:04:05Z'],
    ['Report of Saturday, November 28', 'Report of Tuesday, March 1'],
    ['9:30 AM', '10:45 PM'],
    ['a'.repeat(64), 'b1'.repeat(32)],
  ])('knows %s again in %s', (from, to) => {
    expect(says(from, to, 'some time')).toBe(true)
  })

  it.each([
    ['C0123AB', 'C0123CD'],
    ['general', 'random'],
    ['1795869000.0001', 'expected-ts'],
    ['9:30', null],
  ])('does not take %s and %s for times', (from, to) => {
    expect(says(from, to, 'some time')).toBe(false)
  })

  it('holds numbers to what the calendar says, where that is known', () => {
    expect(says(1_795_869_000, 1_795_869_000 + cycle / 1000, cycle)).toBe(true)
    expect(says(2026, 2054, cycle)).toBe(true)
    expect(says(7, 0, cycle)).toBe(false)
    expect(says(7, 0, 'some time')).toBe(true)
    expect(says(7, 8, 0)).toBe(false)
    expect(isTimeOfRun({ of: 'output', place: 'x', from: '7' }, 'some time')).toBe(false)
  })
})
