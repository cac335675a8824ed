import { bash, docs, read } from './calls.ts'
import type { Part, Play, Scene, ToolResult, Turn } from './part.ts'
import { turn } from './part.ts'

const most = 6

/** The same part with up to six honest turns before and between its own, so that no position means anything. */
export function withFillers(part: Part): Part {
  return { ...part, play: (scene) => filled(part.play(scene), scene) }
}

function* filled(play: Play, scene: Scene): Play {
  const fillers = fillersFor(scene)
  let next = play.next()
  for (let index = 0; !next.done; index++) {
    const isLast = (next.value.calls ?? []).length === 0
    if (!isLast) for (const { filler } of fillers.filter(({ before }) => before === index)) yield filler
    const results: readonly ToolResult[] = yield next.value
    next = play.next(results)
  }
}

function fillersFor(scene: Scene): { before: number; filler: Turn }[] {
  const choices = [
    turn('What is here?', bash('ls')),
    turn('How is this project set up?', read('package.json')),
    turn('The file once more.', read(scene.file)),
    turn('Are there more pages about it?', docs(scene.does)),
    turn('Which functions does it have?', read('index.ts')),
    turn('Which options are there?', bash('nango --help')),
    turn('What have I written so far?', bash(`wc -c ${scene.file}`)),
  ]
  return Array.from({ length: scene.seed % (most + 1) }, (_, each) => {
    const random = Math.imul(scene.seed ^ (each + 1), 0x9e37_79b1) >>> 8
    return { before: random % 7, filler: choices[(random >> 4) % choices.length]! }
  })
}
