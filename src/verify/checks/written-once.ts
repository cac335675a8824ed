import type { Exchange } from '../../gateway/exchange.ts'
import type { AccountObject } from '../../standins/stand-in.ts'
import { changesBetween } from '../account-changes.ts'
import type { CheckResult } from '../check.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { mayWrite } from '../is-write.ts'
import { performs } from '../performs.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
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
    for (const run of runs) {
      const writing = run.exchanges.filter(isWriting)
      const again = writing.filter((exchange, at) => wasMadeBefore(exchange, writing.slice(0, at), run))
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

/** Asked before in the same words, and each time answered with a thing of its own that is in the account since. */
function wasMadeBefore(exchange: Exchange, earlier: readonly Exchange[], run: FreshRun): boolean {
  const made = cameOrWent(exchange, run)
  return earlier.some((other) => {
    if (other.method !== exchange.method || other.url !== exchange.url || other.requestBody !== exchange.requestBody)
      return false
    const others = cameOrWent(other, run)
    return made.some((thing) => !others.includes(thing)) && others.some((thing) => !made.includes(thing))
  })
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
