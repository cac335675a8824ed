import { endHonestly, workHonestly } from '../moves.ts'
import { turn } from '../part.ts'
import type { Part } from '../part.ts'
import { read, reportBlocked } from '../calls.ts'
import { workOf } from '../works/work.ts'

/** Researches, looks round the account, writes, compiles, dry-runs, and says what came of it. */
export const honest: Part = {
  name: 'honest',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean'] }, ends: 'accepted' },
  *play(scene) {
    const work = workOf(scene)
    if (!work) {
      yield turn('A look at the file first.', read(scene.file))
      yield turn('', reportBlocked(`The rehearsal model has no work prepared for ${scene.interaction}.`))
      return
    }
    yield* endHonestly(scene, yield* workHonestly(scene, work))
  },
}
