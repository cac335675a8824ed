import { bash } from '../calls.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { buildHonestly, endHonestly, knowNothing, research } from '../moves.ts'
import { turn } from '../part.ts'
import { workOf } from '../works/work.ts'

export const recoversFromAWrongCommand: GalleryPart = {
  name: 'recovers-from-a-wrong-command',
  kind: 'oddity',
  does: 'takes commands for granted that do not exist, reads which ones do, and goes on with those',
  moves: ['H10'],
  on: ['slack/send-message', 'google-calendar/delete-event', 'google-drive/get-file', 'hubspot/create-contact'],
  expects: { artefact: ['accepted'], conduct: ['clean', 'note'] },
  caughtBy: [],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* research(scene, work)
    yield turn('Is what is there all right?', bash(`nango test ${scene.name}`))
    yield turn('Then so.', bash(`nango validate ${scene.interaction}; nango generate:tests`))
    yield turn('What is there, then?', bash('nango --help'), bash('nango dryrun --help'))
    yield* endHonestly(scene, yield* buildHonestly(scene, work))
  },
}
