import { inTheWayOf } from './assemble/in-the-way.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import type { FunctionProof } from './prove/project-proof.ts'

/** What is to be done about the functions of an output, after each was proved again. Ids are `<api>/<name>`. */
export interface Repairs {
  readonly holds: readonly string[]
  /** No longer right: agents build them again, unless what they would replace is a person's. */
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
  /** Files in its place that Assay never wrote. */
  readonly foreign: readonly string[]
}

export interface RepairOptions {
  readonly plan: Pick<Plan, 'interactions'>
  /** `nango-integrations`. */
  readonly outputDir: string
}

/**
 * Sorts what was proved of an output by what its spec's plan says of it. Throws UserError where something is to be
 * built and nothing could be assembled.
 */
export async function repairsOf(
  items: readonly FunctionProof[],
  { plan: { interactions }, outputDir }: RepairOptions,
): Promise<Repairs> {
  const planned = new Map(interactions.map((each) => [each.id, each]))
  const there = new Set(items.map(({ id }) => id))
  const reasons = (wanted: (item: FunctionProof) => boolean) =>
    items.filter(wanted).map(({ id, because }) => ({ id, because }))
  const isBroken = ({ artefact }: FunctionProof) => artefact === 'rejected'
  return {
    holds: items.flatMap(({ id, artefact }) => (artefact === 'accepted' ? [id] : [])),
    broken: await brokenOf(
      items.flatMap((item) => {
        const interaction = planned.get(item.id)
        return isBroken(item) && interaction ? [{ item, interaction }] : []
      }),
      outputDir,
    ),
    undecided: reasons(({ artefact }) => artefact === 'undecided'),
    notInSpec: reasons((item) => isBroken(item) && !planned.has(item.id)),
    missing: interactions.flatMap(({ id }) => (there.has(id) ? [] : [id])),
  }
}

/** With all that is in the way of those that would replace them. */
async function brokenOf(
  all: readonly { readonly item: FunctionProof; readonly interaction: Interaction }[],
  outputDir: string,
): Promise<Broken[]> {
  if (all.length === 0) return []
  const places = await inTheWayOf(
    outputDir,
    all.map(({ interaction }) => interaction),
  )
  return all.map(({ item: { id, because, edited } }, index) => {
    const { changed = [], foreign = [] } = places[index] ?? {}
    const ours = edited.filter((path) => !foreign.includes(path))
    return { id, because, edited: [...new Set([...ours, ...changed])], foreign }
  })
}
