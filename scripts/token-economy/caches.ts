import { listPrices } from '../../src/plan/list-prices.ts'
import { sha256 } from '../../src/lib/sha256.ts'
import { charactersPerToken } from '../../src/rehearsal/pace.ts'
import type { Asked } from './peer.ts'

/** Tokens of requests, each counted once. */
export interface Counted {
  readonly fresh: number
  readonly read: number
  readonly written: number
}

export type Cache = (asked: Asked) => Counted

export function tokensOf(asked: Asked): number {
  return asked.reduce((sum, { text }) => sum + text.length, 0) / charactersPerToken
}

const least = 1024
/** How many blocks before a breakpoint are looked at for what was kept. */
const lookBack = 20

/**
 * Anthropic's: kept is what ends at a breakpoint and has 1,024 tokens; found is the longest of what was kept that ends
 * at one, or up to 20 blocks before it. Five minutes after its last use it is gone; here nobody waits that long.
 */
export function anthropicCache(): Cache {
  const kept = new Set<string>()
  return (asked) => {
    const ends = beginnings(asked)
    const breakpoints = asked.flatMap(({ isBreakpoint }, at) => (isBreakpoint ? [at] : []))
    const found = breakpoints
      .flatMap((at) => Array.from({ length: lookBack + 1 }, (_, back) => at - back))
      .filter((at) => at >= 0 && kept.has(ends[at]!.hash))
    const read = found.length > 0 ? ends[Math.max(...found)]!.tokens : 0
    const keepable = breakpoints.filter((at) => ends[at]!.tokens >= least)
    for (const at of keepable) kept.add(ends[at]!.hash)
    const last = keepable.at(-1)
    const written = last === undefined ? 0 : Math.max(0, ends[last]!.tokens - read)
    return { read, written, fresh: tokensOf(asked) - read - written }
  }
}

function beginnings(asked: Asked): { hash: string; tokens: number }[] {
  let [hash, characters] = ['', 0]
  return asked.map(({ text }) => {
    hash = sha256(hash + text)
    characters += text.length
    return { hash, tokens: characters / charactersPerToken }
  })
}

const step = 128

/** OpenAI's: the longest beginning that an earlier request had too, from 1,024 tokens on in steps of 128. Keeping costs nothing. */
export function openAiCache(): Cache {
  const seen = new Set<string>()
  return (asked) => {
    const text = asked.map((block) => block.text).join('')
    const size = step * charactersPerToken
    let [hash, shared] = ['', 0]
    for (let at = 0; (at + 1) * size <= text.length; at++) {
      hash = sha256(hash + text.slice(at * size, (at + 1) * size))
      if (seen.has(hash)) shared = (at + 1) * step
      else seen.add(hash)
    }
    const read = shared >= least ? shared : 0
    return { read, written: 0, fresh: tokensOf(asked) - read }
  }
}

export function priceOf(model: string) {
  const price = listPrices.find((each) => each.model === model)
  if (!price) throw new Error(`${model} has no list price`)
  const { input, cacheRead = input, cacheWrite = input, asOf, source } = price
  return { input, cacheRead, cacheWrite, asOf, source }
}

export function usd({ fresh, read, written }: Counted, price: ReturnType<typeof priceOf>): number {
  return (fresh * price.input + read * price.cacheRead + written * price.cacheWrite) / 1e6
}
