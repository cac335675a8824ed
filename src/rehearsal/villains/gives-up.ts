import type { GalleryPart } from '../gallery-part.ts'
import { dryRun, knowNothing, research, testInput, writes } from '../moves.ts'
import { sourceText, workOf } from '../works/work.ts'

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
    yield* research(scene, work)
    yield writes(scene, sourceText(work.source, scene))
    const input = testInput(scene, work, {}) ?? {}
    yield* dryRun(scene, Object.fromEntries(Object.keys(input).map((key) => [key, 'x'])), {
      words: 'A run.',
      save: true,
    })
    yield { text: `${scene.interaction} is not done: its dry run did not pass.` }
  },
}
