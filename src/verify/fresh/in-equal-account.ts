import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, jsonOrText } from '../../lib/json.ts'
import { changesBetween } from '../account-changes.ts'
import { headersAgain } from '../asked-again.ts'
import type { CleanRoom } from '../clean-room.ts'
import { mayWrite } from '../is-write.ts'
import { type Renames, prepareAgain, requestNow } from '../prepared-again.ts'
import { isDeclined } from '../refusal.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { contentTypeOf } from './make-again.ts'

export interface Became {
  readonly answer: Json
  /** Of the things that changed, what they are now; null where one is gone. */
  readonly changed: readonly { readonly collection: string; readonly fields: Json }[]
}

/** Whether an account like that of the run can be had, to ask there what the run did not. */
export function hasEqualAccounts(clean: CleanRoom, run: FreshRun): boolean {
  return !clean.isShared && run.account !== undefined
}

/** What the API answers to a request of the run that was altered, and what becomes of the account; nothing where it declines. */
export async function inEqualAccount(clean: CleanRoom, run: FreshRun, asked: Exchange): Promise<Became | undefined> {
  await clean.newAccount(run.account?.seed ?? clean.accountSeed)
  const { renames } = await prepareAgain(clean, run.account ?? { seed: clean.accountSeed, prepared: [] })
  const before = await clean.account().snapshot()
  const earlier = proxied(run.exchanges).filter((exchange) => exchange.seq < asked.seq && mayWrite(exchange))
  for (const exchange of earlier) await send(clean, exchange, renames)
  const response = await send(clean, asked, renames)
  const answer = jsonOrText(await response.text())
  if (isDeclined(response.status, answer)) return undefined
  const changes = changesBetween(before, await clean.account().snapshot())
  return { answer, changed: changes.map(({ collection, after }) => ({ collection, fields: after?.fields ?? null })) }
}

async function send(clean: CleanRoom, exchange: Exchange, renames: Renames): Promise<Response> {
  const { url, body } = requestNow({ url: exchange.url, body: exchange.requestBody }, renames)
  const headers = headersAgain(exchange, { credential: clean.credential, contentType: contentTypeOf(exchange) })
  const isEmpty = body === '' || !mayWrite(exchange)
  return clean.account().fetch(new Request(url, { method: exchange.method, headers, body: isEmpty ? null : body }))
}
