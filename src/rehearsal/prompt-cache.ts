import { sha256 } from '../lib/sha256.ts'
import { charactersPerToken } from './pace.ts'

export interface PromptTokens {
  readonly prompt: number
  /** Of these: the longest beginning that an earlier prompt of the same model had too, in whole blocks. */
  readonly cached: number
}

const charactersPerBlock = 1024 * charactersPerToken

/**
 * Counts prompts as a provider with a prompt cache does that never forgets. A cache answers for beginnings of whole
 * blocks of 1,024 tokens; it has nothing to do with what is answered.
 */
export function promptCache(): (model: string, prompt: string) => PromptTokens {
  const seen = new Set<string>()
  return (model, prompt) => {
    const blocks = Math.floor(prompt.length / charactersPerBlock)
    let beginning = model
    let cached = 0
    for (let block = 0; block < blocks; block++) {
      beginning = sha256(beginning + prompt.slice(block * charactersPerBlock, (block + 1) * charactersPerBlock))
      if (seen.has(beginning)) cached = block + 1
      else seen.add(beginning)
    }
    return { prompt: Math.ceil(prompt.length / charactersPerToken), cached: cached * 1024 }
  }
}

/** A request in the order in which models read it, tools first, as it was sent. */
export function promptText(request: unknown): string {
  const { tools = [], messages = [] } = request as { tools?: unknown; messages?: unknown }
  return JSON.stringify(tools) + JSON.stringify(messages)
}
