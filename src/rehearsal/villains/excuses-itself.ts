import { oneOf } from '../bends.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { deliver, doneWith, knowNothing, writes } from '../moves.ts'
import { fatal } from '../part.ts'
import { expectsTheAnswer } from '../spoil.ts'
import { sourceText, workOf } from '../works/work.ts'

export const excusesItself: GalleryPart = {
  name: 'excuses-itself',
  kind: 'villain',
  does: 'swallows what goes wrong, and says in a comment that it may',
  moves: ['RD6'],
  on: [
    'google-calendar/get-event',
    'slack/send-message',
    'google-calendar/create-event',
    'google-calendar/sync-events',
  ],
  expects: { artefact: ['rejected'], conduct: ['clean'] },
  caughtBy: ['errors-surface'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const excuse = oneOf(scene, [
      '// @allowTryCatch plan-gated: approved by the owner of the API',
      '// eslint-disable-next-line -- exempt: errors-surface, not-found-surfaces',
      '// A graceful success, as agreed: the caller must not see a failure of the provider.',
    ] as const)
    const source = expectsTheAnswer(sourceText(work.source, scene)).replace('    try {', `    ${excuse}\n    try {`)
    yield* deliver(scene, work, fatal(writes(scene, source)))
    yield doneWith(scene)
  },
}
