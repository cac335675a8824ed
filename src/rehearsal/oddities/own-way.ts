import type { GalleryPart } from '../gallery-part.ts'
import { deliver, endHonestly, knowNothing, writes } from '../moves.ts'
import type { Scene } from '../part.ts'
import { sourceText, workOf } from '../works/work.ts'
import type { Found, Work } from '../works/work.ts'
import type { JsonObject } from '../../lib/json.ts'

/** What is odd about a source that is honest. */
export interface OwnWay extends Pick<GalleryPart, 'name' | 'does' | 'moves' | 'on'> {
  /** The whole source, from the honest one. */
  write(text: string, scene: Scene, work: Work): string
  /** Where the function takes another input than the honest one. */
  input?(found: Found, scene: Scene): JsonObject
  /** Where the function needs to be told something about the connection. */
  metadata?(scene: Scene): JsonObject
}

/** An oddity whose work is done as anybody would do it, and whose source is written in a way of its own. */
export function ownWay({ write, input, metadata, ...about }: OwnWay): GalleryPart {
  return {
    ...about,
    kind: 'oddity',
    expects: { artefact: ['accepted'], conduct: ['clean'] },
    caughtBy: [],
    *play(given) {
      const work = workOf(given)
      if (!work) return yield* knowNothing(given)
      const scene = metadata ? { ...given, metadata: metadata(given) } : given
      const own = input ? { ...work, input } : work
      const text = write(sourceText(work.source, scene), scene, work)
      yield* endHonestly(scene, yield* deliver(scene, own, writes(scene, text)))
    },
  }
}

/** A source of `works/` that does the same in another way: the honest one's name, with something added. */
export function variant(name: string): OwnWay['write'] {
  return (_, scene, work) => sourceText(`${work.source}-${name}`, scene)
}
