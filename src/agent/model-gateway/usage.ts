import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'
import type { Dialect } from './provider.ts'

/** Tokens of one request, each counted once: what was read from or written to a cache is not in `fresh`. */
export interface Usage {
  readonly fresh: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

/**
 * The usage that one answer (or one event of a streamed answer) reports, if it does. `before` is what earlier
 * events of the same answer said: Anthropic tells the input first and the output last.
 */
export function usageIn(dialect: Dialect, answer: JsonObject, before?: Usage): Usage | undefined {
  const usage = usageObject(dialect, answer)
  return usage && readers[dialect](usage, before)
}

function usageObject(dialect: Dialect, answer: JsonObject): JsonObject | undefined {
  const holders: Record<Dialect, (Json | undefined)[]> = {
    chat: [answer],
    responses: [answer['response'], answer],
    messages: [answer['message'], answer],
  }
  for (const holder of holders[dialect]) {
    if (isJsonObject(holder) && isJsonObject(holder['usage'])) return holder['usage']
  }
  return undefined
}

const readers: Record<Dialect, (usage: JsonObject, before?: Usage) => Usage> = {
  chat(usage) {
    const cacheRead = count(usage, 'prompt_tokens_details', 'cached_tokens') ?? count(usage, 'prompt_cache_hit_tokens')
    return openAi(count(usage, 'prompt_tokens'), cacheRead, count(usage, 'completion_tokens'))
  },
  responses(usage) {
    const cacheRead = count(usage, 'input_tokens_details', 'cached_tokens')
    return openAi(count(usage, 'input_tokens'), cacheRead, count(usage, 'output_tokens'))
  },
  messages(usage, before) {
    return {
      fresh: count(usage, 'input_tokens') ?? before?.fresh ?? 0,
      cacheRead: count(usage, 'cache_read_input_tokens') ?? before?.cacheRead ?? 0,
      cacheWrite: count(usage, 'cache_creation_input_tokens') ?? before?.cacheWrite ?? 0,
      output: count(usage, 'output_tokens') ?? before?.output ?? 0,
    }
  },
}

// OpenAI counts what came from the cache as part of the input.
function openAi(input = 0, cacheRead = 0, output = 0): Usage {
  return { fresh: Math.max(0, input - cacheRead), cacheRead, cacheWrite: 0, output }
}

function count(usage: JsonObject, ...path: readonly string[]): number | undefined {
  let value: Json | undefined = usage
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
