import { describe, expect, it } from 'vitest'
import { juries } from '../judges/juries.ts'
import { judgeMutants } from './judge-mutants.ts'

describe('a stand-in that is broken in a seeded place', () => {
  it('is noticed by the vendors’ own clients and specifications, most of the time', async () => {
    const apis = juries.map(({ api }) => api)
    const judged = await judgeMutants({ apis, count: 15, seed: 3 })
    expect(new Set(judged.map(({ api }) => api)).size).toBe(apis.length)
    const noticed = judged.filter(({ opinion }) => opinion.kind === 'noticed')
    expect(judged.length).toBe(15)
    // A share that only rotten judges or a rotten harness miss; docs/mutants.md has the figure of a hundred.
    expect(noticed.length).toBeGreaterThanOrEqual(9)
  })
})
