import { canonicalJson } from '../../lib/json.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import type { CheckResult } from '../check.ts'
import type { FreshValue } from '../fresh/fresh-input.ts'
import { fieldOf } from '../fresh/names-in-account.ts'
import { isSuccess } from '../refusal.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns } from '../trial.ts'

/** Read from behind the API: did a write happen as asked, and nothing where there was only to read? */
export const readBack: ArtefactCheck = {
  name: 'read-back',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0) return undefined
    const results = runs.map((run) => (isWrite(run, trial) ? writeResult(run) : readResult(run)))
    return results.find((result) => result !== undefined) ?? { outcome: 'held' }
  },
}

/** By the interaction's own verb where that is one of reading, else by what was asked of the API: many search by POST. */
function isWrite({ exchanges }: FreshRun, { evidence }: Trial): boolean {
  const { operations, name } = evidence.interaction
  if (readingVerbs.test(name)) return false
  const methods = operations.length > 0 ? operations : exchanges.filter(isSuccess)
  return methods.some(({ method }) => !/^(GET|HEAD)$/i.test(method))
}

const readingVerbs = /^(get|list|find|search|fetch|read|look-?up|count|check|query|sync|export|show|whoami)(-|$)/

function writeResult(run: FreshRun): CheckResult | undefined {
  const changed = changesBetween(run.before, run.after)
  if (changed.length === 0) return broken('it reported success, and the account is as it was', run)
  const kept = survivors(run)
  if (kept.length > 0) {
    const names = kept.map(({ collection, key }) => `${collection} ${key}`)
    return broken(`what it was to delete is still there, unchanged: ${names.join(', ')}`, run)
  }
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

interface Change {
  readonly collection: string
  readonly key: string
  readonly after: AccountObject | undefined
}

function changesBetween(before: AccountState, after: AccountState): Change[] {
  const id = ({ collection, key }: AccountObject) => `${collection} ${key}`
  const was = new Map(before.map((object) => [id(object), canonicalJson(object.fields)]))
  const is = new Map(after.map((object) => [id(object), object]))
  const altered = after.filter((object) => was.get(id(object)) !== canonicalJson(object.fields))
  const gone = before.filter((object) => !is.has(id(object)))
  return [...altered, ...gone].map((object) => ({
    collection: object.collection,
    key: object.key,
    after: is.get(id(object)),
  }))
}

/** Things that a DELETE named by their last path segment and that are still as they were. */
function survivors({ exchanges, before, after }: FreshRun): AccountObject[] {
  const deleted = exchanges
    .filter((exchange) => exchange.method === 'DELETE' && isSuccess(exchange))
    .map(({ url }) => decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? ''))
  const unchanged = new Map(after.map((object) => [`${object.collection} ${object.key}`, canonicalJson(object.fields)]))
  return before.filter(
    (object) =>
      object.names.some((name) => deleted.includes(String(fieldOf(object, name)))) &&
      unchanged.get(`${object.collection} ${object.key}`) === canonicalJson(object.fields),
  )
}

/** Fresh texts that people would write or dates, as far as the function sent them. */
function textsOnTheWire({ fresh, exchanges }: FreshRun): readonly FreshValue[] {
  const wire = exchanges.filter(isSuccess).map(({ requestBody }) => requestBody)
  return fresh.filter(
    ({ value, isName }) =>
      !isName &&
      typeof value === 'string' &&
      value.length >= 4 &&
      wire.some((body) => body.includes(JSON.stringify(value).slice(1, -1))),
  )
}

/** Equal, contained, or the same instant. */
function means(there: unknown, given: string): boolean {
  if (typeof there !== 'string') return false
  if (there.toLowerCase().includes(given.trim().toLowerCase())) return true
  return /^\d{4}-\d\d-\d\d/.test(given) && Date.parse(there) === Date.parse(given)
}

function broken(because: string, run: FreshRun): CheckResult {
  const exhibits = run.exchanges
    .filter(isSuccess)
    .map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' }) as const)
  return { outcome: 'broken', because, exhibits: exhibits.slice(0, 4) }
}
