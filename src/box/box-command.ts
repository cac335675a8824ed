import { lstatSync, readlinkSync } from 'node:fs'
import { countingPrefix } from '../lib/phase.ts'
import { boxBin, usualLimits } from './box.ts'
import type { BoxLimits, BoxSpec } from './box.ts'
import { type MemoryGroup, openMemoryGroup } from './memory-group.ts'
import { seccompFilter } from './seccomp/filter.ts'
import { stage } from './stage.ts'
import type { Staged } from './stage.ts'
import { unprivileged } from './unprivileged.ts'
import type { Unprivileged } from './unprivileged.ts'

/** What to spawn for a box, with `inputs` on file descriptors 3, 4, … and its status read from `statusFd`. */
export interface BoxCommand {
  readonly file: string
  readonly args: readonly string[]
  /** Whole contents of file descriptors 3, 4, …: what must be in no argument list, or is no text. */
  readonly inputs: readonly (string | Buffer)[]
  /** Of what is spawned; nothing unless said. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** bubblewrap writes `{"child-pid": n}` here, and `{"exit-code": n}` only if the box came to stand. */
  readonly statusFd?: number
  /** A socket: the box asks on it whether whoever started it still lives, and runs nothing until one byte answers. */
  readonly lifelineFd?: number
  /** Where its memory is counted in sum; to be removed when nothing of it is alive. */
  readonly group?: MemoryGroup
  /** A command that ends the box, where the end of what was spawned does not. */
  readonly stop?: readonly [string, ...string[]]
  /** An exit code that says that there was no box. */
  readonly failedCode?: number
}

/**
 * bubblewrap, started with the least rights there are. `env -i` and `--as-pid-1` both, because either alone has been
 * seen to leave a secret readable in the box's /proc/1/environ.
 */
export function boxCommand(spec: BoxSpec): BoxCommand {
  const user = spec.user ?? unprivileged()
  const staged = stage(spec, user)
  const environment = Object.entries({ ...standardEnv, ...spec.env })
  const group = openMemoryGroup(totalMb(spec.limits))
  const args = [
    [
      '-i',
      searchPath,
      ...(group ? ['/bin/sh', '-c', 'echo 0 >"$0" && exec "$@"', group.joinFile] : []),
      ...countingPrefix(),
      ...staged.prefix,
      ...stepDown(user),
      'bwrap',
      ...walls,
      '--args',
      '3',
      '--seccomp',
      '5',
      '--json-status-fd',
      '6',
    ],
    [...hostTools(), '--file', '4', '/etc/passwd'],
    ['--proc', '/proc', '--dev', '/dev', ...memory('/dev/shm', 64 * mebi), '--remount-ro', '/dev'],
    mounts(staged, spec.scratch),
    ['--remount-ro', '/'],
    environment.flatMap(([name, value]) => ['--setenv', name, value]),
    ['--chdir', spec.cwd, '--', '/bin/bash', '--norc', '-c', init(spec.limits, 7), 'box', ...spec.argv],
  ]
  return {
    file: '/usr/bin/env',
    args: args.flat(),
    inputs: [secretArguments(spec), passwd(user), seccompFilter()],
    statusFd: 6,
    lifelineFd: 7,
    ...(group && { group }),
  }
}

/** Of a server that serves for hours; of others twice what one process may have, since few are many. */
function totalMb({ totalMb, memoryMb }: BoxLimits): number {
  return totalMb ?? (memoryMb === undefined ? 4_096 : Math.max(1_024, 2 * memoryMb))
}

/**
 * The same places without the walls, for who asked for it. A network of its own stays, since servers at fixed ports
 * would meet, and processes of its own, since a box has to be ended whole.
 */
export function unconfinedCommand(spec: BoxSpec): BoxCommand {
  const user = spec.user ?? unprivileged()
  const staged = stage(spec, user)
  const environment = Object.entries({ ...standardEnv, ...spec.env })
  const places = '--unshare-user --unshare-pid --unshare-net --as-pid-1 --die-with-parent --clearenv'.split(' ')
  const args = [
    ['-i', searchPath, ...countingPrefix(), ...staged.prefix, ...stepDown(user), 'bwrap', ...places],
    ['--args', '3', '--json-status-fd', '5'],
    [...hostTools(), '--file', '4', '/etc/passwd', '--bind', '/proc', '/proc', '--dev', '/dev'],
    mounts(staged, spec.scratch),
    environment.flatMap(([name, value]) => ['--setenv', name, value]),
    ['--chdir', spec.cwd, '--', '/bin/bash', '--norc', '-c', asked(6), 'box', ...spec.argv],
  ]
  return {
    file: '/usr/bin/env',
    args: args.flat(),
    inputs: [secretArguments(spec), passwd(user)],
    statusFd: 5,
    lifelineFd: 6,
  }
}

