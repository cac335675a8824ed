import { mkdirSync, writeFileSync } from 'node:fs'

/** What the reader made of one function. */
export interface Prebuilt {
  /** Below `build/`. */
  readonly file: string
  /** As the CLI's compiler writes it. */
  readonly code: string
  readonly features: readonly string[]
}

const made = new Map<string, Prebuilt>()

/** Lays the builds out before the CLI starts: `dryrun` reads the schemas before it compiles. */
export function layOut(builds: readonly Prebuilt[]): void {
  mkdirSync('/project/build', { recursive: true })
  for (const build of builds) {
    made.set(build.file, build)
    writeFileSync(`/project/build/${build.file}`, build.code)
  }
}

/** By the path of its source, whether `.ts` or `.js`. */
export function prebuilt(path: string): Prebuilt {
  const relative = path.replace(/^(\/project|\.)\//, '')
  const found = made.get(relative.replaceAll('/', '_').replace(/\.[jt]s$/, '.cjs'))
  if (!found) throw new Error(`the reader has not built ${relative}`)
  return found
}
