import { listPrices, type ListPrice } from '../plan/list-prices.ts'
import type { TokenPrices } from '../plan/provider.ts'

const projected = ['anthropic/claude-sonnet-5-5', 'openai/gpt-6.1-sol', 'google/gemini-4-hydrogen']

/** One mid-price model of each vendor, for projections: nothing was billed by these. */
export const projectedPrices: readonly ListPrice[] = projected.flatMap((id) =>
  listPrices.filter(({ model }) => model === id),
)

export interface Tokens {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Part of `inputTokens`. */
  readonly cachedTokens: number
}

/** What the same tokens would cost. A model that thinks aloud writes more of them than a script does. */
export function projectedUsd({ inputTokens, outputTokens, cachedTokens }: Tokens, price: TokenPrices): number {
  const { input, output, cacheRead = input, cacheWrite = input } = price
  const fresh = (inputTokens - cachedTokens) * Math.max(input, cacheWrite)
  return (fresh + cachedTokens * cacheRead + outputTokens * output) / 1e6
}
