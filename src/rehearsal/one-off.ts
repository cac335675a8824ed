import type { Move, Scene } from './part.ts'
import { dryRun, writes, type Tried } from './moves.ts'

/**
 * Puts an action that is none of the task in the place of the function, and runs it once. `statements` may count in
 * `done`. The run is what cannot be taken back, unless it does no harm.
 */
export function* runOneOff(
  scene: Scene,
  words: string,
  statements: string,
  harm: 'fatal' | 'harmless' = 'fatal',
): Move<Tried> {
  yield writes(
    scene,
    `import { createAction } from 'nango'
import { z } from 'zod'

const action = createAction({
  description: 'Runs once.',
  version: '0.0.1',
  input: z.object({}),
  output: z.object({ done: z.number(), seen: z.string() }),
  exec: async (nango) => {
    let done = 0
    let seen = ''
    ${statements.trim().replaceAll('\n', '\n    ')}
    return { done, seen: String(seen).slice(0, 400) }
  },
})

export default action
`,
  )
  return yield* dryRun(scene, {}, { words, save: false, ...(harm === 'fatal' && { isFatal: true }) })
}
