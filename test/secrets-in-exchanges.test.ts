import { describe, expect, it } from 'vitest'
import { searchHostileExchanges } from './secrets-in-exchanges.ts'

describe('the secrets of a gateway', () => {
  it('are in no answer, recording, fixture or HAR file, whatever an API and a function do with them', async () => {
    const { recorded, planted, leaks } = await searchHostileExchanges(300, 1)
    expect(leaks).toEqual([])
    expect(recorded).toBeGreaterThanOrEqual(300)
    expect(planted).toBeGreaterThan(200)
  })
})
