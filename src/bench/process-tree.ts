import { readFileSync, readdirSync } from 'node:fs'

/** A process as /proc tells of it. */
export interface ProcessSeen {
  readonly pid: number
  readonly parent: number
  /** Its own CPU seconds and those of the children that it has waited for. */
  readonly cpuSeconds: number
  /** What it has in memory, shared pages counted in full. */
  readonly residentMb: number
}

/** A process and all that came of it and are still alive. */
export function processTree(root: number): ProcessSeen[] {
  const children = new Map<number, ProcessSeen[]>()
  for (const name of readdirSync('/proc')) {
    const seen = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    if (seen) children.set(seen.parent, [...(children.get(seen.parent) ?? []), seen])
  }
  const own = statOf(root)
  const found = own ? [own] : []
  for (const { pid } of found) found.push(...(children.get(pid) ?? []))
  return found
}

/** The process that plays the model: it stands for somebody else's computer. */
export function isRehearsal(seen: ProcessSeen): boolean {
  return scriptOf(seen).endsWith('/rehearsal/main.ts')
}

/** All but the model and who only measures. */
export function isOfRun(seen: ProcessSeen): boolean {
  return !isRehearsal(seen) && !scriptOf(seen).endsWith('/bench/memory-watch.ts')
}

function scriptOf({ pid }: ProcessSeen): string {
  return textOf(`/proc/${pid}/cmdline`).split('\0')[1] ?? ''
}

/** Its share of memory in megabytes, what it shares with others in proportion; 0 when it has ended. */
export function proportionalMb({ pid }: ProcessSeen): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1]
  return Number(kilobytes ?? 0) / 1024
}

const ticksPerSecond = 100
const pagesPerMb = 256

/** undefined when it has ended. */
function statOf(pid: number): ProcessSeen | undefined {
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  if (fields.length < 22) return undefined
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  const residentMb = Number(fields[21]) / pagesPerMb
  return { pid, parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond, residentMb }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it ended while we looked
  }
}
