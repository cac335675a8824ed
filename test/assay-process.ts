import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { prepareToolchain } from '../src/nango/prepare-toolchain.ts'

const bin = join(import.meta.dirname, '..', 'bin', 'assay.mjs')

/** A running `assay` in a directory of its own, with an environment as empty as it can be. */
export function startAssay(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: 'pipe',
    // A process group of its own, as a shell gives it.
    detached: true,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
  const saw = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(said.stderr)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended early:\n${said.stderr}`)
      await new Promise((resume) => setTimeout(resume, 50))
    }
  }
  return {
    pid: child.pid!,
    said,
    ended,
    saw,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** ^C in a terminal: it reaches the whole process group. */
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
  }
}

export async function runAssay(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const assay = startAssay(cwd, args, env)
  return { ...(await assay.ended), ...assay.said }
}

/** A directory that everybody may pass through, as a checkout is, removed with `remove`. */
export async function temporaryDirectory() {
  const dir = await mkdtemp(join(tmpdir(), 'assay-test-'))
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) }
}

/** Makes a cache the one of all tests, in which the toolchain is ready: whoever makes it anew waits some ten seconds. */
export async function shareToolchain(cache: string): Promise<void> {
  const shared = join(import.meta.dirname, '../node_modules/.cache/assay')
  await prepareToolchain(shared)
  await mkdir(dirname(cache), { recursive: true })
  await symlink(shared, cache)
}

/** Temporary directories of a process. */
export function leftInTmp(pid: number): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`assay-${pid}-`))
}

/** A process and all that came of it, by number and start time: a number alone may be used again. */
export function descendantsOf(pid: number): string[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter(isNumber)
      .map((each) => [Number(each), parentOf(Number(each))]),
  )
  const found = [pid]
  for (const parent of found) found.push(...[...parents].flatMap(([each, of]) => (of === parent ? [each] : [])))
  return found.map((each) => `${each}@${startOf(each)}`)
}

export function isAlive(process: string): boolean {
  const [pid] = process.split('@')
  return existsSync(`/proc/${pid}`) && `${pid}@${startOf(Number(pid))}` === process && !isZombie(Number(pid))
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name)
}

function parentOf(pid: number): number {
  return Number(fieldOf(pid, 1))
}

function startOf(pid: number): string {
  return fieldOf(pid, 19)
}

function isZombie(pid: number): boolean {
  return fieldOf(pid, 0) === 'Z'
}

/** Fields of /proc/<pid>/stat after the command's name, from the state on; '' when it is gone. */
function fieldOf(pid: number, index: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[index] ?? ''
  } catch {
    return '' // it ended while we looked
  }
}
