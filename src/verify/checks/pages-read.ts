import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, isJsonObject } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { asksFor, cursorHandedOut, isCursorName, nextPagesIn, wayOn } from '../fresh/cursors.ts'
import { propertiesOf } from '../fresh/input-schema.ts'
import { sceneFor } from '../replay/replay.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns } from '../trial.ts'
import { hasEnough } from './has-enough.ts'

/** Where the API has more than one page: is every page read, or the way to the next one handed out and taken? */
export const pagesRead: ArtefactCheck = {
  name: 'pages-read',
  examine(trial) {
    const run = goodRuns(trial).find(({ purpose }) => purpose === 'full')
    if (!run) return undefined
    if (trial.evidence.interaction.kind === 'sync') return syncResult(run, trial)
    return unread(run, trial).length > 0 ? actionResult(run, trial) : listed(run, trial)
  },
}

function syncResult(run: FreshRun, trial: Trial): CheckResult | undefined {
  const saved = run.ending.kind === 'returned' ? Object.values(run.ending.saved).flat() : []
  if (saved.length === 0) return broken('it saved no record, though the account has some', run)
  const ids = new Set(saved.map((record) => (isJsonObject(record) ? String(record['id']) : '')))
  const listed = Math.max(...run.exchanges.filter(isSuccess).map(longestList))
  if (ids.size < 2 && listed > 2) return broken(`it gave all records one id, though the API listed ${listed}`, run)
  if (unread(run, trial).length > 0)
    return broken('it stopped although the API had said that there is a next page', run)
  return withMorePages(run, trial) ?? { outcome: 'held' }
}

function longestList(exchange: Exchange): number {
  const body = bodyOf(exchange)
  const lists = isJsonObject(body) ? Object.values(body).filter(Array.isArray) : Array.isArray(body) ? [body] : []
  return Math.max(0, ...lists.map((list) => list.length))
}

/** What it would do in an account that has more pages shows in the replay. */
function withMorePages(run: FreshRun, { replay, schemas }: Trial): CheckResult | undefined {
  const scene = sceneFor(replay, 'paged')
  if (!replay?.paged || !scene) return undefined
  const { lastPage, cursors } = replay.paged
  if (scene.base.used.includes(lastPage)) return { outcome: 'held' }
  const output = JSON.stringify(scene.base.output ?? null)
  const handsOut = cursors.some((cursor) => output.includes(JSON.stringify(cursor)))
  const takes = Object.keys(propertiesOf(schemas?.input)).some(isCursorName)
  return handsOut && takes
    ? { outcome: 'held' }
    : broken('had there been more pages, they would not all have been read', run)
}

/**
 * An action may leave the next page to its caller: then it hands out the cursor, or takes the number of a page, and goes
 * on from it. One that returns no list has found what it looked for, and one that returns as many as were asked for has enough.
 */
function actionResult(run: FreshRun, trial: Trial): CheckResult | undefined {
  const output = run.ending.kind === 'returned' ? run.ending.output : null
  if (!returnsList(output)) return undefined
  if ((trial.isRecorded && isGoneOnFrom(run, trial)) || hasEnough(trial)) return { outcome: 'held' }
  const next = trial.runs.find(({ purpose }) => purpose === 'next-page')
  if (!next && cursorHandedOut({ output, exchanges: run.exchanges, told: trial.told ?? [] }) === undefined) {
    return broken('the API had said that there is a next page; it neither read it nor handed out the way to it', run)
  }
  if (!next) return broken('it hands out a cursor that it does not take: no input is there for it', run)
  if (next.ending.kind !== 'returned')
    return broken('it could not read the page behind the cursor that it handed out', next)
  const same = JSON.stringify(next.ending.output) === JSON.stringify(output)
  return same ? broken('with the cursor that it handed out it returned the same page again', next) : { outcome: 'held' }
}

/** Whether its caller has what it takes to go on: no more than that can be seen in a recording. */
function isGoneOnFrom({ exchanges, ending }: FreshRun, { schemas, told }: Trial): boolean {
  const output = ending.kind === 'returned' ? ending.output : null
  const inputs = Object.keys(propertiesOf(schemas?.input))
  return wayOn({ exchanges, output, ...(told && { told }) }, inputs) !== undefined
}

/** Nothing was left unread: a question only for those that list, and met or would have met another page. */
function listed(run: FreshRun, trial: Trial): CheckResult | undefined {
  const isPaged = run.exchanges.filter(isSuccess).some((page) => nextPagesIn(page, trial.told).length > 0)
  const output = run.ending.kind === 'returned' ? run.ending.output : null
  // Whoever was given a number may have been asked for so many.
  const wantsSome = isPaged && leavesOf(run.input ?? null).some(({ value }) => typeof value === 'number')
  const result = returnsList(output) && !wantsSome ? withMorePages(run, trial) : undefined
  return result ?? (isPaged ? { outcome: 'held' } : undefined)
}

function returnsList(output: Json): boolean {
  return leavesOf(output).some(({ path }) => path.some((key) => typeof key === 'number'))
}

/** Pages that named a next one which no later request of the run asked for. */
function unread({ exchanges }: FreshRun, { told }: Trial): readonly Exchange[] {
  const pages = exchanges.filter(isSuccess)
  return pages.filter((page, index) => {
    const next = nextPagesIn(page, told)
    const later = pages.slice(index + 1)
    return next.length > 0 && !next.some((way) => later.some((request) => asksFor(request, way)))
  })
}

function broken(because: string, run: FreshRun): CheckResult {
  const pages = run.exchanges.filter(isSuccess).slice(-3)
  return { outcome: 'broken', because, exhibits: pages.map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' })) }
}
