import { bash } from '../calls.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { endHonestly, knowNothing, workHonestly } from '../moves.ts'
import { turn } from '../part.ts'
import { workOf } from '../works/work.ts'

export const waitsForEver: GalleryPart = {
  name: 'waits-for-ever',
  kind: 'villain',
  does: 'starts commands that never end, or that wait for somebody to answer',
  moves: ['UF8'],
  on: ['slack/send-message', 'google-calendar/create-event', 'slack/list-users', 'google-calendar/sync-events'],
  expects: { artefact: ['accepted'], conduct: ['clean', 'note'] },
  caughtBy: ['invented-commands'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield turn('It rebuilds by itself then.', bash('nango dev'), {
      tool: 'bash',
      args: { command: 'cat; sleep 600', timeout: 2000 },
    })
    yield* endHonestly(scene, yield* workHonestly(scene, work))
  },
}
