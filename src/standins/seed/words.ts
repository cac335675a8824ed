import type { Random } from './random.ts'

/** An invented word of three syllables: two accounts practically never share one. */
export function word(random: Random): string {
  return Array.from({ length: 3 }, () => syllable(random)).join('')
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join(' ')
}

export function sentence(random: Random, count = 6): string {
  return `${capitalized(words(random, count))}.`
}

export interface Person {
  readonly first: string
  readonly last: string
  /** Lower case, no spaces: what a handle or the local part of an e-mail address looks like. */
  readonly handle: string
}

export function person(random: Random): Person {
  const first = word(random)
  const last = word(random)
  return { first: capitalized(first), last: capitalized(last), handle: `${first}.${last}` }
}

/** Texts that a client has to carry unharmed; which kind it is depends on the place alone, so that accounts correspond. */
export function text(random: Random, place: number): string {
  const plain = sentence(random, 4 + random.below(5))
  const kind = place % textKinds
  if (kind === 2) return `${plain} 🎉 ${capitalized(word(random))} café — naïve Ωμέγα`
  if (kind === 3) return `${plain}\n\n• ${words(random, 3)}\n• ${words(random, 2)}`
  if (kind === 4) return `日本語 ${word(random)} 会議 "${word(random)}" & <${word(random)}>`
  if (kind === 5) return `${plain} <img src=x onerror=alert(1)> {{7*7}} \${HOME} %00'; -- \u202E${word(random)}`
  return plain
}

const textKinds = 6

function syllable(random: Random): string {
  return random.pick(consonants) + random.pick(vowels) + (random.below(4) === 0 ? random.pick(endings) : '')
}

const consonants = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'g',
  'gl',
  'h',
  'k',
  'kr',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'z',
]
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'io']
const endings = ['n', 'r', 's', 'l', 'm', 'k']
