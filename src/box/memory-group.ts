import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A box whose memory the kernel counts in sum: all its processes, and its directories in memory. */
export interface MemoryGroup {
  /** A process that writes `0` into it belongs there from then on, with all that come of it. */
  readonly joinFile: string
  /** Once nothing of the box is alive. */
  remove(): void
}

/**
 * undefined where the kernel has no such groups, or we may make none: then only each process has a limit. Where it has
 * them, there is no box without its limit: throws when it cannot be set.
 */
export function openMemoryGroup(megabytes: number): MemoryGroup | undefined {
  place ??= { found: placeHere() }
  const { found } = place
  if (!found) return undefined
  const dir = join(found.root, `box-${++count}`)
  try {
    limit(found, dir, megabytes)
  } catch (cause) {
    throw new Error(`${unlimited}: ${(cause as Error).message}`, { cause })
  }
  return { joinFile: join(dir, 'cgroup.procs'), remove: () => removeSoon(dir, 20) }
}

/** How the error begins that says that a box has no limit. */
export const unlimited = 'the memory of a box could not be limited in sum'

/** Somebody may have swept the place away meanwhile, who does not see our process. */
function limit({ root, limitFile, prepare }: Place, dir: string, megabytes: number): void {
  mkdirSync(root, { recursive: true })
  prepare(root)
  mkdirSync(dir)
  writeFileSync(join(dir, limitFile), String(megabytes * (1 << 20)))
}

/** Whether boxes have a limit in sum here. */
export function countsMemory(): boolean {
  place ??= { found: placeHere() }
  return place.found !== undefined
}

interface Place extends Omit<Candidate, 'dir'> {
  readonly root: string
}

let place: { readonly found: Place | undefined } | undefined
let count = 0

function placeHere(): Place | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const { dir, limitFile, prepare } of candidates()) {
    const place = { root: join(dir, `assay-boxes-${process.pid}`), limitFile, prepare }
    const tried = join(place.root, 'box-0')
    try {
      sweepAbandoned(dir)
      limit(place, tried, 1_024)
      rmdirSync(tried)
      process.once('exit', () => removeNow(place.root))
      return place
    } catch {
      // Not allowed here, or not of the kind that it seemed.
      removeNow(place.root)
    }
  }
  return undefined
}

interface Candidate {
  readonly dir: string
  readonly limitFile: string
  readonly prepare: (root: string) => void
}

/** Version 1 has a hierarchy for memory alone. In version 2 the groups of CPU that a bench counts are the same ones, joined later: there it stays without. */
function candidates(): Candidate[] {
  const mounts = textOf('/proc/self/mountinfo').split('\n')
  const own = /^\d+:memory:(.*)$/m.exec(textOf('/proc/self/cgroup'))?.[1]
  const v1 = mounts.find((line) => / - cgroup \S+ \S*\bmemory\b/.test(line))?.split(' ')[4]
  const v2 = mounts.find((line) => / - cgroup2 /.test(line))?.split(' ')[4]
  return [
    ...(v1 === undefined || own === undefined
      ? []
      : [join(v1, own), v1].map((dir) => ({ dir, limitFile: 'memory.limit_in_bytes', prepare: () => undefined }))),
    ...(v2 === undefined
      ? []
      : [
          {
            dir: v2,
            limitFile: 'memory.max',
            prepare: (root: string) => writeFileSync(join(root, 'cgroup.subtree_control'), '+memory'),
          },
        ]),
  ]
}

/** What a killed process left; the kernel lets only empty groups be removed. */
function sweepAbandoned(dir: string): void {
  for (const name of readdirSync(dir)) {
    const pid = /^assay-boxes-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeNow(join(dir, name))
  }
}

function removeNow(root: string): void {
  try {
    for (const name of readdirSync(root)) if (name.startsWith('box-')) rmdirSync(join(root, name))
    rmdirSync(root)
  } catch {
    // It was never made, or something in it is on its way out: the next start sweeps it.
  }
}

/** The last of a box may still be on their way out. */
function removeSoon(dir: string, tries: number): void {
  try {
    rmdirSync(dir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY' || tries === 0) return
    setTimeout(() => removeSoon(dir, tries - 1), 100).unref()
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // not on this system
  }
}
