import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, jsonOrText, objectsIn } from '../../lib/json.ts'
import type { Interaction } from '../../plan/interaction.ts'
import type { CheckResult } from '../check.ts'
import { isGoneWord } from '../fresh/things-to-write.ts'
import { mayWrite } from '../is-write.ts'
import { performs } from '../performs.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type FreshRun, requestsOf } from '../trial.ts'
import { means, textsOnTheWire } from '../written-texts.ts'
import { type AskedBack, isThere } from './asked-back.ts'
import { ownName } from '../../lib/own-name.ts'

/** Of an account that cannot be read from behind: does what its API answers show that a write has happened as asked? */
export function writeSeen(run: FreshRun): CheckResult | undefined {
  const writes = run.exchanges.filter(isSuccess).filter(mayWrite)
  if (writes.length === 0) {
    return { outcome: 'broken', because: 'it reported success, and asked for no change', exhibits: requestsOf(run) }
  }
  const kept = writes.find((write) => write.method === 'DELETE' && answersTo(write, run).some(isStillThere))
  if (kept) {
    const because = `what it was to delete is still there when the API is asked for it: ${kept.endpoint}`
    return { outcome: 'broken', because, exhibits: requestsOf(run) }
  }
  if (writes.some((write) => isShown(write, run))) return undefined
  const [{ method, endpoint }] = writes as [Exchange]
  const because = `${method} ${endpoint} was taken, and nothing that the API then answers shows what came of it; a live account cannot be read in any other way`
  return { outcome: 'undecided', because }
}

function answersTo({ seq }: Exchange, { askedBack = [] }: FreshRun): readonly AskedBack[] {
  return askedBack.filter(({ write }) => write === seq)
}

/** Some APIs go on answering with a thing that is no more, and say so. */
function isStillThere(asked: AskedBack): boolean {
  return isThere(asked) && !leavesOf(asked.body).some(({ path, value }) => isGoneWord(path, value))
}

/** That the API would not say, for once or to this credential, shows nothing. */
function isGone(asked: AskedBack): boolean {
  return asked.status === 404 || asked.status === 410 || (isThere(asked) && !isStillThere(asked))
}

function isShown(write: Exchange, run: FreshRun): boolean {
  const asked = answersTo(write, run)
  if (write.method === 'DELETE') return asked.some(isGone)
  const said = [bodyOf(write), ...asked.filter(isThere).map(({ body }) => body)]
  const values = said.flatMap((body) => leavesOf(body)).map(({ value }) => value)
  const sent = textsOnTheWire(run)
  if (sent.length > 0) return sent.some(({ value }) => values.some((there) => means(there, String(value))))
  // Nothing of what people write was sent: then that something has a name of its own, or what was sent itself.
  const isNamed = said.some((body) => objectsIn(body).some((thing) => ownName(thing) !== undefined))
  return isNamed || sentValues(write).some((value) => values.includes(value))
}

function sentValues({ requestBody }: Exchange): Json[] {
  const body = jsonOrText(requestBody)
  const values: Json[] =
    typeof body === 'string' ? [...new URLSearchParams(body).values()] : leavesOf(body).map(({ value }) => value)
  return values.filter((value) => typeof value === 'number' || (typeof value === 'string' && value.length >= 3))
}

/** One that only reads asks for nothing that changes anything. Many APIs search by POST: their words say so. */
export function readSeen(run: FreshRun, { operations }: Interaction): CheckResult | undefined {
  const odd = run.exchanges
    .filter(isSuccess)
    .filter(mayWrite)
    .find(
      (exchange) => !reading.test(lastWord(exchange)) && !operations.some((operation) => performs(exchange, operation)),
    )
  if (!odd) return undefined
  const because = `it is to read, and asks ${odd.method} ${odd.endpoint}: whether that changes anything cannot be seen in a live account`
  return { outcome: 'undecided', because }
}

const reading = /(search|query|list|info|history|get|find|read|lookup|count|export|graphql)$/i

function lastWord({ url }: Exchange): string {
  return new URL(url).pathname.split('/').findLast((segment) => segment !== '') ?? ''
}
