/** What one model costs by its vendor's list, in USD per million tokens. */
export interface ListPrice {
  readonly model: string
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  /** For what is read the first time and kept; as `input` where the vendor does not charge for that. */
  readonly cacheWrite: number
  /** The day from which the source says so. */
  readonly asOf: string
  readonly source: string
}

/** For projections alone: nothing is billed by these, and vendors change them. */
export const listPrices: readonly ListPrice[] = [
  {
    model: 'anthropic/claude-sonnet-5-5',
    input: 2,
    output: 10,
    // A later source (github.com/TheKrush/PromptFuel v1.0.23) has 0.10 from 2026-10-07 on: the dearer one is kept.
    cacheRead: 0.2,
    cacheWrite: 2.5,
    asOf: '2026-09-28',
    source: 'platform.claude.com/docs/models/sonnet-5-5/overview',
  },
  {
    model: 'openai/gpt-6.1-sol',
    input: 2,
    output: 10,
    cacheRead: 0.1,
    cacheWrite: 2.5,
    asOf: '2026-09-29',
    source: 'github.com/TheKrush/PromptFuel/releases/tag/v1.0.22 (after the vendor’s list; requests to 272,000 tokens)',
  },
  {
    model: 'google/gemini-4-hydrogen',
    input: 1.5,
    output: 7.5,
    cacheRead: 0.075,
    cacheWrite: 1.5,
    asOf: '2026-11-16',
    source: 'github.com/TrazumAPP/Trazum/releases/tag/v2.7.9 (after the vendor’s list)',
  },
]

export interface Tokens {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Part of `inputTokens`. */
  readonly cachedTokens: number
}

/** What the same tokens would cost. A model that thinks aloud writes more of them than a script does. */
export function projectedUsd({ inputTokens, outputTokens, cachedTokens }: Tokens, price: ListPrice): number {
  const fresh = (inputTokens - cachedTokens) * Math.max(price.input, price.cacheWrite)
  return (fresh + cachedTokens * price.cacheRead + outputTokens * price.output) / 1e6
}
