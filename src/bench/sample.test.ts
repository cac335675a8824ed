import { describe, expect, it } from 'vitest'
import { standInApis } from '../standins/open-stand-in.ts'
import { planBench } from './plan-bench.ts'

const planned = (interactions: number, seed = 1) =>
  planBench({ embedded: standInApis, interactions, seed }).interactions
const ids = (...of: Parameters<typeof planned>) => planned(...of).map(({ id }) => id)

describe('the sample of a bench', () => {
  it('is the whole catalogue when as many are asked for, or more', () => {
    expect(planned(Infinity)).toHaveLength(212)
    expect(planned(212)).toHaveLength(212)
    expect(planned(1000)).toHaveLength(212)
  })

  it('has of each API and kind what its part of the catalogue is', () => {
    const shares = (of: ReturnType<typeof planned>) =>
      Object.entries(Object.groupBy(of, ({ api, kind }) => `${api} ${kind}`)).map(([name, each]) => [
        name,
        each!.length,
      ])
    const whole = Object.fromEntries(shares(planned(212))) as Record<string, number>
    const half = shares(planned(106))
    expect(half).toHaveLength(Object.keys(whole).length)
    for (const [name, count] of half) expect(Math.abs(Number(count) - whole[name!]! / 2)).toBeLessThan(1.01)
  })

  it('has every API and kind, even when it is small', () => {
    const kinds = new Set(planned(20).map(({ api, kind }) => `${api} ${kind}`))
    expect(kinds.size).toBe(new Set(planned(212).map(({ api, kind }) => `${api} ${kind}`)).size)
    expect(planned(20)).toHaveLength(20)
    expect(planned(3)).toHaveLength(3)
  })

  it('is the same for one seed, another one for another, and a large one holds most of a small one', () => {
    expect(ids(53, 7)).toEqual(ids(53, 7))
    expect(ids(53, 8)).not.toEqual(ids(53, 7))
    const [small, large] = [ids(53), new Set(ids(106))]
    expect(small.filter((id) => large.has(id)).length).toBeGreaterThan(50)
  })

  it('names a model for each, and no others', () => {
    const { interactions, ladders } = planBench({ embedded: standInApis, interactions: 20, seed: 1 })
    expect(Object.keys(ladders).toSorted()).toEqual(interactions.map(({ id }) => id).toSorted())
    expect(new Set(Object.values(ladders).flat())).toEqual(new Set(['rehearsal/author']))
  })
})
