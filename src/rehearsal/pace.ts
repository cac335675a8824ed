import { setTimeout as sleep } from 'node:timers/promises'

/** How fast a model answers. */
export interface Pace {
  readonly firstTokenMs: number
  readonly tokensPerSecond: number
}

/** `undefined` answers at once. */
export const paces = {
  zero: undefined,
  realistic: { firstTokenMs: 1500, tokensPerSecond: 60 },
} satisfies Record<string, Pace | undefined>

export type Latency = keyof typeof paces

export const charactersPerToken = 4

/** Text as one piece, or at a pace as tokens of four characters. */
export function pieces(text: string, pace: Pace | undefined): string[] {
  if (text === '') return []
  return pace ? (text.match(new RegExp(`[\\s\\S]{1,${charactersPerToken}}`, 'g')) ?? []) : [text]
}

/** Waits until the n-th token is due. Due times are counted from the start, so that late timers don't add up. */
export function metronome(pace: Pace | undefined, signal: AbortSignal): () => Promise<void> {
  const start = performance.now()
  let token = 0
  return async () => {
    if (!pace) return
    const due = start + pace.firstTokenMs + (token++ * 1000) / pace.tokensPerSecond
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait, undefined, { signal })
  }
}
