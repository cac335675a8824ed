import { createHmac } from 'node:crypto'

/** A word in another's place: of the same length and case, the same for the same word, and not to be had back without the key. */
export type Pseudonym = (word: string, kind?: 'word' | 'hex') => string

/** What is replaced as one: letters, digits and the marks on them. */
export const words = /[\p{L}\p{M}\p{N}]+/gu

/**
 * Pseudonyms of a key. Letters become letters of their alphabet and case, digits digits. A letter's depends on the
 * letters before it and on none after it, so that a word in capitals, cut short, or split off a text has the
 * pseudonym's capitals, beginning, or part: what a function does to texts comes out the same.
 */
export function pseudonymsOf(key: Buffer): Pseudonym {
  const known = new Map<string, string>()
  return (word, kind = 'word') => {
    const found = known.get(`${kind} ${word}`) ?? pseudonym(word, key, kind)
    known.set(`${kind} ${word}`, found)
    return found
  }
}

function pseudonym(word: string, key: Buffer, kind: 'word' | 'hex'): string {
  let before = ''
  let made = ''
  for (const sign of word) {
    const small = smallOf(sign)
    const other = otherThan(small, before, { key, kind })
    made += small === sign ? other : other.toUpperCase()
    before += small
  }
  return made
}

/** The small form of a letter that has exactly one, which leads back to it; else the sign itself. */
function smallOf(sign: string): string {
  const small = sign.toLowerCase()
  return small.length === sign.length && small.toUpperCase() === sign ? small : sign
}

function otherThan(sign: string, before: string, { key, kind }: { key: Buffer; kind: 'word' | 'hex' }): string {
  const alphabet = kind === 'hex' ? hex : alphabetOf(sign, before === '')
  if (alphabet.length < 2) return sign
  const order = shuffled(alphabet, createHmac('sha512', key).update(`${before}\0${alphabet[0]}`).digest())
  return order[(order.indexOf(sign) + 1) % order.length] ?? sign
}

// One round through all signs: each has another after it, and none itself.
function shuffled(alphabet: readonly string[], chance: Buffer): string[] {
  const order = [...alphabet]
  for (let last = order.length - 1; last > 0; last--) {
    const at = (chance[last % chance.length] ?? 0) % (last + 1)
    const moved = order[last]!
    order[last] = order[at]!
    order[at] = moved
  }
  return order
}

const alphabets = new Map<string, readonly string[]>()

/** Signs that may stand in a sign's place. A number does not begin with a zero that it did not begin with. */
function alphabetOf(sign: string, isFirst: boolean): readonly string[] {
  if (sign >= '0' && sign <= '9') return sign === '0' && isFirst ? ['0'] : isFirst ? nonZero : digits
  const code = sign.codePointAt(0)!
  const block = code - (code % blockSize)
  const kind = kindOf(sign)
  if (kind === undefined) return [sign]
  const id = `${block} ${kind}`
  const found = alphabets.get(id) ?? inBlock(block, kind)
  alphabets.set(id, found)
  return found
}

const hex = [...'0123456789abcdef']
const digits = [...'0123456789']
const nonZero = digits.slice(1)
// Neighbours of one script, of one length in every encoding.
const blockSize = 32

function inBlock(block: number, kind: string): string[] {
  const signs = Array.from({ length: blockSize }, (_, at) => String.fromCodePoint(block + at))
  return signs.filter((sign) => kindOf(sign) === kind)
}

function kindOf(sign: string): string | undefined {
  if (/\p{Lo}/u.test(sign)) return 'one case'
  if (/\p{Nd}/u.test(sign)) return 'digit'
  if (!/\p{Ll}/u.test(sign)) return undefined
  const large = sign.toUpperCase()
  const hasPair = large !== sign && large.length === sign.length && large.toLowerCase() === sign
  return hasPair ? 'small' : undefined
}
