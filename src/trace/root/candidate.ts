import type { Finding } from '../finding.ts'
import type { CauseKind } from './root-cause.ts'
import type { Fact } from './facts.ts'

/** An event that may be the root cause. */
export interface Candidate {
  readonly place: number
  readonly kind: CauseKind
  readonly owner: Finding['owner']
  readonly subject: string
  readonly because: string
  /** How seldom a sign of this kind is wrong, from 0 to 1. */
  readonly weight: number
  /** What it explains. */
  readonly reaches: ReadonlySet<Fact>
  /** Nothing else could have been meant: other readings of the same facts lead to the same event. */
  readonly isPlain?: true
  readonly counterfactual?: string
}

/** The one with the highest score; of equal ones the earliest. */
export function bestOf(candidates: readonly Candidate[], facts: readonly Fact[]): Candidate | undefined {
  let best: Scored | undefined
  for (const each of scored(candidates, facts)) {
    if (each.score > (best?.score ?? 0) + 1e-9) best = each
  }
  return best?.candidate
}

export interface Scored {
  readonly candidate: Candidate
  readonly score: number
}

/** By weight, by how much it explains, and by what stronger ones came before it; in the order of the timeline. */
export function scored(candidates: readonly Candidate[], facts: readonly Fact[]): readonly Scored[] {
  const all = sum(facts)
  const strength = new Map(candidates.map((each) => [each, each.weight * (sum([...each.reaches]) / all)]))
  const inOrder = candidates.toSorted((a, b) => a.place - b.place)
  return inOrder.map((candidate) => {
    const own = strength.get(candidate) ?? 0
    const before = inOrder.filter(({ place }) => place < candidate.place)
    const stronger = before.filter((each) => (strength.get(each) ?? 0) > own).length
    return { candidate, score: own / (1 + stronger) }
  })
}

/** Whether it explains all that speaks against the attempt. */
export function explainsAll({ reaches }: Candidate, facts: readonly Fact[]): boolean {
  return facts.every((fact) => reaches.has(fact))
}

function sum(facts: readonly Fact[]): number {
  return facts.reduce((total, { weight }) => total + weight, 0)
}
