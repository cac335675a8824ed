import { describe, expect, it } from 'vitest'
import { type ListPrice, listPrices, projectedUsd } from './prices.ts'

const price: ListPrice = {
  model: 'm',
  input: 2,
  output: 10,
  cacheRead: 0.2,
  cacheWrite: 2.5,
  asOf: '2026-01-01',
  source: 's',
}

describe('projected cost', () => {
  it('takes what is read first as written to the cache, and the rest as read from it', () => {
    const tokens = { inputTokens: 3_000_000, cachedTokens: 2_000_000, outputTokens: 100_000 }
    expect(projectedUsd(tokens, price)).toBeCloseTo(2.5 + 0.4 + 1)
  })

  it('is by three prices, each with its day and its source', () => {
    expect(listPrices).toHaveLength(3)
    for (const { asOf, source, input, cacheRead } of listPrices) {
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(source).toMatch(/\.\w+\//)
      expect(cacheRead).toBeLessThan(input)
    }
  })
})
