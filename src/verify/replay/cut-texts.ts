import type { LongTextTake } from './boxed/job.ts'
import { type Path, pathText } from './boxed/leaves.ts'
import type { ReplayedScene } from './replay.ts'
import { volatile } from './volatile.ts'

/** A text of the input of which only a part is sent. */
export interface CutText {
  readonly path: Path
  /** The shortest of which something is lost. */
  readonly value: string
  readonly differs: LongTextTake['differs']
}

/**
 * Texts of which a part makes no difference to any request, although what stands right behind the known text does. At
 * most one for each place of the input.
 */
export function cutTexts(scene: ReplayedScene): CutText[] {
  const steady = volatile(scene)
  const played = scene.takes.flatMap(({ take, result }) =>
    take.kind === 'long-text' && result.end === 'returned' ? [{ take, asked: askedOf(result, steady) }] : [],
  )
  const places = Map.groupBy(played, ({ take }) => pathText(take.path))
  return [...places.values()].flatMap((ofPlace) => {
    const bySize = [...Map.groupBy(ofPlace, ({ take }) => take.size)].toSorted(([a], [b]) => a - b)
    for (const [, alike] of bySize) {
      const as = (differs: LongTextTake['differs']) => alike.filter(({ take }) => take.differs === differs)
      const [whole] = as('nowhere')
      const isHeard = whole && as('early').some(({ asked }) => asked !== whole.asked)
      const lost = isHeard && alike.find(({ take, asked }) => take.differs !== 'nowhere' && asked === whole.asked)
      if (lost) return [{ path: lost.take.path, value: whole.take.value, differs: lost.take.differs }]
    }
    return []
  })
}

/** What was asked of the API that is not as in the first playing. */
function askedOf({ became = [] }: ReplayedScene['base'], steady: ReadonlySet<string>): string {
  return became
    .filter(({ of, place }) => of === 'request' && !steady.has(place))
    .map(({ place, to }) => `${place} ${to}`)
    .join('\n')
}
