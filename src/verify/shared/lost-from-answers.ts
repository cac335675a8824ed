import type { Exchange } from '../../gateway/exchange.ts'
import type { CheckResult } from '../check.ts'
import { mayWrite } from '../is-write.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { textsListed } from '../texts-listed.ts'
import { type FreshRun, requestsOf } from '../trial.ts'
import { isThere } from './asked-back.ts'

/**
 * Of a live account: is what a list had still in it after something was added? Seen where a write replaces a thing that
 * the same run had read before. Where it asks for the addition alone, there is nothing that it could replace.
 */
export function lostFromAnswers(runs: readonly FreshRun[]): CheckResult {
  const results = runs.flatMap((run) =>
    run.exchanges.filter((exchange) => isSuccess(exchange) && isReplacing(exchange)).map((write) => lostBy(write, run)),
  )
  const worst = results.find(({ outcome }) => outcome === 'broken')
  return worst ?? results.find(({ outcome }) => outcome === 'undecided') ?? { outcome: 'held' }
}

function lostBy(write: Exchange, run: FreshRun): CheckResult {
  const before = run.exchanges.findLast(
    (each) => each.seq < write.seq && isSuccess(each) && !mayWrite(each) && isSamePlace(each, write),
  )
  if (!before) return { outcome: 'undecided', because: unseen(write, 'that was not read before') }
  const had = textsListed(bodyOf(before))
  if (had.length === 0) return { outcome: 'held' }
  const still = listedAfter(write, run)
  if (!still) return { outcome: 'undecided', because: unseen(write, 'the API does not show what is there now') }
  const lost = had.find((text) => !still.includes(text))
  if (lost === undefined) return { outcome: 'held' }
  const because = `it was to add something, and ${JSON.stringify(lost)} is no longer in the list`
  return { outcome: 'broken', because, exhibits: requestsOf(run) }
}

/** By what the API says when it is asked, else by its answer to the write. An answer without a list may be a short one. */
function listedAfter(write: Exchange, { askedBack = [] }: FreshRun): readonly string[] | undefined {
  const after = askedBack.find((asked) => asked.write === write.seq)
  if (after) return isThere(after) ? textsListed(after.body) : undefined
  const answered = textsListed(bodyOf(write))
  return answered.length > 0 ? answered : undefined
}

function isReplacing({ method }: Exchange): boolean {
  return /^(PUT|PATCH)$/i.test(method)
}

function isSamePlace(one: Exchange, other: Exchange): boolean {
  return new URL(one.url).pathname === new URL(other.url).pathname
}

function unseen({ method, endpoint }: Exchange, why: string): string {
  return `it was to add something, and ${method} ${endpoint} may have replaced what was there: ${why}, and a live account cannot be read in any other way`
}
