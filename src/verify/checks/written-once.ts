import type { Exchange } from '../../gateway/exchange.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import { changesBetween } from '../account-changes.ts'
import type { CheckResult } from '../check.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { mayWrite } from '../is-write.ts'
import { performs } from '../performs.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { kindOfPlace, leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { madeTwice } from '../shared/made-twice.ts'
import { type ArtefactCheck, type FreshRun, goodRuns } from '../trial.ts'

/**
 * Is no more made than was asked for: nothing twice, and nothing on the side? Many APIs read by POST as well, and a
 * function may change one thing to get at another. So what counts is a thing that came or went by a request.
 */
export const writtenOnce: ArtefactCheck = {
  name: 'written-once',
  examine(trial) {
    const runs = goodRuns(trial).filter(({ exchanges }) => exchanges.some(isWriting))
    if (runs.length === 0) return undefined
    const planned = trial.evidence.interaction.operations.filter(mayWrite)
    const isPlanned = (exchange: Exchange) => planned.some((operation) => performs(exchange, operation))
    if (trial.isShared) return madeTwice(runs)
    for (const run of runs) {
      const writing = run.exchanges.filter(isWriting)
      const again = writing.filter((exchange, at) => isMadeTwice(exchange, writing.slice(0, at), run))
      if (again.length > 0) return broken('it made the same request again, and the account has both', again)
      const aside = planned.length === 0 ? [] : writing.filter((exchange) => !isPlanned(exchange))
      const felt = [...aside, ...unlikeOthers(writing, run)].filter((exchange) => cameOrWent(exchange, run).length > 0)
      if (felt.length > 0) return broken('it wrote something that nobody had asked for', felt)
    }
    return { outcome: 'held' }
  },
}

function isWriting(exchange: Exchange): boolean {
  return isSuccess(exchange) && mayWrite(exchange)
}

/**
 * Asked before in the same words, and each time answered with a thing of its own that is in the account since; or else
 * what was given is in the account twice as often as it was sent at a time, as a row of a table may be.
 */
function isMadeTwice(exchange: Exchange, earlier: readonly Exchange[], run: FreshRun): boolean {
  const made = cameOrWent(exchange, run)
  return earlier.some((other) => {
    if (other.method !== exchange.method || other.url !== exchange.url || other.requestBody !== exchange.requestBody)
      return false
    if (isTwiceThere(exchange, run)) return true
    const others = cameOrWent(other, run)
    return made.some((thing) => !others.includes(thing)) && others.some((thing) => !made.includes(thing))
  })
}

/** An API may keep a text in several places of its own: they are counted apart. */
function isTwiceThere({ requestBody }: Exchange, { input, before, after }: FreshRun): boolean {
  return leavesOf(input ?? null).some(({ value }) => {
    if (typeof value !== 'string' || value.length < 4) return false
    const sent = requestBody.split(JSON.stringify(value).slice(1, -1)).length - 1
    const was = countsOf(value, before)
    return sent > 0 && [...countsOf(value, after)].some(([place, count]) => count - (was.get(place) ?? 0) >= 2 * sent)
  })
}

function countsOf(value: string, state: AccountState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { collection, fields } of state) {
    for (const leaf of leavesOf(fields)) {
      const place = `${collection} ${kindOfPlace(pathText(leaf.path))}`
      if (leaf.value === value) counts.set(place, (counts.get(place) ?? 0) + 1)
    }
  }
  return counts
}

/** Requests with nothing in them of what was given, beside one to the same address that has it. */
function unlikeOthers(writing: readonly Exchange[], { fresh }: FreshRun): Exchange[] {
  const given = fresh.flatMap(({ value, isName }) =>
    typeof value === 'string' && value.length >= 4 && !isName ? [JSON.stringify(value).slice(1, -1)] : [],
  )
  const has = ({ requestBody }: Exchange) => given.some((text) => requestBody.includes(text))
  const isLike = (one: Exchange, other: Exchange) => one.method === other.method && one.url === other.url
  return writing.filter((exchange) => !has(exchange) && writing.some((other) => isLike(exchange, other) && has(other)))
}

/** Things made or removed in this run that this request or its answer names, and that can only come of it. */
function cameOrWent(exchange: Exchange, { before, after }: FreshRun): string[] {
  const named = new Set([
    ...leavesOf(bodyOf(exchange)).map(({ value }) => String(value)),
    ...new URL(exchange.url).pathname.split('/').map(decodedOrSame),
  ])
  return changesBetween(before, after).flatMap(({ collection, key, before: was, after: is }) => {
    const thing = was ?? is
    const isFelt = (was === undefined) !== (is === undefined) && thing !== undefined && isNamed(thing, named)
    return isFelt ? [`${collection} ${key}`] : []
  })
}

function isNamed({ key, fields, names }: AccountObject, named: ReadonlySet<string>): boolean {
  return named.has(key) || names.some((name) => fields[name] !== undefined && named.has(String(fields[name])))
}

function broken(because: string, exchanges: readonly Exchange[]): CheckResult {
  const exhibits = exchanges.slice(0, 4).map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' }) as const)
  return { outcome: 'broken', because, exhibits }
}
