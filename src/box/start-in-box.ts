import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Duplex, Readable, Writable } from 'node:stream'
import { endProcess } from '../lib/end-process.ts'
import type { BoxCommand } from './box-command.ts'
import type { BoxSpec } from './box.ts'
import { confinement } from './sandbox.ts'

/** A process that lives in a box until it ends or is killed. Dies with us, however we die. */
export interface Boxed {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /**
   * Resolves when nothing of the box is left alive and its output is at the end (read it, or it never is).
   * Rejects when the box could not be set up, which is our mistake or the machine's.
   */
  readonly exited: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>
  /** Process 1 of the box, by its number outside; undefined when the box never stood. */
  readonly pid: Promise<number | undefined>
  /** Kills everything in the box; `exited` tells when that is done. */
  kill(): void
}

/** Spawn it from the main thread: Linux lets a box die with the thread that made it. `spec.limits.milliseconds` is the caller's. */
export function startInBox(spec: BoxSpec): Boxed {
  const command = confinement().command(spec)
  const { statusFd, lifelineFd, env = {}, cwd = '/' } = command
  const last = Math.max(2 + command.inputs.length, statusFd ?? 0, lifelineFd ?? 0)
  const pipes = Array.from({ length: last + 1 }, () => 'pipe' as const)
  // In a session of its own, out of reach of a ^C that is meant for us: what runs is finished, or ended by us.
  const child = spawn(command.file, command.args, { stdio: pipes, env, cwd, detached: true })
  const [stdin, stdout, stderr] = [child.stdio[0] as Writable, child.stdio[1] as Readable, child.stdio[2] as Readable]
  const inputs = command.inputs.map((_, index) => child.stdio[3 + index] as Writable)
  // A box that dies early closes its ends of these; how it died is told by `exited`.
  for (const stream of [stdin, ...inputs]) stream.on('error', () => undefined)
  for (const [index, stream] of inputs.entries()) stream.end(command.inputs[index])
  const lifeline = lifelineFd === undefined ? undefined : (child.stdio[lifelineFd] as Duplex)
  lifeline?.on('error', () => undefined).once('data', () => lifeline.end('.'))

  const status = statusFd === undefined ? undefined : watchStatus(child.stdio[statusFd] as Readable)
  const killing = killer(child, status, command)
  const exited = ending(child, { status, command, killing })
  // Whoever does not wait for the ending learns nothing from a failure, and must not be ended by it either.
  exited.catch(() => undefined).then(() => command.group?.remove())
  return { stdin, stdout, stderr, exited, pid: status?.init ?? Promise.resolve(child.pid), kill: killing.kill }
}

interface Status {
  readonly text: Promise<string>
  readonly init: Promise<number | undefined>
}

function watchStatus(stream: Readable): Status {
  const { promise: init, resolve } = Promise.withResolvers<number | undefined>()
  let seen = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    seen += chunk
    const pid = /"child-pid": (\d+)/.exec(seen)?.[1]
    if (pid) resolve(Number(pid))
  })
  const whole = new Promise<string>((done) => stream.on('close', () => done(seen)))
  void whole.then(() => resolve(undefined))
  return { text: whole, init }
}

/**
 * Kills process 1 of the box first: bubblewrap then goes away only when the kernel has ended everything inside.
 * Killing bubblewrap does the same a moment too late: it would be gone before the box is.
 */
function killer(child: ChildProcess, status: Status | undefined, { stop }: BoxCommand) {
  let killed = false
  const kill = () => {
    if (killed || child.exitCode !== null || child.signalCode !== null) return
    killed = true
    const lastResort = setTimeout(() => child.kill('SIGKILL'), 2_000).unref()
    child.on('exit', () => clearTimeout(lastResort))
    if (stop) spawn(stop[0], stop.slice(1), { stdio: 'ignore' }).on('error', () => child.kill('SIGKILL'))
    else if (!status) child.kill('SIGKILL')
    void status?.init.then((pid) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      if (pid === undefined) child.kill('SIGKILL')
      else endProcess(pid)
    })
  }
  return { kill, wasKilled: () => killed }
}

interface Watched {
  readonly status: Status | undefined
  readonly command: BoxCommand
  readonly killing: { wasKilled(): boolean }
}

async function ending(child: ChildProcess, { status, command, killing }: Watched) {
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (...how) => resolve(how))
  })
  if (killing.wasKilled()) return { exitCode: null, signal: 'SIGKILL' }
  const stood = status ? (await status.text).includes('"exit-code"') : exitCode !== command.failedCode
  if (signal === null && !stood) {
    throw new Error(`the box could not be set up (exit code ${exitCode}); its error output says why`)
  }
  return { exitCode, signal }
}
