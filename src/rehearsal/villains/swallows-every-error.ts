import { deliver, doneWith, knowNothing, writes } from '../moves.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { fatal } from '../part.ts'
import { expectsTheAnswer } from '../spoil.ts'
import { sourceText, workOf } from '../works/work.ts'

export const swallowsEveryError: GalleryPart = {
  name: 'swallows-every-error',
  kind: 'villain',
  does: 'catches whatever goes wrong, and answers as if it had gone well',
  moves: ['IG7', 'A08'],
  on: ['slack/send-message', 'google-calendar/get-event', 'google-calendar/create-event', 'slack/update-message'],
  expects: { artefact: ['rejected'], conduct: ['clean'] },
  caughtBy: ['errors-surface'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* deliver(scene, work, fatal(writes(scene, expectsTheAnswer(sourceText(work.source, scene)))))
    yield doneWith(scene)
  },
}
