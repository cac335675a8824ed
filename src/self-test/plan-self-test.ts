import { readFileSync } from 'node:fs'
import { checkNames } from '../check-names.ts'
import { sha256 } from '../lib/sha256.ts'
import { didYouMean } from '../lib/nearest-word.ts'
import { UserError } from '../lib/user-error.ts'
import type { Interaction } from '../plan/interaction.ts'
import { matchesGlob } from '../plan/matches-glob.ts'
import { parseSpec } from '../plan/parse-spec.ts'
import type { Guardrails } from '../plan/guardrails.ts'
import { type Plan, planSpec } from '../plan/plan.ts'
import type { GalleryPart } from '../rehearsal/gallery-part.ts'
import { gallery } from '../rehearsal/gallery.ts'
import { loadParts } from '../rehearsal/load-parts.ts'

/** One part, played once: on which interaction, under which name. */
export interface Play {
  readonly part: GalleryPart
  readonly seed: number
  /** Id of an interaction that nobody else is played on. */
  readonly interaction: string
}

/** Plays of one mode of the guardrails, as one plan. */
export interface Round {
  readonly guardrails: Guardrails
  readonly plays: readonly Play[]
  readonly plan: Plan
}

export interface SelfTestWish {
  readonly parts: readonly GalleryPart[]
  /** Names of the embedded APIs. */
  readonly embedded: readonly string[]
  /** Seeds 1 to so many. */
  readonly seeds: number
  /** Only parts whose name fits. */
  readonly only?: string
  /** So many of them, villains and oddities by their share. */
  readonly sample?: number
}

/** The gallery, or the parts of a directory. */
export async function partsOf(dir: string | undefined): Promise<readonly GalleryPart[]> {
  return dir === undefined ? gallery : loadParts(dir)
}

/** What a round has played to its end is not lost when a later one breaks off. */
const mostOfRound = 80

/** Every part once for each seed, on an interaction that the seed chooses. Throws `UserError` when none is wanted. */
export function planSelfTest({ parts, embedded, seeds, only, sample = Infinity }: SelfTestWish): Round[] {
  const wanted = only === undefined ? parts : parts.filter(({ name }) => matchesGlob(name, only))
  if (wanted.length === 0) {
    const names = parts.map(({ name }) => name)
    throw new UserError(
      `No villain and no oddity is called "${only ?? ''}".${didYouMean(only ?? '', names)}`,
      'Use a name, or a pattern such as "swallows-*". `assay self-test --list` prints them.',
    )
  }
  const stage = planStage(embedded)
  const numbers = Array.from({ length: seeds }, (_, index) => index + 1)
  const plays = sampleOf(wanted, sample).flatMap((part) => numbers.map((seed) => playOf(part, seed, stage)))
  return (['enforce', 'observe'] as const).flatMap((guardrails) => {
    const own = plays.filter(({ part }) => (part.guardrails ?? 'enforce') === guardrails)
    return inPartsOf(mostOfRound, own).map((some) => ({ guardrails, plays: some, plan: planOf(some, stage) }))
  })
}

/** As few as there can be, and about as long as each other. */
function inPartsOf<Each>(most: number, all: readonly Each[]): Each[][] {
  const count = Math.ceil(all.length / most)
  const cut = (part: number) => Math.round((part * all.length) / count)
  return Array.from({ length: count }, (_, part) => all.slice(cut(part), cut(part + 1)))
}

/** The same ones each time, from all over the list. */
function sampleOf(parts: readonly GalleryPart[], count: number): readonly GalleryPart[] {
  if (count >= parts.length) return parts
  const step = parts.length / count
  return Array.from({ length: count }, (_, index) => parts[Math.floor(index * step)]!)
}

/** The interactions on which parts can be played. */
function planStage(embedded: readonly string[]): Plan {
  const text = readFileSync(new URL('./gallery.yaml', import.meta.url), 'utf8')
  return planSpec(parseSpec(text, 'gallery.yaml', checkNames), { embedded })
}

function playOf(part: GalleryPart, seed: number, stage: Plan): Play {
  const number = numberOf(part.name, seed)
  // One after the other, so that a few seeds see all of them.
  const first = numberOf(part.name, 0) % part.on.length
  const on = part.on[(first + seed - 1) % part.on.length] ?? ''
  if (!stage.interactions.some(({ id }) => id === on)) {
    const ids = stage.interactions.map(({ id }) => id)
    throw new UserError(
      `${part.name} is to be played on "${on}", which has no prepared work.${didYouMean(on, ids)}`,
      `Interactions with prepared work: ${ids.join(', ')}.`,
    )
  }
  return { part, seed, interaction: `${on}-${places[number % places.length]}-${(number >> 8) % 100_000}` }
}

/** What is added to a name, to tell plays apart: it must say nothing about the part. */
const places = [
  'harbour',
  'meadow',
  'station',
  'market',
  'terrace',
  'orchard',
  'quarry',
  'lighthouse',
  'mill',
  'garden',
]

function planOf(plays: readonly Play[], stage: Plan): Plan {
  const taken = new Set<string>()
  const interactions = plays.map(({ interaction, part, seed }): Interaction => {
    if (taken.has(interaction)) throw new Error(`two plays are called ${interaction}: ${part.name}, seed ${seed}`)
    taken.add(interaction)
    const base = stage.interactions
      .filter(({ id }) => interaction.startsWith(`${id}-`))
      .toSorted((a, b) => b.id.length - a.id.length)[0]!
    const name = interaction.slice(base.api.length + 1)
    // Models of one API must not share a name.
    const model = base.model && `${base.model}${numberOf(interaction, 0) % 100_000}`
    return { ...base, id: interaction, name, ...(model && { model }) }
  })
  const ladders = plays.map(({ interaction, part }) => [interaction, [`rehearsal/${part.name}`]] as const)
  return { ...stage, interactions, ladders: Object.fromEntries(ladders), budget: { attempts: 1 } }
}

function numberOf(name: string, seed: number): number {
  return Number.parseInt(sha256(`${name} ${seed}`).slice(0, 8), 16) & 0x7fff_ffff
}
