import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { openTempDir } from '../lib/temp-dir.ts'
import { UserError } from '../lib/user-error.ts'
import type { BoxEnding, BoxSpec } from './box.ts'
import { diagnose } from './diagnose.ts'
import { runInBox } from './run-in-box.ts'
import { unprivileged } from './unprivileged.ts'

/** The one way of confining that there is so far; macOS would be another. */
export interface BoxReady {
  readonly kind: 'ready'
  readonly name: 'bwrap'
}

/**
 * Builds a box with a canary on every side of it and looks whether the walls hold; nothing is taken for granted from
 * a version or a setting. Throws a `UserError` when a tool is missing, when the system forbids boxes, and when a box leaks.
 */
export async function probeBox(): Promise<BoxReady> {
  if (process.platform !== 'linux') {
    throw new UserError(
      `Agents can't be confined on ${process.platform} yet: their box is built with Linux namespaces.`,
      'Run Assay on Linux, in a virtual machine or on a server.',
    )
  }
  const needed = ['bwrap', ...(unprivileged().stepDown ? ['setpriv', 'unshare'] : []), 'socat', 'rg']
  refuseMissing(needed.filter((tool) => !systemDirs.some((dir) => existsSync(join(dir, tool)))))

  const temp = await openTempDir()
  try {
    return await probeIn(temp.dir)
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

/** Below /usr, because of the whole system only that is seen inside. */
const systemDirs = ['/usr/bin', '/usr/local/bin']
const packages: Record<string, string> = { bwrap: 'bubblewrap', socat: 'socat', rg: 'ripgrep' }

function refuseMissing(tools: readonly string[]): void {
  if (tools.length === 0) return
  const names = [...new Set(tools.map((tool) => packages[tool] ?? 'util-linux'))]
  throw new UserError(
    `The box that agents are confined in needs ${tools.join(', ')}, which ${tools.length === 1 ? 'is' : 'are'} not installed in ${systemDirs.join(' or ')}.`,
    `Run scripts/setup, or: sudo apt-get install --yes ${names.join(' ')}`,
  )
}

async function probeIn(dir: string): Promise<BoxReady> {
  await mkdir(join(dir, 'allowed'))
  await writeFile(join(dir, 'allowed/file'), 'allowed-text')
  // Anybody may read and overwrite these on the host, so that nothing but the box keeps them.
  await writeFile(join(dir, 'canary'), 'canary-text')
  await mkdir(join(dir, 'outside'))
  await chmod(join(dir, 'outside'), 0o777)

  const listener = await listen()
  try {
    const ending = await runProbe(dir, listener.port)
    const leaks = findLeaks(ending, { connected: listener.connected(), wrote: existsSync(join(dir, 'outside/file')) })
    if (leaks.length > 0) {
      throw new UserError(
        `The box leaks: a process inside could ${leaks.join(', and ')}.`,
        'No agent is started like this. Please report it, with the versions of the kernel and of bwrap.',
      )
    }
    refuseUseless(ending)
    return { kind: 'ready', name: 'bwrap' }
  } finally {
    listener.close()
  }
}

async function runProbe(dir: string, port: number): Promise<BoxEnding> {
  const attempts = [
    'cat /allowed/file',
    `cat ${dir}/canary /proc/1/root${dir}/canary`,
    `exec 3<>/dev/tcp/127.0.0.1/${port}`,
    `echo x >${dir}/outside/file`,
    'echo x >/allowed/file && echo wrote-read-only',
    'unshare --user true && echo nested-namespace',
    `[[ -e /proc/${process.pid}/fd ]] && [[ $(</proc/${process.pid}/cmdline) == *node* ]] && echo host-process`,
    'echo end-of-probe',
  ]
  const spec: BoxSpec = {
    argv: ['/bin/bash', '-c', attempts.map((attempt) => `( ${attempt} )`).join('\n')],
    cwd: '/tmp',
    readOnly: [{ host: join(dir, 'allowed'), inside: '/allowed' }],
    writable: [],
    scratch: [],
    env: {},
    limits: { milliseconds: 20_000, outputBytes: 20_000 },
  }
  try {
    return await runInBox(spec)
  } catch (error) {
    // bubblewrap's own words say which door of the system is shut.
    throw diagnose(error instanceof Error ? error.message : String(error), error)
  }
}

function findLeaks({ stdout }: BoxEnding, outside: { connected: boolean; wrote: boolean }): string[] {
  const leaks = {
    'read a file of this machine that it was not given': stdout.includes('canary-text'),
    'connect to a port of this machine': outside.connected,
    'write a file of this machine': outside.wrote,
    'write what it may only read': stdout.includes('wrote-read-only'),
    'make namespaces of its own': stdout.includes('nested-namespace'),
    'see the processes of this machine': stdout.includes('host-process'),
  }
  return Object.entries(leaks).flatMap(([what, happened]) => (happened ? [what] : []))
}

/** Walls that let nothing in would pass every test of a leak. */
function refuseUseless({ stdout, stderr, exitCode }: BoxEnding): void {
  if (stdout.includes('allowed-text') && stdout.includes('end-of-probe')) return
  throw diagnose(`a command inside ended with ${exitCode} and said: ${stderr.trim()}`)
}

async function listen() {
  let connected = false
  const server = createServer((socket) => {
    connected = true
    socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return { port: address.port, connected: () => connected, close: () => server.close() }
}