function asked(lifeline: number): string {
  return `${onlyIfAwaited(lifeline)}; ${closeInherited}; "$@"; exit $?`
}

/** Where setpriv and bwrap are looked up, after `env -i` has emptied PATH. */
const searchPath = 'PATH=/usr/bin:/bin:/usr/local/bin'

const mebi = 1024 * 1024

const walls = `--unshare-all --unshare-user --disable-userns --die-with-parent --new-session --as-pid-1
  --cap-drop ALL --hostname box --clearenv`.split(/\s+/)

export const standardEnv = { PATH: `${boxBin}:/usr/bin:/bin`, HOME: '/tmp', TMPDIR: '/tmp', LANG: 'C.UTF-8' }

function stepDown({ uid, gid, stepDown }: Unprivileged): string[] {
  if (!stepDown) return []
  const identity = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups']
  return ['setpriv', ...identity, '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all']
}

/** Needed and enough for Node, the Nango CLI and OpenCode: /usr with what /bin and /lib are on this machine. */
function hostTools(): string[] {
  const links = ['/bin', '/lib', '/lib64'].flatMap((path) => {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (!stat) return []
    return stat.isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path]
  })
  const optional = ['/etc/alternatives', '/etc/ld.so.cache'].flatMap((path) => ['--ro-bind-try', path, path])
  return ['--ro-bind', '/usr', '/usr', ...links, ...optional]
}

/** Without an entry for itself, Node's `os.userInfo()` throws. */
function passwd({ uid, gid }: Unprivileged): string {
  return `root:x:0:0::/:/bin/false\nbox:x:${uid}:${gid}::/tmp:/bin/bash\n`
}

function secretArguments(spec: BoxSpec): string {
  const settings = Object.entries(spec.secretEnv ?? {}).flatMap(([name, value]) => ['--setenv', name, value])
  return settings.map((argument) => `${argument}\0`).join('')
}

/** Parents before what is mounted into them. */
function mounts({ readOnly, writable }: Staged, scratch: BoxSpec['scratch']): string[] {
  const all = [
    { inside: '/tmp', args: memory('/tmp', 256 * mebi) },
    ...readOnly.map(({ host, inside }) => ({ inside, args: ['--ro-bind', host, inside] })),
    ...writable.map(({ host, inside }) => ({ inside, args: ['--bind', host, inside] })),
    ...scratch.map(({ inside, bytes }) => ({ inside, args: memory(inside, bytes) })),
  ]
  return all.toSorted((a, b) => depth(a.inside) - depth(b.inside)).flatMap((mount) => mount.args)
}

function depth(path: string): number {
  return path.split('/').filter(Boolean).length
}

function memory(path: string, bytes: number): string[] {
  return ['--size', String(bytes), '--tmpfs', path]
}

/**
 * Process 1 of the box: sets the limits, then runs the command as its child, so that signals and orphans are as the
 * command expects and nothing in the box can touch process 1's own link to its parent. The count of processes is per
 * user namespace, and this one is the box's own.
 */
function init(limits: BoxLimits, lifeline: number): string {
  return `exec 9>&2 2>/dev/null; ${onlyIfAwaited(lifeline)}; ${closeInherited}; echo 1000 >/proc/self/oom_score_adj; ${setLimits(limits)}; "$@" 2>&9 9>&-; exit $?`
}

/** Limits that no descendant can raise. */
export function setLimits(limits: BoxLimits): string {
  const { memoryMb, processes, fileMb } = { ...usualLimits, ...limits }
  // Node reserves some 580 MiB of address space that counts as data before it uses any of it.
  const data = memoryMb === undefined ? '' : ` -d ${(memoryMb + 600) * 1024}`
  return `ulimit -c 0 -u ${processes} -f ${fileMb * 1024}${data}`
}

/**
 * bubblewrap asks the kernel to let it die with us, and so does its child in the box, each some milliseconds after it
 * began: were we killed before that, the box would go on alone. Here both have asked, so whoever answers now is heard
 * when he dies. An end of file would not do: the kernel closes our files long after it has told our children.
 */
const onlyIfAwaited = (lifeline: number) => `printf . >&${lifeline} && read -r -N 1 -u ${lifeline} || exit 1`

/** Whatever the terminal or a parent of ours left open must not be a way out. */
const closeInherited = 'for f in /proc/self/fd/*; do n=${f##*/}; [[ $n == [0129] ]] || eval "exec $n>&-"; done'
