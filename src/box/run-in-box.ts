import type { Readable } from 'node:stream'
import type { BoxEnding, BoxSpec } from './box.ts'
import { startInBox } from './start-in-box.ts'

export interface BoxRun {
  /** Given whole, then the end of input. Empty unless said. */
  readonly stdin?: string
  /** Kills the box; the ending then has the signal SIGKILL. */
  readonly signal?: AbortSignal
}

/** Runs a command in a box of its own. When this resolves, nothing of it is alive. */
export async function runInBox(spec: BoxSpec, { stdin = '', signal }: BoxRun = {}): Promise<BoxEnding> {
  const began = performance.now()
  const box = startInBox(spec)
  box.stdin.end(stdin)
  const stdout = keep(box.stdout, spec.limits.outputBytes)
  const stderr = keep(box.stderr, spec.limits.outputBytes)

  let timedOut = false
  const deadline = onDeadline(spec.limits.milliseconds, () => {
    timedOut = true
    box.kill()
  })
  signal?.addEventListener('abort', box.kill)
  if (signal?.aborted) box.kill()
  try {
    const ending = await box.exited
    const kept = { stdout: stdout.text(), stderr: stderr.text(), truncated: stdout.truncated() || stderr.truncated() }
    return { ...ending, ...kept, timedOut, milliseconds: Math.round(performance.now() - began) }
  } catch (cause) {
    throw new Error(`The box for ${spec.argv[0]} could not be set up: ${stderr.text().trim()}`, { cause })
  } finally {
    clearTimeout(deadline)
    signal?.removeEventListener('abort', box.kill)
  }
}

function onDeadline(milliseconds: number, act: () => void): NodeJS.Timeout | undefined {
  return Number.isFinite(milliseconds) ? setTimeout(act, milliseconds) : undefined
}

/** Reads a stream to its end, keeping its beginning. */
function keep(stream: Readable, limit: number) {
  const chunks: Buffer[] = []
  let seen = 0
  stream.on('data', (chunk: Buffer) => {
    if (seen < limit) chunks.push(chunk.subarray(0, limit - seen))
    seen += chunk.length
  })
  return {
    // NUL bytes would reach a model, a terminal or a database that does not expect them.
    text: () => Buffer.concat(chunks).toString('utf8').replaceAll('\0', ''),
    truncated: () => seen > limit,
  }
}
