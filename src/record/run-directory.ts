import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '../lib/nearest-word.ts'
import { UserError } from '../lib/user-error.ts'
import { recordFile } from './record.ts'

/** A run on the disk: its id (`2026-11-23-a`) and its directory. */
export interface RunDirectory {
  readonly run: string
  readonly dir: string
}

/** Every run under some roots (`.assay/runs`), oldest first. */
export function listRuns(roots: readonly string[]): readonly RunDirectory[] {
  return roots
    .flatMap((root) => (existsSync(root) ? readdirSync(root).map((run) => ({ run, dir: join(root, run) })) : []))
    .filter(({ dir }) => existsSync(join(dir, recordFile)))
    .sort((one, other) => compareRuns(one.run, other.run))
}

/** The run of that id, or the newest one. Throws `UserError` when there is none. */
export function findRun(roots: readonly string[], run?: string): RunDirectory {
  const runs = listRuns(roots)
  const found = run === undefined ? runs.at(-1) : runs.find((each) => each.run === run)
  if (found) return found
  if (runs.length === 0) {
    throw new UserError(
      'There is no run here yet.',
      'Start one with `assay demo` or `assay run`, or change the directory.',
    )
  }
  const ids = runs.map((each) => each.run)
  throw new UserError(
    `There is no run "${run}".${didYouMean(run ?? '', ids)}`,
    `Runs here, newest last: ${ids.slice(-10).join(', ')}.`,
  )
}

/** Makes the directory of a new run in `root`, with an id that is free in all roots: the day and a letter. */
export function createRunDirectory(root: string, roots: readonly string[], now: Date): RunDirectory {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
  mkdirSync(root, { recursive: true })
  for (let count = 0; ; count++) {
    const run = `${day}-${letters(count)}`
    if (!roots.some((each) => existsSync(join(each, run))) && isMade(join(root, run)))
      return { run, dir: join(root, run) }
  }
}

/** False when another process made it first. */
function isMade(dir: string): boolean {
  try {
    mkdirSync(dir)
    return true
  } catch (error) {
    // Taken in the meantime: the next letter is tried. Anything else is no matter of names.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** a … z, aa, ab …: in this order a longer text is a later one. */
function letters(count: number): string {
  const last = String.fromCodePoint(97 + (count % 26))
  return count < 26 ? last : letters(Math.floor(count / 26) - 1) + last
}

function compareRuns(one: string, other: string): number {
  const [oneDay, otherDay] = [one.slice(0, 11), other.slice(0, 11)]
  if (oneDay !== otherDay) return oneDay < otherDay ? -1 : 1
  return one.length - other.length || (one < other ? -1 : 1)
}
