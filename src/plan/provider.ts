/** A model provider as a spec describes it. What it leaves out is taken from the ones that are known. */
export interface ProviderSettings {
  /** As an SDK would be given it, such as `https://api.openai.com/v1`. */
  readonly url?: string
  /** Which protocol it speaks: Chat Completions, OpenAI's Responses, or Anthropic's Messages. */
  readonly protocol?: 'chat' | 'responses' | 'messages'
  /** The name of an environment variable, never a key. */
  readonly key?: string
  /** USD per million tokens, by model. A model without a price makes every total a lower bound. */
  readonly prices?: Readonly<Record<string, TokenPrices>>
}

/** USD per million tokens. */
export interface TokenPrices {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
}
