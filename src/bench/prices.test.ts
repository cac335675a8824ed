import { describe, expect, it } from 'vitest'
import { projectedPrices, projectedUsd } from './prices.ts'

describe('projected cost', () => {
  it('takes what is read first as written to the cache, and the rest as read from it', () => {
    const tokens = { inputTokens: 3_000_000, cachedTokens: 2_000_000, outputTokens: 100_000 }
    const price = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 }
    expect(projectedUsd(tokens, price)).toBeCloseTo(2.5 + 0.4 + 1)
    expect(projectedUsd(tokens, { input: 2, output: 10 })).toBeCloseTo(2 + 4 + 1)
  })

  it('is by the list prices of three vendors', () => {
    expect(projectedPrices.map(({ model }) => model.split('/')[0])).toEqual(['anthropic', 'openai', 'google'])
  })
})
