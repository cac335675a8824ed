import { mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Counted, phases } from '../lib/phase.ts'

/** Groups of processes whose CPU time the kernel adds up, the dead included: one for ourselves, one for each that is told apart. */
export interface CpuGroups extends AsyncDisposable {
  readonly version: 'cgroup v1' | 'cgroup v2'
  /** A process that writes `0` into it belongs there from then on, with all that come of it. */
  joinFile(group: Group): string
  /** CPU seconds since the group was made. */
  seconds(group: Group): number
  /** The kernel's own sum over all groups. */
  allSeconds(): number
}

export type Group = Counted | 'self'
const groups: readonly Group[] = [...phases, 'shared', 'rehearsal', 'apart', 'self']

/** Makes the groups and goes into `self`; undefined where this process may not, or the kernel has none. */
export function openCpuGroups(): CpuGroups | undefined {
  for (const place of places()) {
    const root = join(place.dir, `assay-${process.pid}`)
    try {
      sweepAbandoned(place.dir)
      for (const group of groups) mkdirSync(join(root, group), { recursive: true })
      writeFileSync(join(root, 'self', 'cgroup.procs'), String(process.pid))
      return groupsBelow(root, place)
    } catch {
      // Not allowed here, or not of the kind that it seemed: what was made of it is empty, and goes.
      removeGroups(root)
    }
  }
  return undefined
}

interface Place {
  readonly dir: string
  readonly version: CpuGroups['version']
}

/** Where our own group is mounted, for either version. A machine may have both. */
function places(): Place[] {
  const own = textOf('/proc/self/cgroup').split('\n')
  const mounts = textOf('/proc/self/mountinfo').split('\n')
  const v1 = own.find((line) => /^\d+:([^:]*,)?cpuacct(,[^:]*)?:/.test(line))
  const v2 = own.find((line) => line.startsWith('0::'))
  return [
    ...placesOf(v1, mounts, / - cgroup .*\bcpuacct\b/).map((dir) => ({ dir, version: 'cgroup v1' as const })),
    ...placesOf(v2, mounts, / - cgroup2 /).map((dir) => ({ dir, version: 'cgroup v2' as const })),
  ]
}

function placesOf(own: string | undefined, mounts: readonly string[], kind: RegExp): string[] {
  const mount = mounts.find((line) => kind.test(line))?.split(' ')[4]
  if (own === undefined || mount === undefined) return []
  const path = own.split(':').slice(2).join(':')
  // In a container the path may be one of the host, and the mount is then our own group.
  return [...new Set([join(mount, path), mount])]
}

function groupsBelow(root: string, { dir, version }: Place): CpuGroups {
  return {
    version,
    joinFile: (group) => join(root, group, 'cgroup.procs'),
    seconds: (group) => secondsIn(join(root, group), version),
    allSeconds: () => secondsIn(root, version),
    async [Symbol.asyncDispose]() {
      writeFileSync(join(dir, 'cgroup.procs'), String(process.pid))
      // The last of the boxes may still be on their way out.
      for (let tries = 0; tries < 20 && !removeGroups(root); tries++) await sleep(100)
    },
  }
}

function secondsIn(dir: string, version: CpuGroups['version']): number {
  if (version === 'cgroup v1') return Number(readFileSync(join(dir, 'cpuacct.usage'), 'utf8')) / 1e9
  const usage = /^usage_usec (\d+)$/m.exec(readFileSync(join(dir, 'cpu.stat'), 'utf8'))?.[1]
  return Number(usage) / 1e6
}

/** What a killed process left; the kernel lets only empty groups be removed. */
function sweepAbandoned(dir: string): void {
  for (const name of readdirSync(dir)) {
    const pid = /^assay-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && textOf(`/proc/${pid}/stat`) === '') removeGroups(join(dir, name))
  }
}

/** Whether all of it is gone. */
function removeGroups(root: string): boolean {
  for (const path of [...groups.map((group) => join(root, group)), root]) {
    try {
      rmdirSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return false
    }
  }
  return true
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // not on this system, or no longer there
  }
}
