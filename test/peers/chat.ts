/** Tokens of one answer, as all three protocols can tell them. `written` is what went to a cache. */
export interface Tokens {
  readonly input: number
  readonly cached: number
  readonly written: number
  readonly output: number
}

/** What is asked of a chat model, whichever protocol it came in. */
export interface ChatAsked {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly tools: readonly { readonly type: 'function'; readonly function: object }[]
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content: string
  readonly tool_calls?: readonly { id: string; type: 'function'; function: { name: string; arguments: string } }[]
  readonly tool_call_id?: string
}

/** What it answers. */
export interface ChatAnswer {
  readonly id: string
  readonly model: string
  readonly text: string
  readonly calls: readonly { readonly id: string; readonly name: string; readonly args: string }[]
  readonly tokens: Tokens
}

/** Pieces in which a text is streamed. */
export function wordsOf(text: string): string[] {
  return text.match(/\S+\s*/g) ?? []
}
