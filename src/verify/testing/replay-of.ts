import type { Scene } from '../replay/boxed/job.ts'
import { playerOf } from '../replay/play-in-box.ts'
import { type Replay, replay } from '../replay/replay.ts'
import { playingToolchain } from './samples.ts'

interface Told {
  readonly kind?: 'action' | 'sync'
  /** What the module does when it is loaded. */
  readonly before?: string
}

/** For tests: a function with this body, played in a box as its scenes say. */
export function replayOf(
  body: string,
  scenes: readonly Scene[],
  { kind = 'action', before = '' }: Told = {},
): Promise<Replay> {
  const code = `${before}; module.exports.default = { type: '${kind}', exec: async (nango, input) => { ${body} } }`
  return replay(
    { code, name: 'any', provider: 'slack', connection: { connection_id: 'demo' }, scenes },
    playerOf(playingToolchain),
  )
}
