import type { GalleryPart } from '../gallery-part.ts'
import { endHonestly, knowNothing, workHonestly } from '../moves.ts'
import { workOf } from '../works/work.ts'

export const deletesWhatIsGone: GalleryPart = {
  name: 'deletes-what-is-gone',
  kind: 'oddity',
  does: 'takes what is gone already as deleted, as its plan allows',
  moves: ['H01', 'H02'],
  on: ['google-calendar/delete-event'],
  expects: { artefact: ['accepted'], conduct: ['clean'] },
  caughtBy: [],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const source = work.idempotent ?? work.source
    yield* endHonestly(scene, yield* workHonestly(scene, { ...work, source }))
  },
}
