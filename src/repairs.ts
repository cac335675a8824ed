import type { Plan } from './plan/plan.ts'
import type { FunctionProof } from './prove/project-proof.ts'

/** What is to be done about the functions of an output, after each was proved again. Ids are `<api>/<name>`. */
export interface Repairs {
  readonly holds: readonly string[]
  /** No longer right: agents build them again, unless a person changed them. */
  readonly broken: readonly Broken[]
  /** Nothing says that they do not hold. */
  readonly undecided: readonly Reason[]
  /** Broken, and no sentence of the spec says what they should do. */
  readonly notInSpec: readonly Reason[]
  /** In the spec, and not in the output: a matter of `assay run`. */
  readonly missing: readonly string[]
}

export interface Reason {
  readonly id: string
  readonly because: readonly string[]
}

export interface Broken extends Reason {
  /** Files of it that are not as Assay wrote them, relative to the output. */
  readonly edited: readonly string[]
}

/** Sorts what was proved of an output by what its spec's plan says of it. */
export function repairsOf({ interactions }: Pick<Plan, 'interactions'>, items: readonly FunctionProof[]): Repairs {
  const planned = new Set(interactions.map(({ id }) => id))
  const there = new Set(items.map(({ id }) => id))
  const reasons = (wanted: (item: FunctionProof) => boolean) =>
    items.filter(wanted).map(({ id, because }) => ({ id, because }))
  const isBroken = ({ artefact }: FunctionProof) => artefact === 'rejected'
  return {
    holds: items.flatMap(({ id, artefact }) => (artefact === 'accepted' ? [id] : [])),
    broken: items
      .filter((item) => isBroken(item) && planned.has(item.id))
      .map(({ id, because, edited }) => ({ id, because, edited })),
    undecided: reasons(({ artefact }) => artefact === 'undecided'),
    notInSpec: reasons((item) => isBroken(item) && !planned.has(item.id)),
    missing: interactions.flatMap(({ id }) => (there.has(id) ? [] : [id])),
  }
}
