import { describe, expect, it } from 'vitest'
import { searchHostileExchanges } from './secrets-in-exchanges.ts'

describe('the secrets of gateways', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('are nowhere after a thousand hostile exchanges, seed %i', async (seed) => {
    const { recorded, leaks } = await searchHostileExchanges(1000, seed)
    expect(leaks).toEqual([])
    expect(recorded).toBeGreaterThanOrEqual(1000)
  })
})
