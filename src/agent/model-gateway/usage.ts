import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'
import type { Dialect } from './provider.ts'

/** Tokens of one request, each counted once: what was read from or written to a cache is not in `fresh`. */
export interface Usage {
  readonly fresh: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

/** What an answer has told of its usage so far; a part that it did not tell is undefined. */
export type Told = Counts & {
  /** That was the whole of it, however the stream ends. */
  readonly isLast: boolean
  /** Something stood there that is no number of tokens: nothing of it can be relied on. */
  readonly isBroken: boolean
}

type Counts = { readonly [part in keyof Usage]: number | undefined }

/**
 * The usage that one answer (or one event of a streamed answer) reports, if it does. `before` is what earlier
 * events of the same answer said: Anthropic tells the input first and the output last. What was told is not taken back.
 */
export function usageIn(dialect: Dialect, answer: JsonObject, before?: Told): Told | undefined {
  const usage = usageObject(dialect, answer)
  if (!usage) return undefined
  let isBroken = before?.isBroken ?? false
  const counts = readers[dialect]((...path) => {
    const value = valueAt(usage, path)
    if (value === undefined || value === null) return undefined
    if (typeof value === 'number' && value >= 0 && value <= mostTokens) return value
    isBroken = true
    return undefined
  })
  return {
    fresh: greater(counts.fresh, before?.fresh),
    cacheRead: greater(counts.cacheRead, before?.cacheRead),
    cacheWrite: greater(counts.cacheWrite, before?.cacheWrite),
    output: greater(counts.output, before?.output),
    isLast: isLast(dialect, answer) || before?.isLast === true,
    isBroken,
  }
}

/** More than any model takes in or gives. */
const mostTokens = 1e8

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

function valueAt(usage: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = usage
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined
  return value
}

/** Whether an event of a stream is the one that tells the whole. */
function isLast(dialect: Dialect, { type, choices }: JsonObject): boolean {
  if (dialect === 'messages') return type === 'message_delta'
  if (dialect === 'responses') return /^response\.(completed|incomplete|failed)$/.test(String(type))
  const isOver = (choice: Json) => isJsonObject(choice) && typeof choice['finish_reason'] === 'string'
  return Array.isArray(choices) && choices.every(isOver)
}

/** Reads one number of tokens. */
type Count = (...path: string[]) => number | undefined

const readers: Record<Dialect, (count: Count) => Counts> = {
  chat(count) {
    const input = count('prompt_tokens')
    return openAi({
      input,
      cacheRead: count('prompt_tokens_details', 'cached_tokens') ?? count('prompt_cache_hit_tokens'),
      cacheWrite: count('prompt_tokens_details', 'cache_write_tokens'),
      // Some leave what was thought out of the completion, and count it in the total.
      output: greater(count('completion_tokens'), beyond(count('total_tokens'), input)),
    })
  },
  responses: (count) =>
    openAi({
      input: count('input_tokens'),
      cacheRead: count('input_tokens_details', 'cached_tokens'),
      cacheWrite: count('input_tokens_details', 'cache_write_tokens'),
      output: count('output_tokens'),
    }),
  messages: (count) => ({
    fresh: count('input_tokens'),
    cacheRead: count('cache_read_input_tokens'),
    cacheWrite: count('cache_creation_input_tokens'),
    output: count('output_tokens'),
  }),
}

interface OpenAi extends Omit<Counts, 'fresh'> {
  readonly input: number | undefined
}

// OpenAI counts what came from the cache, or went there, as part of the input.
function openAi({ input, cacheRead = 0, cacheWrite = 0, output }: OpenAi): Counts {
  if (input === undefined) return { fresh: undefined, cacheRead: undefined, cacheWrite: undefined, output }
  const read = Math.min(cacheRead, input)
  const written = Math.min(cacheWrite, input - read)
  return { fresh: input - read - written, cacheRead: read, cacheWrite: written, output }
}

function greater(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other)
}

function beyond(total: number | undefined, input: number | undefined): number | undefined {
  return total === undefined || input === undefined ? undefined : Math.max(0, total - input)
}
