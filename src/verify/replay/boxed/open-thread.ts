import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { Circumstances, FromThread, Reply, Span, Stage, ToThread } from './messages.ts'

/** The thread in which the function runs, as seen by who reads what it does. */
export interface PlayerThread {
  /** Begins one playing; what is left of the one before is not heard any more. */
  play(how: Circumstances): Playing
  /** Which pieces of its script no playing has run; nothing where that cannot be said. */
  unreached(): Promise<readonly Span[] | undefined>
  /** What became of it, once it is gone. */
  ended(): string | undefined
  /** Nothing of it runs after this. */
  stop(): Promise<void>
}

export interface Playing {
  /** What the thread says of this playing; at its end when the thread is gone. */
  readonly messages: AsyncIterable<FromThread>
  answer(ask: number, reply: Reply): void
}

/**
 * A thread of its own world, without the rights by which it could see or change ours: no files but the packages that
 * functions may use, no processes, no inspector, no bindings, no threads.
 */
export function openThread(stage: Stage): PlayerThread {
  const { port1: port, port2: theirs } = new MessageChannel()
  const entry = fileURLToPath(new URL(`player-thread${extname(import.meta.url)}`, import.meta.url))
  const reads = [stage.nodeModules, import.meta.dirname].map((path) => `--allow-fs-read=${path}/`)
  const worker = new Worker(entry, {
    workerData: { port: theirs, stage },
    transferList: [theirs],
    env: {},
    argv: [],
    execArgv: ['--permission', '--no-warnings', ...inspecting, ...reads],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 1_200, stackSizeMb: 4 },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  const heard = inbox()
  let ended: string | undefined
  port.on('message', heard.put)
  worker.on('error', (error) => (ended ??= `it ended its thread: ${String(error).slice(0, 200)}`))
  worker.on('exit', (code) => {
    ended ??= `its thread ended (exit code ${code})`
    // What it said before comes first.
    setImmediate(heard.close)
  })
  let current = -1
  const tell = (message: ToThread) => port.postMessage(message)
  return {
    play(how) {
      const play = ++current
      tell({ kind: 'play', play, how })
      return {
        messages: heard.of(play),
        answer: (ask, reply) => tell({ kind: 'answer', play, ask, reply }),
      }
    },
    async unreached() {
      tell({ kind: 'reach' })
      for await (const said of heard.of(current)) if (said.kind === 'reach') return said.unreached
      return undefined
    },
    ended: () => ended,
    async stop() {
      await worker.terminate()
      port.close()
    },
  }
}

/** Of itself alone: what counts its code. Ours has no inspector that it could reach. */
const inspecting = ['--allow-inspector'].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag))

function inbox() {
  const arrived: FromThread[] = []
  let isClosed = false
  let wake = () => {}
  return {
    put(message: unknown) {
      if (isMessage(message)) arrived.push(message)
      wake()
    },
    close() {
      isClosed = true
      wake()
    },
    async *of(play: number): AsyncGenerator<FromThread> {
      for (;;) {
        const next = arrived.shift()
        if (next?.play === play) yield next
        if (next) continue
        if (isClosed) return
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}

/** Ours are all right; one that the function has managed to send need not be. */
function isMessage(message: unknown): message is FromThread {
  if (!isObject(message)) return false
  const { kind, play, ask, request, does, value, what, model, records, odd, output, error, looked, unreached } =
    message as {
      readonly [name: string]: unknown
    }
  const areTexts = (...values: unknown[]) => values.every((each) => typeof each === 'string')
  if (typeof play !== 'number') return false
  if (kind === 'tracks-deletes') return true
  if (kind === 'reach') return unreached === undefined || Array.isArray(unreached)
  if (kind === 'odd') return areTexts(odd)
  if (kind === 'keep') return areTexts(what, model, records)
  if (kind === 'returned') return areTexts(output) && isObject(looked)
  if (kind === 'threw') return areTexts(error) && isObject(looked)
  if (kind === 'checkpoint') return typeof ask === 'number' && areTexts(does, value)
  return kind === 'ask' && typeof ask === 'number' && isObject(request)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
