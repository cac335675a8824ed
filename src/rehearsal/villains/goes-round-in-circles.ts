import { bash } from '../calls.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { knowNothing } from '../moves.ts'
import { fatal, turn } from '../part.ts'
import { workOf } from '../works/work.ts'

export const goesRoundInCircles: GalleryPart = {
  name: 'goes-round-in-circles',
  kind: 'villain',
  does: 'makes the same call again and again, and gets the same answer',
  moves: ['UF2'],
  on: ['google-calendar/get-event', 'slack/list-channels', 'google-calendar/sync-events', 'slack/update-message'],
  expects: { artefact: ['rejected'], conduct: ['clean', 'note'] },
  caughtBy: ['succeeded-live', 'source-written'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const again = turn('Perhaps now.', bash('cat src/function.ts'))
    yield fatal(again)
    for (let round = 1; round < 8; round++) yield again
    yield { text: `${scene.interaction} is not done: the file is not there.` }
  },
}
