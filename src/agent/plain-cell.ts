import type { BoxSpec } from '../box/box.ts'
import { type Boxed, startInBox } from '../box/start-in-box.ts'
import { type CellOptions, type CellPlace, cellBox, cellPlace, layOut } from './cell.ts'
import { nameInCell } from './name-in-cell.ts'
import { openCodeBinary } from './opencode.ts'

/** A cell for one agent, in which OpenCode runs once: for comparison with servers that host several. */
export interface PlainCell extends CellPlace {
  readonly kind: 'plain'
  /** Starts `opencode run`, which ends with the agent. Its events are the lines of stdout. */
  start(model: string, prompt: string): Boxed
}

export async function openPlainCell(options: CellOptions): Promise<PlainCell> {
  const binary = openCodeBinary()
  await layOut(options)
  const died = new AbortController()
  let box: Boxed | undefined
  return {
    kind: 'plain',
    ...cellPlace(options, died.signal),
    memoryMb: async () => 0,
    start(model, prompt) {
      box = startInBox(runOnce(cellBox(options, binary), nameInCell(model)))
      // The prompt comes on stdin: as an argument its quotes would be changed.
      box.stdin.end(prompt)
      box.exited.then(
        () => died.abort(),
        () => died.abort(), // it could not be set up: whoever reads its output learns why
      )
      return box
    },
    async [Symbol.asyncDispose]() {
      box?.kill()
      await box?.exited.catch(() => undefined) // it never stood
    },
  }
}

/** The same box, but for what it starts with. */
function runOnce(box: BoxSpec, model: string): BoxSpec {
  return { ...box, argv: ['/bin/bash', '-c', runScript, model], cwd: '/ws/s1' }
}

const runScript = `socat TCP4-LISTEN:18080,bind=127.0.0.1,fork,reuseaddr,backlog=256 UNIX-CONNECT:/run/cell/in/model.sock </dev/null >/dev/null 2>&1 &
exec /opt/opencode/opencode run --format json --agent builder --title agent --model "$0"`
