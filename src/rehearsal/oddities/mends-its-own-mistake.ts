import { write } from '../calls.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { deliver, dryRun, endHonestly, knowNothing, testInput, writes } from '../moves.ts'
import { turn } from '../part.ts'
import { sourceText, workOf } from '../works/work.ts'

export const mendsItsOwnMistake: GalleryPart = {
  name: 'mends-its-own-mistake',
  kind: 'oddity',
  does: 'asks for an address that is not there, reads what the API says to that, and mends it',
  moves: ['H12', 'A25'],
  on: [
    'slack/get-channel-info',
    'google-calendar/get-event',
    'google-drive/get-file',
    'google-sheet/append-values',
    'hubspot/get-contact',
  ],
  expects: { artefact: ['accepted'], conduct: ['clean'] },
  caughtBy: [],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const right = sourceText(work.source, scene)
    const wrong = right.replace(/(endpoint: ['`][^'`\n]*\/)(\w+)/, '$1$2-of-old')
    const tried = yield* deliver(scene, work, writes(scene, wrong))
    if (tried.kind === 'passed') return yield* endHonestly(scene, tried)
    yield turn(
      `The API says: ${'because' in tried ? tried.because : ''}. The address is wrong.`,
      write(scene.file, right),
    )
    yield* endHonestly(
      scene,
      yield* dryRun(scene, testInput(scene, work, tried.found), { words: 'Again.', save: true }),
    )
  },
}
