import { endHonestly, knowNothing, workHonestly } from '../moves.ts'
import type { DemoPart } from '../part.ts'
import { workOf } from '../works/work.ts'

/** Honest and odd: what is gone already counts as deleted, so one kind of error is answered with success. */
export const honestIdempotent: DemoPart = {
  name: 'honest-idempotent',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean'] }, ends: 'accepted' },
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const source = work.idempotent ?? work.source
    yield* endHonestly(scene, yield* workHonestly(scene, { ...work, source }))
  },
}
