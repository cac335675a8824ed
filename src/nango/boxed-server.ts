import { randomBytes } from 'node:crypto'
import { jsonWithoutPrototypes } from '../lib/json.ts'
import type { BoxSpec } from '../box/box.ts'
import { type Boxed, startInBox } from '../box/start-in-box.ts'
import { countedAs, served } from '../lib/phase.ts'

/** What a boxed process made of a request. It is expected to misbehave: none of these is thrown. */
export type Answer =
  | { readonly kind: 'answered'; readonly value: unknown }
  | { readonly kind: 'timed-out' }
  /** It ended, or spoke out of turn, while it was working on the request. */
  | { readonly kind: 'died'; readonly because: string }
  /** It never came to stand: our side, or the machine's. */
  | { readonly kind: 'unavailable'; readonly because: string }

/** A process in a box that answers requests one after the other. Started by the first one, and again after it died. */
export interface BoxedServer extends AsyncDisposable {
  ask(request: unknown, milliseconds: number): Promise<Answer>
  /** Ends the process; the next request starts another, which knows nothing of this one. */
  retire(): Promise<void>
  /** Which process answers now, if one lives: what one knew, the next one does not. */
  readonly generation: number | undefined
}

const startDeadline = 60_000
const longestLine = 32 << 20

/** `isShared` says that it serves a whole run: what it costs is put down to whoever asks. */
export function boxedServer(spec: BoxSpec, { isShared = false } = {}): BoxedServer {
  let running: Running | undefined
  let generation = 0
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()

  const stop = async () => {
    const stopping = running
    running = undefined
    await stopping?.stop()
  }
  const askNow = async (request: unknown, milliseconds: number): Promise<Answer> => {
    if (closed) return { kind: 'unavailable', because: 'the room is closed' }
    if (!running || running.ended()) {
      await stop()
      running = isShared ? countedAs('shared', () => start(spec)) : start(spec)
      generation++
      const ready = await running.nextLine(startDeadline)
      if (ready.kind !== 'answered') {
        const because = ready.kind === 'timed-out' ? 'it did not start in time' : `it did not start: ${ready.because}`
        await stop()
        return { kind: 'unavailable', because }
      }
    }
    running.send(request)
    const answer = await running.nextLine(milliseconds)
    if (answer.kind !== 'answered') await stop()
    return answer
  }
  return {
    ask(request, milliseconds) {
      const work = () => askNow(request, milliseconds)
      const answer = turn.then(() => (isShared ? served(work) : work()))
      turn = answer.catch(() => undefined) // whoever asked is told
      return answer
    },
    retire() {
      const retired = turn.then(stop)
      turn = retired
      return retired
    },
    get generation() {
      return running && !running.ended() ? generation : undefined
    },
    async [Symbol.asyncDispose]() {
      closed = true
      await stop()
    },
  }
}

interface Running {
  send(request: unknown): void
  nextLine(milliseconds: number): Promise<Answer>
  ended(): boolean
  stop(): Promise<void>
}

function start(spec: BoxSpec): Running {
  const box = startInBox(spec)
  const marker = randomBytes(16).toString('hex')
  const errors = tail(box)
  const lines = markedLines(box, `${marker} `)
  let ended = false
  const end = box.exited.then(
    ({ exitCode, signal }) => `it ended with ${signal ?? `exit code ${exitCode}`}: ${errors()}`,
    (error: unknown) => `${error instanceof Error ? error.message : String(error)} ${errors()}`,
  )
  void end.then(() => (ended = true))
  box.stdin.write(`${marker}\n`)
  return {
    send: (request) => void box.stdin.write(`${JSON.stringify(request)}\n`),
    nextLine: (milliseconds) => {
      const { promise: late, resolve } = Promise.withResolvers<Answer>()
      const timer = setTimeout(() => resolve({ kind: 'timed-out' }), milliseconds)
      const died = end.then((because): Answer => ({ kind: 'died', because }))
      return Promise.race([lines.next(), late, died]).finally(() => clearTimeout(timer))
    },
    ended: () => ended,
    stop: async () => {
      box.kill()
      await end
    },
  }
}

/** The last of what it printed: for people, to understand a failure. */
function tail({ stderr }: Boxed): () => string {
  let text = ''
  stderr.setEncoding('utf8')
  stderr.on('data', (chunk: string) => (text = (text + chunk).slice(-2_000)))
  return () => text.trim()
}

/** The lines of stdout that begin with the marker; the box is killed when one gets too long. */
function markedLines(box: Boxed, marker: string): { next(): Promise<Answer> } {
  const arrived: Answer[] = []
  let waiting: ((answer: Answer) => void) | undefined
  const tell = (answer: Answer) => {
    if (waiting) waiting(answer)
    else if (arrived.length < 16) arrived.push(answer)
    waiting = undefined
  }
  let held: Buffer[] = []
  let size = 0
  box.stdout.on('data', (chunk: Buffer) => {
    let from = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, end)]).toString('utf8')
      held = []
      size = 0
      from = end + 1
      if (line.startsWith(marker)) tell(parsed(line.slice(marker.length)))
    }
    held.push(chunk.subarray(from))
    size += chunk.length - from
    if (size <= longestLine) return
    held = []
    box.kill()
    tell({ kind: 'died', because: `it wrote a line of more than ${longestLine} bytes` })
  })
  return {
    next: () => {
      const first = arrived.shift()
      return first ? Promise.resolve(first) : new Promise((resolve) => (waiting = resolve))
    },
  }
}

function parsed(text: string): Answer {
  const value = jsonWithoutPrototypes(text)
  if (value !== undefined) return { kind: 'answered', value }
  return { kind: 'died', because: 'its answer is not JSON' } // it has meddled with the channel
}
