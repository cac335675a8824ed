/** A model provider as a spec describes it. What it leaves out is taken from the ones that are known. */
export interface ProviderSettings {
  /** As an SDK would be given it, such as `https://api.openai.com/v1`. */
  readonly url?: string
  /** Which protocol it speaks: Chat Completions, OpenAI's Responses, or Anthropic's Messages. */
  readonly protocol?: 'chat' | 'responses' | 'messages'
  /** The name of an environment variable, never a key. */
  readonly key?: string
  /** By model. They go before the list of prices that Assay brings along. */
  readonly prices?: Readonly<Record<string, TokenPrices>>
  /** Models that may cost an unknown amount: every total with them is a lower bound, and no budget counts them. */
  readonly unpriced?: readonly string[]
}

/** USD per million tokens. */
export interface TokenPrices {
  readonly input: number
  readonly output: number
  /** As `input` where it is absent, and so is `cacheWrite`. */
  readonly cacheRead?: number
  readonly cacheWrite?: number
  /** For the whole of a request with more tokens in than `above`. */
  readonly long?: Omit<TokenPrices, 'long'> & { readonly above: number }
}
