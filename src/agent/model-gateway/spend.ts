import type { ModelPrice } from './provider.ts'
import type { Usage } from './usage.ts'

/** What one session, or all of them, used up so far. `cachedTokens` are part of `inputTokens`. */
export interface MeteredSpend {
  readonly usd: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
  /** A price or a usage was not known: more was spent than this says. */
  readonly lowerBound: boolean
}

export const nothingSpent: MeteredSpend = {
  usd: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  lowerBound: false,
}

/** One answer's spend. `complete` is false for an answer that was cut off. */
export function spendOn(usage: Usage | undefined, price: ModelPrice | undefined, complete: boolean): MeteredSpend {
  if (!usage) return { ...nothingSpent, lowerBound: true }
  const { fresh, cacheRead, cacheWrite, output } = usage
  const priced = price !== undefined && (cacheWrite === 0 || price.cacheWrite !== undefined)
  return {
    usd: price ? usdFor(usage, price) : 0,
    inputTokens: fresh + cacheRead + cacheWrite,
    outputTokens: output,
    cachedTokens: cacheRead,
    lowerBound: !priced || !complete,
  }
}

export function addSpend(a: MeteredSpend, b: MeteredSpend): MeteredSpend {
  return {
    usd: a.usd + b.usd,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    lowerBound: a.lowerBound || b.lowerBound,
  }
}

export function isFree(price: ModelPrice | undefined): boolean {
  return price !== undefined && Object.values(price).every((usd) => usd === 0)
}

function usdFor({ fresh, cacheRead, cacheWrite, output }: Usage, price: ModelPrice): number {
  const input = fresh * price.input + cacheRead * (price.cacheRead ?? price.input)
  return (input + cacheWrite * (price.cacheWrite ?? price.input) + output * price.output) / 1e6
}
