import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:net'
import { join } from 'node:path'
import { openTempDir } from '../../lib/temp-dir.ts'
import { unprivileged } from '../unprivileged.ts'
import { architectureHere } from '../seccomp/filter.ts'
import { proberFor } from './prober.ts'

/** A canary on every side of a box: things of this machine that nothing in a box may reach, all of them open to everybody on it. */
export interface Outside extends AsyncDisposable {
  readonly dir: string
  /** Text that only our canaries hold. */
  readonly secret: string
  /** A file whose text is the secret, and others of names that are looked for. */
  readonly canary: string
  /** An executable that makes system calls. */
  readonly prober: string
  /** A file that everybody may write to. */
  readonly owned: string
  /** A directory that everybody may write to. */
  readonly open: string
  readonly socket: string
  readonly abstractSocket: string
  readonly ports: { readonly tcp: number; readonly tcp6: number | undefined; readonly udp: number }
  /** A process of the user of the boxes. */
  readonly victim: { readonly pid: number; readonly nap: string }
  /** How a process that a probe leaves behind is known: it sleeps so long. */
  readonly daemonNap: string
  /** Names of the namespaces that we are in. */
  readonly namespaces: Readonly<Record<string, string>>
  /** What happened to the canaries since the last look. */
  look(): Touched
}

/** What was seen from outside, by the name of the probe that it speaks for. */
export type Touched = Readonly<Record<string, string>>

const namespaceKinds = ['user', 'pid', 'net', 'ipc', 'uts', 'mnt'] as const

export async function openOutside(): Promise<Outside> {
  const temp = await openTempDir()
  const nonce = randomBytes(6).toString('hex')
  const place = await layOut(temp.dir, `canary-${nonce}`)
  const heard: Record<string, string> = {}
  const listeners = await listen(temp.dir, nonce, (probe) => void (heard[probe] = 'it connected'))
  // They end by themselves, should nobody be left to end them.
  const [nap, daemonNap] = ['1', '2'].map((kind) => `180.${kind}${Number.parseInt(nonce, 16)}`) as [string, string]
  const victim = await startVictim(nap, place.secret)
  return {
    ...place,
    ...listeners,
    victim: { pid: victim.pid ?? 0, nap },
    daemonNap,
    namespaces: Object.fromEntries(namespaceKinds.map((kind) => [kind, readlinkSync(`/proc/self/ns/${kind}`)])),
    look: () => ({
      ...heard,
      ...touchedFiles(place),
      ...(isAwake(victim) ? {} : { kills: 'a process of this machine was stopped' }),
      ...(processesNamed(daemonNap).length > 0 && { daemons: 'a process outlived its box' }),
    }),
    async [Symbol.asyncDispose]() {
      victim.kill('SIGKILL')
      for (const left of processesNamed(daemonNap)) process.kill(left, 'SIGKILL')
      await listeners.close()
      await temp[Symbol.asyncDispose]()
    },
  }
}

type Place = Pick<Outside, 'dir' | 'secret' | 'canary' | 'prober' | 'owned' | 'open'>

async function layOut(dir: string, secret: string): Promise<Place> {
  const path = (name: string) => join(dir, name)
  for (const name of ['canary', '.env', 'opencode.db']) await writeFile(path(name), `${secret}\n`)
  await writeFile(path('owned'), 'owned\n')
  await writeFile(path('prober'), proberFor(architectureHere()))
  await mkdir(path('open'))
  for (const name of ['canary', '.env', 'opencode.db']) await chmod(path(name), 0o644)
  for (const name of ['open', 'owned']) await chmod(path(name), 0o777)
  await chmod(path('prober'), 0o755)
  return {
    dir,
    secret,
    canary: path('canary'),
    prober: path('prober'),
    owned: path('owned'),
    open: path('open'),
  }
}

function touchedFiles({ open, owned, canary, secret }: Place): Record<string, string> {
  const made = readdirSync(open)
  return {
    ...(made.length > 0 && { 'host-write': `it made ${made.join(', ')}` }),
    ...(textOf(owned) !== 'owned\n' && { 'read-only-write': 'a file that it may only read was changed' }),
    ...(textOf(canary) !== `${secret}\n` && { 'host-write-by-link': 'a canary was changed' }),
  }
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

type Listeners = Pick<Outside, 'socket' | 'abstractSocket' | 'ports'> & { close(): Promise<void> }

async function listen(dir: string, nonce: string, heard: (probe: string) => void): Promise<Listeners> {
  const server = (probe: string) =>
    createServer((socket) => {
      heard(probe)
      socket.on('error', () => undefined).destroy()
    })
  const servers = {
    unix: server('unix-socket'),
    abstract: server('abstract-socket'),
    tcp: server('tcp'),
    tcp6: server('tcp6'),
  }
  const [socket, abstractSocket] = [join(dir, 'listener.sock'), `assay-${nonce}`]
  await at(servers.unix, socket)
  await chmod(socket, 0o666)
  await at(servers.abstract, `\0${abstractSocket}`)
  await at(servers.tcp, 0, '127.0.0.1')
  // Not every machine has IPv6.
  await at(servers.tcp6, 0, '::1').catch(() => undefined)
  const udp = createSocket('udp4', () => heard('udp'))
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  return {
    socket,
    abstractSocket,
    ports: { tcp: portOf(servers.tcp) ?? 0, tcp6: portOf(servers.tcp6), udp: udp.address().port },
    async close() {
      udp.close()
      await Promise.all(Object.values(servers).map(closed))
    },
  }
}

function at(server: Server, port: number | string, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const ready = () => resolve()
    if (typeof port === 'string') server.listen(port, ready)
    else server.listen(port, host, ready)
  })
}

function portOf(server: Server): number | undefined {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : undefined
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => (server.listening ? server.close(() => resolve()) : resolve()))
}

/** It has the same user as what is boxed, so that nothing but the box keeps it. */
async function startVictim(nap: string, secret: string): Promise<ChildProcess> {
  const { uid, gid, stepDown } = unprivileged()
  const child = spawn('/bin/sleep', [nap], {
    stdio: 'ignore',
    env: { CANARY: secret },
    ...(stepDown && { uid, gid }),
  })
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  return child
}

function isAwake(child: ChildProcess): boolean {
  if (child.exitCode !== null || child.signalCode !== null) return false
  const state = textOf(`/proc/${child.pid}/stat`)?.split(') ').at(-1)?.[0]
  return state !== undefined && !['T', 'Z', 't'].includes(state)
}

function processesNamed(nap: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && argumentsOf(name)[1] === nap)
    .map(Number)
}

function argumentsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return [] // it has just ended
  }
}
