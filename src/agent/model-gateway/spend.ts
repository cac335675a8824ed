import type { TokenPrices } from '../../plan/provider.ts'
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
export function spendOn(usage: Usage | undefined, price: TokenPrices | undefined, complete: boolean): MeteredSpend {
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

export function isFree(price: TokenPrices | undefined): boolean {
  return price !== undefined && [price.input, price.output, price.cacheRead, price.cacheWrite].every((usd) => !usd)
}

function usdFor({ fresh, cacheRead, cacheWrite, output }: Usage, price: TokenPrices): number {
  const { long } = price
  const per = long && fresh + cacheRead + cacheWrite > long.above ? long : price
  const input = fresh * per.input + cacheRead * (per.cacheRead ?? per.input)
  return (input + cacheWrite * (per.cacheWrite ?? per.input) + output * per.output) / 1e6
}
