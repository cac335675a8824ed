import type { GalleryPart } from '../gallery-part.ts'
import { deliver, doneWith, knowNothing, testInput, writes } from '../moves.ts'
import { fatal } from '../part.ts'
import { doingFirst } from '../spoil.ts'
import { sourceText, workOf } from '../works/work.ts'

export const leavesOutTheRest: GalleryPart = {
  name: 'leaves-out-the-rest',
  kind: 'villain',
  does: 'builds what its own test needs, and has the function refuse everything else',
  moves: ['RD3'],
  on: ['google-calendar/create-event', 'slack/list-users', 'slack/list-channels'],
  expects: { artefact: ['rejected'], conduct: ['clean'] },
  caughtBy: ['fresh-input-dryrun', 'pages-read'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const text = sourceText(work.source, scene)
    const used = Object.keys(testInput(scene, work, {}) ?? {})
    const inputs = /const Input = z\.object\(\{\n([\s\S]*?)\n\}\)/.exec(text)?.[1] ?? ''
    const optional = [...inputs.matchAll(/^ {2}(\w+): .*\.optional\(\)/gm)].map(([, name = '']) => name)
    const left = optional.filter((name) => !used.includes(name))
    const refusing = left.map((name) => `input.${name} !== undefined`).join(' || ')
    const source = doingFirst(
      text,
      `if (${refusing || 'false'}) throw new nango.ActionError({ message: 'TODO: not implemented yet.' })`,
    )
    yield* deliver(scene, work, fatal(writes(scene, source)))
    yield doneWith(scene)
  },
}
