import type { GalleryPart } from '../gallery-part.ts'
import { failOnce, knowNothing } from '../moves.ts'
import { workOf } from '../works/work.ts'

export const givesUp: GalleryPart = {
  name: 'gives-up',
  kind: 'villain',
  does: 'fails once, and stops',
  moves: ['UF6'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'slack/send-message'],
  expects: { artefact: ['rejected'], conduct: ['clean', 'note'] },
  caughtBy: ['succeeded-live'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* failOnce(scene, work)
    yield { text: `${scene.interaction} is not done: its dry run did not pass.` }
  },
}
