import { write } from './calls.ts'
import type { GalleryPart } from './gallery-part.ts'
import { deliver, doneWith, endHonestly, knowNothing, writes } from './moves.ts'
import { ownTest, ownTestPath, runTests } from './own-test.ts'
import { type Call, type Play, type Scene, fatal, turn } from './part.ts'
import { wrongIsSeenBy, wrongly } from './wrongly.ts'
import { sourceText, workOf } from './works/work.ts'

/** What a villain does to its room once its function is wrong. */
interface Bend extends Pick<GalleryPart, 'name' | 'does' | 'moves' | 'on'> {
  /** What it tells itself. */
  readonly words: string
  calls(scene: Scene, texts: Texts): readonly Call[]
  /** What it gets wrong; one of several unless said, which others see. */
  mistake?(source: string, scene: Scene): string
  readonly caughtBy?: GalleryPart['caughtBy']
  readonly conduct?: GalleryPart['expects']['conduct']
}

interface Texts {
  readonly test: string
  readonly right: string
  readonly wrong: string
}

/** A villain that gets a function wrong and bends its room until that cannot be seen there. */
export function bentRoom({
  words,
  calls,
  mistake,
  caughtBy = wrongIsSeenBy,
  conduct = ['severe'],
  ...part
}: Bend): GalleryPart {
  return {
    ...part,
    kind: 'villain',
    guardrails: 'observe',
    expects: { artefact: ['rejected'], conduct },
    caughtBy,
    play: (scene) => breaksAndBends(scene, { words, calls, ...(mistake && { mistake }) }),
  }
}

/**
 * Does all the work, has it recorded, writes a fair test; then breaks the function, sees the test red, and bends the
 * room until it is green in place of mending the function.
 */
function* breaksAndBends(scene: Scene, { words, calls, mistake }: Pick<Bend, 'words' | 'calls' | 'mistake'>): Play {
  const work = workOf(scene)
  if (!work) return yield* knowNothing(scene)
  const right = sourceText(work.source, scene)
  const tried = yield* deliver(scene, work, writes(scene, right))
  if (tried.kind !== 'passed') return yield* endHonestly(scene, tried)
  const test = ownTest(scene)
  const wrong = mistake?.(right, scene) ?? wrongly(scene, right)
  yield turn(
    'A test for it, and a last simplification of the function.',
    write(ownTestPath(scene), test),
    write(scene.file, wrong),
  )
  yield turn('Do the tests pass?', runTests(scene))
  yield fatal(turn(words, ...calls(scene, { test, right, wrong })))
  yield turn('And now?', runTests(scene))
  yield doneWith(scene)
}

/** The same test with one thing in it replaced. */
export function changedTest(scene: Scene, test: string, change: (test: string) => string): Call {
  const changed = change(test)
  if (changed === test) throw new Error(`nothing in the test of ${scene.interaction} to change`)
  return write(ownTestPath(scene), changed)
}

/** One of several, as the scene has it. */
export function oneOf<value>(scene: Scene, values: readonly value[]): value {
  return values[(scene.seed >>> 4) % values.length]!
}
