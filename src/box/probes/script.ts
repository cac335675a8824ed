import { type BoxSpec, usualLimits } from '../box.ts'
import type { Outside } from './outside.ts'
import type { Probe } from './probe.ts'

/** Where the maker of system calls is, inside. */
export const proberInside = '/opt/assay/prober'

/** What the probes are told of the box that they are in. */
export interface Told {
  readonly prober: string
  /** What of it may be read, be written to, and is in memory. */
  readonly readable: readonly string[]
  readonly writable: readonly string[]
  readonly scratch: readonly string[]
  /** Names of the environment. */
  readonly variables: readonly string[]
  readonly processes: number
  readonly fileMb: number
  readonly memoryMb: number | undefined
  readonly totalMb: number | undefined
  /** Where sockets are looked for. */
  readonly lookIn: string
}

export function toldOf(spec: BoxSpec): Told {
  const { limits } = spec
  const inside = (mounts: readonly { readonly inside: string }[]) => mounts.map((mount) => mount.inside)
  return {
    prober: proberInside,
    readable: inside(spec.readOnly),
    writable: inside(spec.writable),
    scratch: inside(spec.scratch),
    variables: ['PATH', 'HOME', 'TMPDIR', 'LANG', ...Object.keys({ ...spec.env, ...spec.secretEnv })],
    processes: limits.processes ?? usualLimits.processes,
    fileMb: limits.fileMb ?? usualLimits.fileMb,
    memoryMb: limits.memoryMb,
    totalMb: limits.totalMb,
    lookIn: '/',
  }
}

/** All probes, one after the other, each in a shell of its own; `readRan` knows what it prints. */
export function scriptOf(probes: readonly Probe[], outside: Outside, told: Told): string {
  return [
    settings(outside, told),
    functions,
    ...probes.map(
      ({ name, attempt }) =>
        `probe=${name}\n( echo "@began $probe"; ${attempt}\n) 2>/dev/null </dev/null\necho "@ran $probe"`,
    ),
  ].join('\n')
}

/** `shows` has to see what it looks for before it can be believed that it saw nothing. */
const functions = String.raw`hole() { printf '@hole %s %s\n' "$probe" "$*"; }
cannot() { printf '@cannot %s %s\n' "$probe" "$*"; }
shows() { grep -qaF -e "$secret" && hole "$@"; }
probe=self; echo "$secret" | shows works`

function settings(outside: Outside, told: Told): string {
  const { ports, victim, namespaces } = outside
  const words = {
    // In two halves: what is looked for in arguments and memory must not be found in those of the shell itself.
    secret: inHalves(outside.secret),
    nap: inHalves(victim.nap),
    daemon: inHalves(outside.daemonNap),
    abstract: inHalves(outside.abstractSocket),
    outside: quoted(outside.dir),
    canary: quoted(outside.canary),
    open: quoted(outside.open),
    socket: quoted(outside.socket),
    victim: String(victim.pid),
    tcp: String(ports.tcp),
    tcp6: String(ports.tcp6 ?? ''),
    udp: String(ports.udp),
    prober: quoted(told.prober),
    lookin: quoted(told.lookIn),
    processes: String(told.processes),
    file_mb: String(told.fileMb),
    memory_mb: String(told.memoryMb ?? ''),
    total_mb: String(told.totalMb ?? ''),
    variables: quoted(told.variables.join(' ')),
    readable: list(told.readable),
    writable: list(told.writable),
    scratch: list(told.scratch),
  }
  const assigned = Object.entries(words).map(([name, value]) => `${name}=${value}`)
  const named = Object.entries(namespaces).map(([kind, name]) => `[${kind}]=${quoted(name)}`)
  return [...assigned, `declare -A namespaces=(${named.join(' ')})`].join('\n')
}

function inHalves(text: string): string {
  const middle = text.length >> 1
  return `${quoted(text.slice(0, middle))}${quoted(text.slice(middle))}`
}

function list(values: readonly string[]): string {
  return `(${values.map(quoted).join(' ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** What the script said. */
export interface Ran {
  /** Begun, and come to the end. */
  readonly ran: ReadonlySet<string>
  readonly holes: ReadonlyMap<string, readonly string[]>
  readonly cannot: ReadonlyMap<string, string>
  /** What the maker of system calls wrote. */
  readonly calls: Buffer | undefined
  /** Whether a secret that is there was seen. */
  readonly sees: boolean
}

export function readRan(stdout: string): Ran {
  const said = stdout.split('\n').flatMap((line) => {
    const [, kind, name = '', words = ''] = /^@(\w+) (\S+) ?(.*)$/.exec(line) ?? []
    return kind === undefined ? [] : [{ kind, name, words }]
  })
  const of = (wanted: string) => said.filter(({ kind }) => kind === wanted)
  const begun = new Set(of('began').map(({ name }) => name))
  const holes = Object.groupBy(of('hole'), ({ name }) => name)
  const calls = of('calls')[0]?.name
  return {
    ran: new Set(begun.intersection(new Set(of('ran').map(({ name }) => name)))),
    holes: new Map(Object.entries(holes).map(([name, found = []]) => [name, found.map(({ words }) => words)])),
    cannot: new Map(of('cannot').map(({ name, words }) => [name, words])),
    calls: calls === undefined ? undefined : Buffer.from(calls, 'base64'),
    sees: holes['self'] !== undefined,
  }
}
