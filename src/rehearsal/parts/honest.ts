import { endHonestly, knowNothing, workHonestly } from '../moves.ts'
import type { DemoPart } from '../part.ts'
import { workOf } from '../works/work.ts'

/** Researches, looks round the account, writes, compiles, dry-runs, and says what came of it. */
export const honest: DemoPart = {
  name: 'honest',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean'] }, ends: 'accepted' },
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* endHonestly(scene, yield* workHonestly(scene, work))
  },
}
