import type { JsonObject } from '../../lib/json.ts'
import type { TokenPrices } from '../../plan/provider.ts'
import { usdFor } from './spend.ts'

/** The most tokens that one request and its answer may take. */
export interface Estimate {
  readonly input: number
  readonly output: number
}

/** What a session's last request to a model was told to have taken in. */
export interface Seen {
  readonly bytes: number
  readonly input: number
}

/** An answer that nobody limits may be so long. */
const defaultOutput = 32_000

/** What providers add to a request by themselves, such as how tools are called. */
const theirs = 1_000

/**
 * A token is a byte at least, so a request has no more tokens than bytes. What its session's last one was told to have
 * taken in narrows that down: the bytes that came since are all that is not known.
 */
export function estimateOf(json: JsonObject, bytes: number, last?: Seen): Estimate {
  const grown = last && bytes >= last.bytes ? last.input + bytes - last.bytes : bytes
  const answers = wholeIn(json, ['n']) ?? 1
  const output = wholeIn(json, ['max_tokens', 'max_completion_tokens', 'max_output_tokens']) ?? defaultOutput
  return { input: Math.min(grown, bytes) + theirs, output: output * answers }
}

/** All of it as dear as it can be. */
export function usdAtMost({ input, output }: Estimate, price: TokenPrices | undefined): number {
  if (!price) return 0
  const asRead = { fresh: input, cacheRead: 0, cacheWrite: 0, output }
  const asWritten = { ...asRead, fresh: 0, cacheWrite: input }
  return Math.max(usdFor(asRead, price), usdFor(asWritten, price))
}

/** The largest of several numbers that may be named. */
function wholeIn(json: JsonObject, names: readonly string[]): number | undefined {
  const told = names.flatMap((name) => {
    const value = json[name]
    return typeof value === 'number' && value >= 1 ? [value] : []
  })
  return told.length > 0 ? Math.max(...told) : undefined
}
