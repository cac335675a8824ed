import { createHash } from 'node:crypto'
import { mulberry32 } from '../../lib/mulberry32.ts'

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
  const next = mulberry32(digest.readUInt32LE(0))
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: (items) => items[below(items.length)]!,
    characters: (alphabet, length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
  }
}
