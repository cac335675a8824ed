import { isFree } from '../lib/is-free.ts'
import { priceOf } from './pricing.ts'
import type { Plan } from './plan.ts'
import type { TokenPrices } from './provider.ts'

/**
 * Tokens of an attempt: the mean over the 226 of `assay bench` for all 212 interactions of the catalogue, on the
 * rehearsal model, which writes its calls and nothing else. A model that thinks aloud writes more.
 */
export const measuredAttempt = { input: 232_900, cached: 207_600, output: 1_700 }

/** What a run may come to, before it has begun. */
export interface PriceRange {
  /** One attempt at each interaction, with a provider that keeps what was read as the bench's does. */
  readonly least: number
  /** Every attempt that is allowed, and nothing kept. */
  readonly most: number
  /** Models of which nobody knows the price: they are not in it. */
  readonly unknown: readonly string[]
}

/** `open` are the interactions to build, each with the attempt that comes next; all from the first unless given. */
export function priceRange(
  { interactions, ladders, providers, budget }: Plan,
  open: readonly { readonly id: string; readonly attempt: number }[] = interactions.map(({ id }) => ({
    id,
    attempt: 1,
  })),
): PriceRange {
  const attempts = open.flatMap(({ id, attempt: next }) => {
    const ladder = ladders[id] ?? []
    const numbers = Array.from({ length: Math.max(0, budget.attempts - next + 1) }, (_, index) => next + index)
    return numbers.flatMap((attempt) => {
      const model = ladder[Math.min(attempt, ladder.length) - 1]
      return model === undefined ? [] : [{ model, isNext: attempt === next, price: priceOf(model, providers) }]
    })
  })
  const sum = (of: typeof attempts, cached: number) =>
    of.reduce((usd, { price }) => usd + (price ? usdOf(price, cached) : 0), 0)
  return {
    least: sum(
      attempts.filter(({ isNext }) => isNext),
      measuredAttempt.cached,
    ),
    most: sum(attempts, 0),
    unknown: [...new Set(attempts.flatMap(({ model, price }) => (price ? [] : [model])))],
  }
}

/** Whether nothing of it can cost anything. */
export function isFreePlan({ ladders, providers }: Pick<Plan, 'ladders' | 'providers'>): boolean {
  return Object.values(ladders).every((ladder) => ladder.every((model) => isFree(priceOf(model, providers))))
}

function usdOf({ input, output, cacheRead = input, cacheWrite = input }: TokenPrices, cached: number): number {
  const fresh = (measuredAttempt.input - cached) * Math.max(input, cacheWrite)
  return (fresh + cached * cacheRead + measuredAttempt.output * output) / 1e6
}
