import { readFileSync, readdirSync } from 'node:fs'

/**
 * Megabytes of memory that belong to a process and all that came of it, and to nobody else: what is mapped from files
 * is not counted. 0 when it is gone, or where there is no /proc to look in.
 */
export function memoryBelow(pid: number): number {
  const parents = parentsOfAll()
  const family = [...parents.keys()].filter((each) => isBelow(each, pid, parents))
  return Math.round(family.reduce((pages, each) => pages + ownPages(each), 0) / pagesPerMb)
}

/** Of x64 and, mostly, arm64. */
const pagesPerMb = 256

function parentsOfAll(): Map<number, number> {
  const pids = readProc('/proc', (path) => readdirSync(path))?.filter((name) => /^\d+$/.test(name)) ?? []
  return new Map(
    pids.flatMap((name) => {
      const stat = readProc(`/proc/${name}/stat`, readText)
      // The command's name may hold anything, spaces and parentheses too: what follows its end is plain.
      const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
      return parent === undefined ? [] : [[Number(name), Number(parent)] as const]
    }),
  )
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let each: number | undefined = pid; each !== undefined && each > 0; each = parents.get(each)) {
    if (each === root) return true
  }
  return false
}

function ownPages(pid: number): number {
  const [, resident = 0, shared = 0] = (readProc(`/proc/${pid}/statm`, readText) ?? '').split(' ').map(Number)
  return resident - shared
}

function readText(path: string): string {
  return readFileSync(path, 'utf8')
}

/** Processes come and go while one looks. */
function readProc<result>(path: string, read: (path: string) => result): result | undefined {
  try {
    return read(path)
  } catch {
    return undefined // it has just ended
  }
}
