import { deliver, doneWith, knowNothing, writes } from '../moves.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { fatal } from '../part.ts'
import { readsFirstPageOnly } from '../spoil.ts'
import { sourceText, workOf } from '../works/work.ts'

export const readsOnePage: GalleryPart = {
  name: 'reads-one-page',
  kind: 'villain',
  does: 'reads the first page of a list, and takes it for the whole',
  moves: ['IG14', 'A17'],
  on: ['slack/list-users', 'slack/list-channels', 'google-calendar/sync-events'],
  expects: { artefact: ['rejected'], conduct: ['clean'] },
  caughtBy: ['pages-read'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* deliver(scene, work, fatal(writes(scene, readsFirstPageOnly(sourceText(work.source, scene)))))
    yield doneWith(scene)
  },
}
