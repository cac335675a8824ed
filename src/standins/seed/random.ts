import { createHash } from 'node:crypto'

/** Numbers that look random and are the same for the same seed and label, on every machine. */
export interface Random {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number
  pick<item>(items: readonly item[]): item
  /** `length` characters out of `alphabet`. */
  characters(alphabet: string, length: number): string
}

/** Objects draw from streams of their own, so that one more object does not change its neighbours. */
export function openRandom(seed: number, label: string): Random {
  const digest = createHash('sha256').update(`${seed}/${label}`).digest()
  let state = digest.readUInt32LE(0)
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: (items) => items[below(items.length)]!,
    characters: (alphabet, length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
  }

  // The published mulberry32: 32 bits of state are plenty for a few hundred draws.
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
