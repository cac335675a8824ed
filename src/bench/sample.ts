import { sha256 } from '../lib/sha256.ts'
import type { Interaction } from '../plan/interaction.ts'

/**
 * So many interactions of a list, in its order: of each API and kind as many as its part of the list, chosen by the
 * seed. A larger sample of one seed holds nearly all of a smaller one.
 */
export function sampleOf(all: readonly Interaction[], count: number, seed: number): readonly Interaction[] {
  if (count >= all.length) return all
  const strata = Map.groupBy(all, ({ api, kind }) => `${api} ${kind}`)
  const places = placesOf(
    [...strata].map(([name, { length }]) => ({ name, length })),
    count,
    all.length,
  )
  const chosen = new Set(
    [...strata].flatMap(([name, members]) => shuffled(members, seed).slice(0, places.get(name))).map(({ id }) => id),
  )
  return all.filter(({ id }) => chosen.has(id))
}

interface Stratum {
  readonly name: string
  readonly length: number
}

/** Largest remainders, but nobody is left out as long as there is one for each. */
function placesOf(strata: readonly Stratum[], count: number, of: number): Map<string, number> {
  const least = count >= strata.length ? 1 : 0
  const parts = strata.map(({ name, length }) => ({ name, part: Math.max(least, (length * count) / of) }))
  const places = new Map(parts.map(({ name, part }) => [name, Math.floor(part)]))
  const total = () => [...places.values()].reduce((sum, each) => sum + each, 0)
  const byRemainder = parts.toSorted((a, b) => b.part - Math.floor(b.part) - (a.part - Math.floor(a.part)))
  for (let turn = 0; total() < count; turn++) {
    const { name } = byRemainder[turn % byRemainder.length]!
    places.set(name, places.get(name)! + 1)
  }
  // One for each of the small ones may be more than there are: the largest give.
  while (total() > count) {
    const [largest] = [...places].toSorted(([, a], [, b]) => b - a)[0]!
    places.set(largest, places.get(largest)! - 1)
  }
  return places
}

/** In an order that the seed chooses. */
export function shuffled<item extends { readonly id: string }>(items: readonly item[], seed: number): item[] {
  const key = ({ id }: item) => sha256(`${seed} ${id}`)
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
