import { isFree } from '../../lib/is-free.ts'
import type { TokenPrices } from '../../plan/provider.ts'
import type { Told, Usage } from './usage.ts'

/** What one session, or all of them, used up so far. `cachedTokens` are part of `inputTokens`. */
export interface MeteredSpend {
  readonly usd: number
  /** The part of `usd` that nobody told: the most that answers may have cost which were cut off, or told no usage. */
  readonly estimatedUsd: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
  /** A price was not known: more was spent than this says. */
  readonly lowerBound: boolean
}

export const nothingSpent: MeteredSpend = {
  usd: 0,
  estimatedUsd: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  lowerBound: false,
}

/** One answer that was asked for, and how it went by. */
export interface Billed {
  readonly told: Told | undefined
  /** It was not cut off. */
  readonly isComplete: boolean
  readonly price: TokenPrices | undefined
  /** The most that it may have cost. */
  readonly usdAtMost: number
}

/** What one answer is charged: by the usage that it told; where that is not the whole, what it may have cost at most. */
export function spendOn({ told, isComplete, price, usdAtMost }: Billed): MeteredSpend {
  const { fresh = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = told ?? {}
  const usage = { fresh, cacheRead, cacheWrite, output }
  const toldUsd = price ? usdFor(usage, price) : 0
  const isWhole = isToldWhole(told) && (isComplete || told?.isLast === true)
  const usd = isWhole ? toldUsd : Math.max(toldUsd, usdAtMost)
  return {
    usd,
    estimatedUsd: isWhole ? 0 : usd,
    inputTokens: fresh + cacheRead + cacheWrite,
    outputTokens: output,
    cachedTokens: cacheRead,
    lowerBound: price === undefined || (cacheWrite > 0 && price.cacheWrite === undefined && !isFree(price)),
  }
}

function isToldWhole(told: Told | undefined): boolean {
  return told !== undefined && !told.isBroken && told.fresh !== undefined && told.output !== undefined
}

export function addSpend(a: MeteredSpend, b: MeteredSpend): MeteredSpend {
  return {
    usd: a.usd + b.usd,
    estimatedUsd: a.estimatedUsd + b.estimatedUsd,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    lowerBound: a.lowerBound || b.lowerBound,
  }
}

export function usdFor({ fresh, cacheRead, cacheWrite, output }: Usage, price: TokenPrices): number {
  const { long } = price
  const per = long && fresh + cacheRead + cacheWrite > long.above ? long : price
  const input = fresh * per.input + cacheRead * (per.cacheRead ?? per.input)
  return (input + cacheWrite * (per.cacheWrite ?? per.input) + output * per.output) / 1e6
}
