import type { Exchange } from '../../gateway/exchange.ts'
import type { CheckResult } from '../check.ts'
import { mayWrite } from '../is-write.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { textsListed } from '../texts-listed.ts'
import { type FreshRun, requestsOf } from '../trial.ts'

/**
 * Of a live account: is what a list had still in it after something was added? Seen where a write replaces a thing that
 * the same run had read. Where it asks for the addition alone, there is nothing that it could replace.
 */
export function lostFromAnswers(runs: readonly FreshRun[]): CheckResult {
  for (const run of runs) {
    for (const write of run.exchanges.filter((exchange) => isSuccess(exchange) && isReplacing(exchange))) {
      const before = run.exchanges.findLast((each) => isSuccess(each) && !mayWrite(each) && isSamePlace(each, write))
      if (!before) return { outcome: 'undecided', because: unseen(write) }
      const after = run.askedBack?.find((asked) => asked.write === write.seq)
      const still = new Set(textsListed(after && after.status < 400 ? after.body : bodyOf(write)))
      const lost = textsListed(bodyOf(before)).find((text) => !still.has(text))
      if (lost === undefined) continue
      const because = `it was to add something, and ${JSON.stringify(lost)} is no longer in the list`
      return { outcome: 'broken', because, exhibits: requestsOf(run) }
    }
  }
  return { outcome: 'held' }
}

function isReplacing({ method }: Exchange): boolean {
  return /^(PUT|PATCH)$/i.test(method)
}

function isSamePlace(one: Exchange, other: Exchange): boolean {
  return new URL(one.url).pathname === new URL(other.url).pathname
}

function unseen({ method, endpoint }: Exchange): string {
  return `it was to add something, and ${method} ${endpoint} may have replaced what was there: that was not read before, and a live account cannot be read in any other way`
}
