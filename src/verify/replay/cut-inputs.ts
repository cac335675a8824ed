import type { Json } from '../../lib/json.ts'
import type { LongTake } from './boxed/job.ts'
import { type Path, pathText } from './boxed/leaves.ts'
import type { ReplayedScene } from './replay.ts'
import { volatile } from './volatile.ts'

/** A text or a list of the input of which only a part is sent. */
export interface CutInput {
  readonly path: Path
  /** The shortest of which something is lost. */
  readonly value: Json
  readonly differs: LongTake['differs']
}

/**
 * Texts and lists of which a part makes no difference to any request, although what stands right behind the known one
 * does. At most one for each place of the input.
 */
export function cutInputs(scene: ReplayedScene): CutInput[] {
  const steady = [...volatile(scene)]
  const isSteady = (place: string) => steady.some((each) => each === place || each.startsWith(`${place}.`))
  const played = scene.takes.flatMap(({ take, result }) =>
    take.kind === 'long' && result.end === 'returned' ? [{ take, asked: askedOf(result, isSteady) }] : [],
  )
  const places = Map.groupBy(played, ({ take }) => pathText(take.path))
  return [...places.values()].flatMap((ofPlace) => {
    const bySize = [...Map.groupBy(ofPlace, ({ take }) => take.size)].toSorted(([a], [b]) => a - b)
    for (const [, alike] of bySize) {
      const as = (differs: LongTake['differs']) => alike.filter(({ take }) => take.differs === differs)
      const [whole] = as('nowhere')
      const isHeard = whole && as('early').some(({ asked }) => asked !== whole.asked)
      const lost = isHeard && alike.find(({ take, asked }) => take.differs !== 'nowhere' && asked === whole.asked)
      if (lost) return [{ path: lost.take.path, value: whole.take.value, differs: lost.take.differs }]
    }
    return []
  })
}

/** What was asked of the API, without what is of the clock or of chance. */
function askedOf({ asked = [] }: ReplayedScene['base'], isSteady: (place: string) => boolean): string {
  return asked
    .filter(({ place }) => !isSteady(place))
    .map(({ place, sum }) => `${place} ${sum}`)
    .join('\n')
}
