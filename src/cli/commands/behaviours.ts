import { UserError } from '../../lib/user-error.ts'
import { matchesGlob } from '../../plan/matches-glob.ts'
import { readRecord } from '../../record/record.ts'
import { listRuns } from '../../record/run-directory.ts'
import { type UnreadRun, behavioursAcross, behavioursAcrossText } from '../../report/behaviours-across.ts'
import { placesOfRun, runRoots } from '../places.ts'
import { say, sayJson, screenOf } from '../say.ts'

interface BehavioursFlags {
  readonly runs?: string
  readonly json?: boolean
}

/** Those of `assay run`, unless a pattern says which: then demo, bench and self-test are looked through as well. */
export function behaviours({ runs: pattern, json }: BehavioursFlags): number {
  const all = listRuns(runRoots())
  const chosen =
    pattern === undefined ? listRuns([placesOfRun().runs]) : all.filter(({ run }) => matchesGlob(run, pattern))
  if (chosen.length === 0) throw noneChosen(pattern, all)
  const unread: UnreadRun[] = []
  const records = chosen.flatMap(({ run, dir }) => {
    try {
      return [{ run, recorded: readRecord(dir) }]
    } catch (error) {
      // Damaged, or of a newer version: it is named, and the others still count.
      if (!(error instanceof UserError)) throw error
      unread.push({ run, because: error.message })
      return []
    }
  })
  const view = behavioursAcross(records, unread)
  if (json) sayJson(view)
  else say(behavioursAcrossText(view, screenOf(process.stdout)))
  return 0
}

function noneChosen(pattern: string | undefined, all: readonly { readonly run: string }[]): UserError {
  if (all.length === 0) {
    return new UserError(
      'There is no run here yet.',
      'Start one with `assay demo` or `assay run`, or change the directory.',
    )
  }
  const what = pattern === undefined ? 'There is no run of `assay run` here.' : `No run fits "${pattern}".`
  const ids = all.slice(-10).map(({ run }) => run)
  return new UserError(
    what,
    `Runs here, demo, bench and self-test included: ${ids.join(', ')}. Choose with --runs, such as --runs "${ids.at(-1)!.slice(0, 7)}*".`,
  )
}
