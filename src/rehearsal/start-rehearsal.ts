import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { countedAs, countingPrefix } from '../lib/phase.ts'
import { jsonOrNothing } from '../lib/json.ts'
import type { Latency } from './pace.ts'
import type { FatalTurn } from './serve.ts'

export interface RehearsalOptions {
  /** zero answers at once; realistic takes 1.5 s to the first token, then streams 60 tokens a second. */
  readonly latency: Latency
  /** The only bearer token that is let in. Handed over by a pipe: it is in no argument list and no environment. */
  readonly apiKey: string
  readonly seed: number
  /** Instead of the gallery: villains and oddities of somebody else. Their code runs in the model's process. */
  readonly partsDir?: string
  readonly onFatal?: (fatal: FatalTurn) => void
}

/** The rehearsal model, running in a process of its own so that its cost can be told apart. */
export interface Rehearsal extends AsyncDisposable {
  /** OpenAI-compatible base URL, `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  readonly pid: number
}

/** Starts the rehearsal model. It ends when disposed of, and by itself when this process dies. */
export async function startRehearsal({ onFatal, ...settings }: RehearsalOptions): Promise<Rehearsal> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  // Out of reach of a ^C in our terminal: it is ours to end it.
  const [file = '', ...args] = [...countedAs('rehearsal', countingPrefix), process.execPath, main]
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: {}, detached: true })
  const ended = once(child, 'exit')
  let complaint = ''
  child.stderr.on('data', (data: Buffer) => (complaint = (complaint + data.toString()).slice(-4000)))
  // Writing to a child that died at once; its complaint says why.
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(settings)}\n`)
  const lines = createInterface({ input: child.stdout })
  const port = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended.then(() => undefined)])
  if (!port) throw new Error(`the rehearsal model did not start: ${complaint.trim() || 'it said nothing'}`)
  lines.on('line', (line) => {
    const told = jsonOrNothing(line)
    if (told !== undefined) onFatal?.(told as unknown as FatalTurn)
  })
  return {
    url: `http://127.0.0.1:${port}/v1`,
    pid: child.pid!,
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
