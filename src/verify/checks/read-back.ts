import { type Json, jsonOrNothing } from '../../lib/json.ts'
import type { AccountObject } from '../../standins/stand-in.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { type AccountChange, changesBetween } from '../account-changes.ts'
import type { CheckResult } from '../check.ts'
import { fieldOf } from '../fresh/names-in-account.ts'
import { isWrite, mayWrite } from '../is-write.ts'
import { isSuccess } from '../refusal.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { readSeen, writeSeen } from '../shared/write-seen.ts'
import { type ArtefactCheck, type FreshRun, goodRuns } from '../trial.ts'
import { means, textsOnTheWire } from '../written-texts.ts'

/** Read from behind the API: did a write happen as asked, and nothing where there was only to read? */
export const readBack: ArtefactCheck = {
  name: 'read-back',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0) return undefined
    const { interaction } = trial.evidence
    const writes = runs.filter(({ exchanges }) => isWrite(interaction, exchanges))
    const reads = runs.filter((run) => !writes.includes(run))
    if (trial.isShared) {
      const results = [...writes.map(writeSeen), ...reads.map((run) => readSeen(run, interaction))]
      const worst = (outcome: string) => results.find((result) => result?.outcome === outcome)
      return worst('broken') ?? worst('undecided') ?? { outcome: 'held' }
    }
    return writesResult(writes) ?? reads.map(readResult).find((result) => result !== undefined) ?? { outcome: 'held' }
  },
}

/**
 * A right function may leave the account as it is, where things were already so, or nothing was given to change. One
 * that never changes anything, in any run, does nothing; nor does it when it does not even ask.
 */
function writesResult(runs: readonly FreshRun[]): CheckResult | undefined {
  const idle = runs.filter(({ before, after }) => changesBetween(before, after).length === 0)
  const silent = idle.find(({ exchanges }) => !exchanges.some((exchange) => isSuccess(exchange) && mayWrite(exchange)))
  const isIdle = idle.length === runs.length
  const nothing = silent ?? (isIdle ? idle.find((run) => !wasAlreadySo(run)) : undefined)
  if (nothing) return broken('it reported success, and the account is as it was', nothing)
  if (isIdle && runs.length > 0)
    return { outcome: 'undecided', because: 'everything that it was tried on was already as it was asked to be' }
  return runs.map(writeResult).find((result) => result !== undefined)
}

/** Whether all that was sent was in the account before. What was to be deleted was not already so. */
function wasAlreadySo({ exchanges, before }: FreshRun): boolean {
  const writes = exchanges.filter((exchange) => isSuccess(exchange) && mayWrite(exchange))
  const there = before.flatMap(({ fields }) => leavesOf(fields)).map(({ path, value }) => factOf(path.at(-1), value))
  const known = new Set([...there, ...before.map(({ key }) => key)])
  const sent = writes.flatMap(({ requestBody }) => sentIn(requestBody))
  return writes.every(({ method }) => method !== 'DELETE') && sent.every((fact) => known.has(fact))
}

function sentIn(body: string): string[] {
  const json = body === '' ? null : jsonOrNothing(body)
  if (json === undefined) return [...new URLSearchParams(body)].map(([name, value]) => factOf(name, value))
  return leavesOf(json)
    .filter(({ value }) => value !== null && typeof value !== 'object')
    .map(({ path, value }) => factOf(path.at(-1), value))
}

/** A switch says something only with its name; a text or a number may stand under another. */
function factOf(name: string | number | undefined, value: Json): string {
  return /^(true|false)$/.test(String(value)) ? `${name}: ${String(value)}` : String(value)
}

function writeResult(run: FreshRun): CheckResult | undefined {
  const changed = changesBetween(run.before, run.after)
  const kept = survivors(run, changed)
  if (kept.length > 0) {
    const names = kept.map(({ collection, key }) => `${collection} ${key}`)
    return broken(`what it was to delete is still there, unchanged: ${names.join(', ')}`, run)
  }
  if (changed.length === 0) return undefined
  const sent = textsOnTheWire(run)
  const arrived = changed.flatMap(({ after }) => (after ? leavesOf(after.fields) : [])).map(({ value }) => value)
  if (sent.length === 0 || sent.some(({ value }) => arrived.some((there) => means(there, String(value)))))
    return undefined
  return broken(`the account changed, but none of what was given is in it: ${JSON.stringify(sent[0]?.value)}`, run)
}

function readResult(run: FreshRun): CheckResult | undefined {
  const changed = changesBetween(run.before, run.after)
  if (changed.length === 0) return undefined
  const names = changed.slice(0, 3).map(({ collection, key }) => `${collection} ${key}`)
  return broken(`it was to read, and changed ${names.join(', ')}`, run)
}

/**
 * Things that a DELETE named by its last path segment, where nothing that bears this name has changed. What it deletes
 * may be only one of those: an entry of a list goes, and the thing that it points at stays.
 */
function survivors({ exchanges, before }: FreshRun, changed: readonly AccountChange[]): AccountObject[] {
  const deleted = exchanges
    .filter((exchange) => exchange.method === 'DELETE' && isSuccess(exchange))
    .map(({ url }) => decodedOrSame(new URL(url).pathname.split('/').at(-1) ?? ''))
  const were = changed.flatMap((change) => change.before ?? [])
  const kept = deleted.filter((name) => !were.some((object) => bears(object, name)))
  return before.filter((object) => object.names.some((name) => kept.includes(String(fieldOf(object, name)))))
}

function bears({ key, fields }: AccountObject, name: string): boolean {
  return key === name || leavesOf(fields).some(({ value }) => String(value) === name)
}

function broken(because: string, run: FreshRun): CheckResult {
  const exhibits = run.exchanges
    .filter(isSuccess)
    .map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' }) as const)
  return { outcome: 'broken', because, exhibits: exhibits.slice(0, 4) }
}
