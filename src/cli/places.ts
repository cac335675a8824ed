import { relative, resolve } from 'node:path'
import { sha256 } from '../lib/sha256.ts'
import type { Plan } from '../plan/plan.ts'
import { findRun, type RunDirectory } from '../record/run-directory.ts'

/** Where things lie, from the directory in which Assay was called. */
export interface Places {
  readonly runs: string
  readonly output: string
  readonly cache: string
}

export function placesOfRun(): Places {
  return { runs: resolve('.assay/runs'), output: resolve('nango-integrations'), cache: resolve('.assay/cache') }
}

/** What proofs are doing in live accounts, one directory a spec. Empty when none is at work and none was killed. */
export function proofBooks(): string {
  return resolve('.assay/proofs')
}

/**
 * When the functions of a project were proved last: one file for each project and each way of proving it. In live
 * accounts that is the spec that names them.
 */
export function provedBook(root: string, upstream: Plan['upstream'], spec: string): string {
  const way = upstream === 'embedded' ? upstream : `${upstream} ${resolve(spec)}`
  return resolve('.assay/proved', `${sha256(`${resolve(root)} ${way}`).slice(0, 16)}.json`)
}

/** The demo touches nothing outside this one directory. */
export function placesOfDemo(): Places {
  const demo = resolve('.assay/demo')
  return { runs: resolve(demo, 'runs'), output: resolve(demo, 'nango-integrations'), cache: resolve(demo, 'cache') }
}

/** A bench's runs would fill the others' lists. The toolchain is the same one. */
export function placesOfBench(): Places {
  const bench = resolve('.assay/bench')
  return { runs: resolve(bench, 'runs'), output: resolve(bench, 'nango-integrations'), cache: resolve(bench, 'cache') }
}

/** What villains leave is nobody's output. `plays` is for what came of those of a self-test that broke off. */
export function placesOfSelfTest(): Places & { readonly plays: string } {
  const dir = resolve('.assay/self-test')
  return {
    runs: resolve(dir, 'runs'),
    output: resolve(dir, 'nango-integrations'),
    cache: resolve(dir, 'cache'),
    plays: resolve(dir, 'plays'),
  }
}

/** All kinds of runs: reading commands take the newest of all. */
export function runRoots(): string[] {
  return [placesOfRun().runs, placesOfDemo().runs, placesOfBench().runs, placesOfSelfTest().runs]
}

export function runNamed(run?: string): RunDirectory {
  return findRun(runRoots(), run)
}

/** A path as a person would type it here. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') ? path : short
}
