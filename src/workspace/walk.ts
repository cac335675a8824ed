import type { BigIntStats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Something below a directory; without `stat` where it cannot be looked at, as when its path is too long for the system. */
export interface Place {
  /** Relative to the directory. */
  readonly path: string
  readonly stat: BigIntStats | undefined
}

export interface WalkOptions {
  /** Left out, with all that is below. */
  readonly except: readonly string[]
  /** Come first, and all of them; of others at most `mostStrangers`, as an agent can make more than anybody can look at. */
  readonly known?: { has(path: string): boolean }
}

export const mostStrangers = 2_000

/** All that is below a directory, parents before what is in them. Follows no link. */
export async function walkBelow(dir: string, { except, known }: WalkOptions): Promise<Place[]> {
  const found: Place[] = []
  let strangers = 0
  const visit = async (relative: string) => {
    for (const path of knownFirst(await pathsIn(dir, relative), known)) {
      if (except.includes(path)) continue
      if (known && !known.has(path) && ++strangers > mostStrangers) return
      const stat = await lstat(join(dir, path), { bigint: true }).catch(() => undefined)
      found.push({ path, stat })
      if (stat?.isDirectory()) await visit(path)
    }
  }
  await visit('')
  return found
}

async function pathsIn(dir: string, relative: string): Promise<string[]> {
  // What the agent shut, or made too deep for a path to name, has no names for us.
  const names = await readdir(join(dir, relative)).catch(() => [])
  return names.map((name) => join(relative, name))
}

function knownFirst(paths: readonly string[], known: WalkOptions['known']): readonly string[] {
  if (!known) return paths
  return [...paths.filter((path) => known.has(path)), ...paths.filter((path) => !known.has(path))]
}
