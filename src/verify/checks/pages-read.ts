import type { Exchange } from '../../gateway/exchange.ts'
import type { CheckResult } from '../check.ts'
import { cursorHandedOut, cursorsIn } from '../fresh/fresh-runs.ts'
import { isSuccess } from '../refusal.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns } from '../trial.ts'

/** Where the API has more than one page: is every page read, or the way to the next one handed out and taken? */
export const pagesRead: ArtefactCheck = {
  name: 'pages-read',
  examine(trial) {
    const run = goodRuns(trial).find(({ purpose }) => purpose === 'full')
    if (!run) return undefined
    if (trial.evidence.interaction.kind === 'sync') return syncResult(run)
    return unread(run).length > 0 ? actionResult(run, trial) : listed(run)
  },
}

function syncResult(run: FreshRun): CheckResult {
  const saved = run.ending.kind === 'returned' ? Object.values(run.ending.saved).flat().length : 0
  if (saved === 0) return broken('it saved no record, though the account has some', run)
  if (unread(run).length > 0) return broken('it stopped although the API had said that there is a next page', run)
  const pages = run.exchanges.filter(isSuccess)
  if (pages.some((page) => cursorsIn(page).length > 0)) return { outcome: 'held' }
  return {
    outcome: 'undecided',
    because: 'the account had one page only, so that nothing shows whether the next is read',
  }
}

/**
 * An action may leave the next page to its caller: then it hands out the cursor, and goes on from it. One that returns
 * no list has found what it looked for.
 */
function actionResult(run: FreshRun, trial: Trial): CheckResult | undefined {
  const output = run.ending.kind === 'returned' ? run.ending.output : null
  if (!leavesOf(output).some(({ path }) => path.some((key) => typeof key === 'number'))) return undefined
  if (cursorHandedOut(output, run.exchanges) === undefined) {
    return broken('the API had said that there is a next page; it neither read it nor handed out the way to it', run)
  }
  const next = trial.runs.find(({ purpose }) => purpose === 'next-page')
  if (!next) return broken('it hands out a cursor that it does not take: no input is there for it', run)
  if (next.ending.kind !== 'returned')
    return broken('it could not read the page behind the cursor that it handed out', next)
  const same = JSON.stringify(next.ending.output) === JSON.stringify(output)
  return same ? broken('with the cursor that it handed out it returned the same page again', next) : { outcome: 'held' }
}

/** Nothing was left unread: a question only for those that met a second page. */
function listed(run: FreshRun): CheckResult | undefined {
  return run.exchanges.filter(isSuccess).some((page) => cursorsIn(page).length > 0) ? { outcome: 'held' } : undefined
}

/** Pages that named a next one which no later request of the run asked for. */
function unread({ exchanges }: FreshRun): readonly Exchange[] {
  const pages = exchanges.filter(isSuccess)
  return pages.filter((page, index) => {
    const cursors = cursorsIn(page)
    const later = pages.slice(index + 1)
    return cursors.length > 0 && !cursors.some((cursor) => later.some((request) => uses(request, cursor)))
  })
}

function uses({ query, requestBody, url }: Exchange, cursor: string): boolean {
  return query.some(([, value]) => value === cursor) || requestBody.includes(cursor) || url === cursor
}

function broken(because: string, run: FreshRun): CheckResult {
  const pages = run.exchanges.filter(isSuccess).slice(-3)
  return { outcome: 'broken', because, exhibits: pages.map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' })) }
}
