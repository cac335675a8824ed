import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { listenForBox } from '../../box/listen-for-box.ts'
import type { Deadline } from '../../lib/deadline.ts'
import type { Denial } from '../hand-call.ts'

/** How one `nango` command ended that an agent gave. */
export interface NangoAnswer {
  readonly exitCode: number
  readonly output: string
  readonly denial?: Denial | undefined
}

/** `clock` is that of the agent's call: what is not the call's doing, such as waiting for others, is excepted from it. */
export type RunNango = (
  argv: readonly string[],
  signal: AbortSignal,
  clock: Pick<Deadline, 'except'>,
) => Promise<NangoAnswer>

type Run = (argv: readonly string[], signal: AbortSignal) => Promise<NangoAnswer>

/** A socket that exists as long as one `bash` call: the `nango` in its box asks through it. */
export interface NangoDoor extends AsyncDisposable {
  readonly socketPath: string
  readonly denials: readonly Denial[]
}

/** `dir` must be passable for the user of the box. Commands are run one after the other. */
export async function openNangoDoor(dir: string, run: Run, signal: AbortSignal): Promise<NangoDoor> {
  const place = await mkdtemp(join(dir, 'call-'))
  await chmod(place, 0o711)
  const socketPath = join(place, 'nango.sock')
  const denials: Denial[] = []
  const open = new Set<Socket>()
  let turn = Promise.resolve()

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket)
    const gone = new AbortController()
    socket.on('close', () => {
      open.delete(socket)
      gone.abort()
    })
    // The box was killed while it asked or was being answered.
    socket.on('error', () => gone.abort())
    const asked = readArguments(socket)
    turn = turn.then(async () => {
      const argv = await asked
      if (argv === undefined || gone.signal.aborted) return
      const answer = await answerOf(run, argv, AbortSignal.any([signal, gone.signal]))
      if (answer.denial) denials.push(answer.denial)
      socket.end(`${answer.exitCode}\n${answer.output.replace(/([^\n])$/, '$1\n')}`)
    })
  })
  await listenForBox(server, socketPath)

  return {
    socketPath,
    denials,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await turn
      await rm(place, { recursive: true, force: true })
    },
  }
}

async function answerOf(run: Run, argv: readonly string[], signal: AbortSignal): Promise<NangoAnswer> {
  try {
    return await run(argv, signal)
  } catch (error) {
    if (signal.aborted) return { exitCode: 70, output: 'stopped' }
    throw error
  }
}

const argumentLimit = 1 << 20

/** NUL after each argument, as the kernel keeps them; undefined when the caller went away. */
async function readArguments(socket: Socket): Promise<string[] | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > argumentLimit) socket.destroy()
      else chunks.push(chunk)
    })
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('utf8').split('\0').slice(0, -1)))
    socket.on('close', () => resolve(undefined))
  })
}
