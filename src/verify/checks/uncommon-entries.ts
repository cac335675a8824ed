import type { Interaction } from '../../plan/interaction.ts'
import type { UncommonTake } from '../replay/boxed/job.ts'
import type { Path } from '../replay/boxed/leaves.ts'
import { markedIn } from '../replay/boxed/marked.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { wantsAllOf } from './wants-all-of.ts'

/** Whether an entry of a list is left out once it is like another, or is without what others are without, and how. */
export function leftOutAsUncommon(scene: ReplayedScene, interaction: Interaction): string | undefined {
  for (const { take, result } of scene.takes) {
    if (take.kind !== 'uncommon' || result.end !== 'returned') continue
    const missing = take.marks.some(
      (mark, at) =>
        markedIn(scene.base.output ?? null, [mark]).length > 0 && !result.marked?.some(({ mark: each }) => each === at),
    )
    if (!missing) continue
    const because = take.as === 'alike' ? alike(take, scene) : lacking(take, scene, interaction)
    if (because !== undefined) return because
  }
  return undefined
}

function alike(take: UncommonTake, { base }: ReplayedScene): string | undefined {
  // Only of two that were both kept one can have been taken for the other.
  if (take.marks.some((mark) => markedIn(base.output ?? null, [mark]).length === 0)) return undefined
  const same = [...new Set(take.edits.map(({ path }) => namesIn(path).join('.')))].slice(0, 6).join(', ')
  return `of two entries of a list that have the same ${same}, and each a name of its own, it leaves one out`
}

function lacking(take: UncommonTake, scene: ReplayedScene, interaction: Interaction): string | undefined {
  const answer = scene.scene.answers[take.answer]
  const place = take.edits[0]?.path ?? []
  if (!answer || !wantsAllOf(interaction, { answer, place, input: scene.scene })) return undefined
  return `it leaves out an entry of a list for what it is without: ${namesIn(place).join('.')}, which others are without too`
}

/** Names of what is within the entry of a list. */
function namesIn(path: Path): string[] {
  return path.slice(path.findIndex((key) => typeof key === 'number') + 1).map(String)
}
