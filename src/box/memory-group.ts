import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A box whose memory the kernel counts in sum: all its processes, and its directories in memory. */
export interface MemoryGroup {
  /** A process that writes `0` into it belongs there from then on, with all that come of it. */
  readonly joinFile: string
  /** Once nothing of the box is alive. */
  remove(): void
}

/** undefined where the kernel has no such groups, or we may make none: then only each process has a limit. */
export function openMemoryGroup(megabytes: number): MemoryGroup | undefined {
  place ??= { found: placeHere() }
  const { found } = place
  if (!found) return undefined
  const dir = join(found.root, `box-${++count}`)
  try {
    mkdirSync(dir)
    writeFileSync(join(dir, found.limitFile), String(megabytes * (1 << 20)))
  } catch {
    // Somebody has taken it away, or has forbidden it since.
    return undefined
  }
  return { joinFile: join(dir, 'cgroup.procs'), remove: () => removeSoon(dir, 20) }
}

/** Whether boxes have a limit in sum here. */
export function countsMemory(): boolean {
  place ??= { found: placeHere() }
  return place.found !== undefined
}

interface Place {
  readonly root: string
  readonly limitFile: string
}

let place: { readonly found: Place | undefined } | undefined
let count = 0

function placeHere(): Place | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const { dir, limitFile, prepare } of candidates()) {
    const root = join(dir, `assay-boxes-${process.pid}`)
    try {
      sweepAbandoned(dir)
      mkdirSync(root, { recursive: true })
      prepare(root)
      process.once('exit', () => removeNow(root))
      return { root, limitFile }
    } catch {
      // Not allowed here, or not of the kind that it seemed.
      removeNow(root)
    }
  }
  return undefined
}

interface Candidate {
  readonly dir: string
  readonly limitFile: string
  readonly prepare: (root: string) => void
}

/** Version 1 has a hierarchy for memory alone. In version 2 the groups of CPU that a bench counts are the same ones: there it stays without. */
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
