import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:net'
import { join } from 'node:path'
import { endProcess } from '../../lib/end-process.ts'
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
  await using opened = new AsyncDisposableStack()
  const temp = opened.use(await openTempDir())
  const nonce = randomBytes(6).toString('hex')
  const place = await layOut(temp.dir, `canary-${nonce}`)
  const heard: Record<string, string> = {}
  const listeners = await listen({ dir: temp.dir, nonce, opened }, (probe) => void (heard[probe] = 'it connected'))
  // They end by themselves, should nobody be left to end them; not before any box does.
  const [nap, daemonNap] = ['1', '2'].map((kind) => `600.${kind}${Number.parseInt(nonce, 16)}`) as [string, string]
  const victim = await startVictim(nap, place.secret)
  opened.defer(() => endProcess(victim.pid))
  opened.defer(() => processesNamed(daemonNap).forEach(endProcess))
  const all = opened.move()
  return {
    ...place,
    ...listeners,
    victim: { pid: victim.pid, nap },
    daemonNap,
    namespaces: Object.fromEntries(namespaceKinds.map((kind) => [kind, readlinkSync(`/proc/self/ns/${kind}`)])),
    look: () => ({
      ...heard,
      ...touchedFiles(place),
      ...(isAwake(victim) ? {} : { kills: 'a process of this machine was stopped' }),
      ...(processesNamed(daemonNap).length > 0 && { daemons: 'a process outlived its box' }),
    }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
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

type Listeners = Pick<Outside, 'socket' | 'abstractSocket' | 'ports'>

interface Listening {
  readonly dir: string
  readonly nonce: string
  /** Closes them. */
  readonly opened: AsyncDisposableStack
}

async function listen({ dir, nonce, opened }: Listening, heard: (probe: string) => void): Promise<Listeners> {
  const server = (probe: string) => {
    const listener = createServer((socket) => {
      heard(probe)
      socket.on('error', () => undefined).destroy()
    })
    opened.defer(() => closed(listener))
    return listener
  }
  const [socket, abstractSocket] = [join(dir, 'listener.sock'), `assay-${nonce}`]
  await at(server('unix-socket'), { path: socket })
  await chmod(socket, 0o666)
  await at(server('abstract-socket'), { path: `\0${abstractSocket}` })
  const [tcp, tcp6] = [server('tcp'), server('tcp6')]
  await at(tcp, { host: '127.0.0.1' })
  // Not every machine has IPv6.
  await at(tcp6, { host: '::1' }).catch(() => undefined)
  const udp = createSocket('udp4', () => heard('udp'))
  opened.defer(() => void udp.close())
  const bound = once(udp, 'listening')
  udp.bind(0, '127.0.0.1')
  await bound
  return {
    socket,
    abstractSocket,
    ports: { tcp: portOf(tcp) ?? 0, tcp6: portOf(tcp6), udp: udp.address().port },
  }
}

async function at(server: Server, place: { readonly path: string } | { readonly host: string }): Promise<void> {
  // Rejects with the server's error.
  const listening = once(server, 'listening')
  server.listen('path' in place ? place : { ...place, port: 0 })
  await listening
}

function portOf(server: Server): number | undefined {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : undefined
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => (server.listening ? server.close(() => resolve()) : resolve()))
}

/** It has the same user as what is boxed, so that nothing but the box keeps it. */
async function startVictim(nap: string, secret: string): Promise<ChildProcess & { readonly pid: number }> {
  const { uid, gid, stepDown } = unprivileged()
  const child = spawn('/bin/sleep', [nap], {
    stdio: 'ignore',
    env: { CANARY: secret },
    ...(stepDown && { uid, gid }),
  })
  await once(child, 'spawn')
  const { pid } = child
  // By the number 0 a probe would stop its own kind.
  if (pid === undefined) throw new Error('The process that the probes go for has no number.')
  return Object.assign(child, { pid })
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
