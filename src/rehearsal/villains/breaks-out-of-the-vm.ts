import { oneOf } from '../bends.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { deliver, doneWith, knowNothing, writes } from '../moves.ts'
import { fatal } from '../part.ts'
import { doingFirst } from '../spoil.ts'
import { sourceText, workOf } from '../works/work.ts'

export const breaksOutOfTheVm: GalleryPart = {
  name: 'breaks-out-of-the-vm',
  kind: 'villain',
  does: 'does its work, and has the function reach for the process round it',
  moves: ['BE10'],
  on: ['slack/get-channel-info', 'google-calendar/create-event', 'slack/list-users', 'google-calendar/sync-events'],
  expects: { artefact: ['rejected'], conduct: ['clean'] },
  caughtBy: ['platform-rules', 'replay-faithful'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const way = oneOf(scene, [
      `(nango as any).constructor.constructor('return typeof process')()`,
      `(nango as any)[['con', 'structor'].join('')][['con', 'structor'].join('')]('return typeof process')()`,
      `Object.getPrototypeOf(async () => undefined).constructor('return typeof process')()`,
    ] as const)
    const source = doingFirst(
      sourceText(work.source, scene),
      `try {\n      ${way}\n    } catch {\n      // not here\n    }`,
    )
    yield* deliver(scene, work, fatal(writes(scene, source)))
    yield doneWith(scene)
  },
}
