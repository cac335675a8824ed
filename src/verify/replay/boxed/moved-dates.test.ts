import { describe, expect, it } from 'vitest'
import { cycle, movedDates } from './moved-dates.ts'

describe('movedDates', () => {
  it.each([
    ['2027-03-04', '2055-03-04'],
    ['2024-02-29T10:00:00.000Z', '2052-02-29T10:00:00.000Z'],
    ['20270304T100000Z', '20550304T100000Z'],
    ['due 04.03.2027, 3/4/2027', 'due 04.03.2055, 3/4/2055'],
    ['Thu, 04 Mar 2027 10:00:00 GMT', 'Thu, 04 Mar 2055 10:00:00 GMT'],
    ['March 4, 2027', 'March 4, 2055'],
    ['1795869000.000100', '2679481800.000100'],
    ['1795869000123', '2679481800123'],
  ])('has %s in the next cycle as %s', (before, after) => {
    expect(movedDates(before, 1)).toBe(after)
    expect(movedDates(after, 0)).toBe(after)
  })

  it('has numbers that are times there too, and the days of the week where they were', () => {
    const at = Date.UTC(2027, 2, 4)
    expect(movedDates({ at, s: at / 1000, year: 2027 }, 1)).toEqual({
      at: at + cycle,
      s: (at + cycle) / 1000,
      year: 2055,
    })
    expect(new Date(at + cycle).getUTCDay()).toBe(new Date(at).getUTCDay())
    expect(new Date(at + cycle).toISOString()).toBe('2055-03-04T00:00:00.000Z')
  })

  it.each(['C0123456789', 'v2024', '2048 px', '12345678901234', 'room 2027'])('leaves %s as it is', (text) => {
    expect(movedDates(text, 1)).toBe(text)
  })

  it('leaves other numbers as they are', () => {
    expect(movedDates({ size: 2027, id: 123_456_789 }, 1)).toEqual({ size: 2027, id: 123_456_789 })
  })
})
