import { describe, expect, it } from 'vitest'
import { interaction } from '../../test/samples.ts'
import type { Plan } from './plan.ts'
import { isFreePlan, measuredAttempt, priceRange } from './price-range.ts'

const planOf = (ladder: readonly string[], more: Partial<Plan> = {}): Plan => ({
  upstream: 'embedded',
  interactions: [interaction('slack/a'), interaction('slack/b')],
  ladders: { 'slack/a': ladder, 'slack/b': ladder },
  providers: { peer: { prices: { cheap: { input: 1, output: 10 }, dear: { input: 10, output: 100 } } } },
  budget: { attempts: 3 },
  scopes: {},
  ...more,
})
const { input, output } = measuredAttempt
const cheap = (input + output * 10) / 1e6

describe('the price range of a run', () => {
  it('is from one attempt each to all that are allowed, each at the price of its model', () => {
    const { least, most, unknown } = priceRange(planOf(['peer/cheap', 'peer/dear']))
    expect(least).toBeCloseTo(2 * cheap)
    expect(most).toBeCloseTo(2 * (cheap + 10 * cheap + 10 * cheap))
    expect(unknown).toEqual([])
  })

  it('is less at its lower end where what was read is kept', () => {
    const prices = { input: 1, output: 10, cacheRead: 0.1 }
    const { least, most } = priceRange(planOf(['peer/m'], { providers: { peer: { prices: { m: prices } } } }))
    expect(least).toBeLessThan(cheap)
    expect(most).toBeCloseTo(6 * cheap)
  })

  it('is of what is left, when a run is gone on with', () => {
    const { least, most } = priceRange(planOf(['peer/cheap']), [{ id: 'slack/b', attempt: 3 }])
    expect([least, most]).toEqual([expect.closeTo(cheap), expect.closeTo(cheap)])
  })

  it('names what it cannot price, and is nothing for a rehearsal', () => {
    expect(priceRange(planOf(['peer/cheap', 'peer/new'])).unknown).toEqual(['peer/new'])
    expect(priceRange(planOf(['rehearsal/honest']))).toEqual({ least: 0, most: 0, unknown: [] })
    expect(isFreePlan(planOf(['rehearsal/honest']))).toBe(true)
    expect(isFreePlan(planOf(['peer/new']))).toBe(false)
  })
})
