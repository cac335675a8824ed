import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { listPrices } from './list-prices.ts'
import { isFree } from '../lib/is-free.ts'
import { demandBudget, demandPrices, priceOf, withListPrices } from './pricing.ts'

describe('the list of prices', () => {
  it('has a day and a source for each, and each model once', () => {
    for (const { model, asOf, source } of listPrices) {
      expect(asOf, model).toMatch(/^2026-\d\d-\d\d$/)
      expect(source, model).toMatch(/\.\w+\//)
    }
    expect(new Set(listPrices.map(({ model }) => model)).size).toBe(listPrices.length)
  })

  it('asks more for what is written than for what is read, and never less for a long request', () => {
    for (const { model, input, output, cacheRead, cacheWrite, long } of listPrices) {
      expect(output, model).toBeGreaterThan(input)
      expect(cacheRead, model).toBeLessThan(input)
      if (cacheWrite !== undefined) expect(cacheWrite, model).toBeGreaterThan(input)
      if (long) expect(long.input, model).toBeGreaterThan(input)
    }
  })
})

describe('the price of a model', () => {
  const own = { anthropic: { prices: { 'claude-sonnet-5-5': { input: 1, output: 2 } } } }

  it('is the spec’s own before that of the list', () => {
    expect(priceOf('anthropic/claude-sonnet-5-5', own)).toEqual({ input: 1, output: 2 })
    expect(priceOf('anthropic/claude-sonnet-5-5', {})).toMatchObject({ input: 2, output: 10 })
    expect(priceOf('anthropic/claude-opus-5-5', own)).toMatchObject({ input: 4, output: 20 })
  })

  it('is nothing for the rehearsal model, and unknown for one that nobody has heard of', () => {
    expect(isFree(priceOf('rehearsal/honest', {}))).toBe(true)
    const long = { input: 1, output: 0, above: 100_000 }
    expect(isFree({ input: 0, output: 0, long })).toBe(false)
    expect(priceOf('anthropic/constructor', own)).toBeUndefined()
    expect(priceOf('toString/x', {})).toBeUndefined()
  })

  it('goes to the gateway with the settings of its provider', () => {
    const providers = withListPrices(['anthropic/claude-sonnet-5-5', 'anthropic/claude-opus-5-5'], own)
    expect(providers['anthropic']?.prices).toMatchObject({
      'claude-sonnet-5-5': { input: 1, output: 2 },
      'claude-opus-5-5': { input: 4, output: 20 },
    })
  })

  it('is demanded by the name of the model and with both ways out', () => {
    const failure = refusalOf(() => demandPrices(['rehearsal/honest', 'peer/m'], { peer: { key: 'K' } }))
    expect(failure?.message).toContain('"peer/m"')
    expect(failure?.fix).toContain('providers: {peer: {prices: {"m": {input: 3, output: 15}}}}')
    expect(failure?.fix).toContain('providers: {peer: {unpriced: ["m"]}}')
    demandPrices(['peer/m'], { peer: { unpriced: ['m'] } })
    demandPrices(['peer/m'], { peer: { prices: { m: { input: 0, output: 0 } } } })
  })
})

describe('a budget', () => {
  const plan = (model: string, usd?: number) => ({
    ladders: { 'slack/a': ['rehearsal/honest', model] },
    providers: { local: { prices: { m: { input: 0, output: 0 } } }, peer: { unpriced: ['m'] } },
    budget: { attempts: 3, ...(usd !== undefined && { usd }) },
  })

  it('is demanded for whatever costs money, and for nothing else', () => {
    const failure = refusalOf(() => demandBudget(plan('anthropic/claude-sonnet-5-5')))
    expect(failure?.message).toBe('The model "anthropic/claude-sonnet-5-5" costs money, and no budget is set.')
    expect(failure?.fix).toContain('--budget USD')
    demandBudget(plan('anthropic/claude-sonnet-5-5', 5))
    for (const model of ['rehearsal/honest', 'local/m', 'peer/m']) demandBudget(plan(model))
  })
})

function refusalOf(work: () => void): UserError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof UserError ? error : undefined
  }
}
