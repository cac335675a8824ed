import { printable } from '../lib/printable.ts'
import type { RunFacts, Spend } from '../record/entry.ts'
import type { Item } from './item.ts'
import type { Style } from './screen.ts'

/** How an interaction stands, in a word, a sign and a colour. The sign alone must tell them apart. */
export interface Standing {
  readonly word: string
  readonly sign: string
  readonly style: Style
}

export function standingOf({ outcome, artefact, review }: Pick<Item, 'outcome' | 'artefact' | 'review'>): Standing {
  switch (outcome) {
    case 'accepted':
      return review ? { word: 'review', sign: '✓', style: 'yellow' } : { word: 'accepted', sign: '✓', style: 'green' }
    case 'reused':
      return { word: review ? 'review' : 'reused', sign: '✓', style: review ? 'yellow' : 'green' }
    case 'blocked':
      return { word: 'blocked', sign: '■', style: 'yellow' }
    case 'given-up':
      return { word: artefact === 'accepted' ? 'not assembled' : artefact, sign: '✗', style: 'red' }
    case 'in-the-way':
      return { word: 'in the way', sign: '✗', style: 'yellow' }
    case 'faulted':
      return { word: 'faulted', sign: '!', style: 'red' }
    case null:
      return { word: 'open', sign: '·', style: 'dim' }
  }
}

/** `1 attempt`, `2 attempts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** How many were at work at once, as it belongs to every number of a run. */
export function spokenDensity(facts: Pick<RunFacts, 'concurrency' | 'loweredFrom' | 'agentsPerServer'>): string {
  const lowered = facts.loweredFrom === undefined ? '' : ` (not ${facts.loweredFrom}: too little memory)`
  return `${facts.concurrency} at once${lowered} · ${facts.agentsPerServer} agents a server`
}

/** What was spent; at least so much where a price or a count was not known. */
export function spent({ usd, lowerBound }: Pick<Spend, 'usd' | 'lowerBound'>): string {
  return `${lowerBound ? '≥ ' : ''}${dollars(usd)}`
}

/** Money to the cent, or as far as a small sum needs. */
export function dollars(usd: number): string {
  // What adding and taking away leaves of nothing.
  if (Math.abs(usd) < 1e-9) return '$0.00'
  return usd >= 0.1 ? `$${usd.toFixed(2)}` : `$${usd.toPrecision(2)}`
}

/** Skills by name and as much of the hash as tells them apart; empty where there are none. */
export function spokenSkills({ skills = [] }: Pick<RunFacts, 'skills'>): string {
  const each = skills.map(({ name, sha256 }) => `${printable(name)} ${sha256.slice(0, 12)}`)
  return each.length === 0 ? '' : `skills ${each.join(', ')}`
}
