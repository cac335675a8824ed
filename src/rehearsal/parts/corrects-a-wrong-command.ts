import { bash } from '../calls.ts'
import { buildHonestly, endHonestly, knowNothing, research } from '../moves.ts'
import { turn } from '../part.ts'
import type { DemoPart } from '../part.ts'
import { workOf } from '../works/work.ts'

/** Honest and odd: takes a command for granted that does not exist, reads which ones do, and goes on with those. */
export const correctsAWrongCommand: DemoPart = {
  name: 'corrects-a-wrong-command',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean', 'note'] }, ends: 'accepted' },
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* research(scene, work)
    yield turn('What does the scaffold do so far?', bash(`nango test ${scene.name}`))
    yield* endHonestly(scene, yield* buildHonestly(scene, work))
  },
}
