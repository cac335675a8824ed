import type { Exchange } from '../../gateway/exchange.ts'
import { objectsIn } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { mayWrite } from '../is-write.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import type { FreshRun } from '../trial.ts'
import { ownName } from '../../lib/own-name.ts'
import { type SeenAnswer, answersSeen, lostAnswers } from './seen-state.ts'

/** Of a live account: the same was asked for twice in one run, and the API has named two things. */
export function madeTwice(runs: readonly FreshRun[]): CheckResult {
  for (const { exchanges } of runs) {
    const writes = exchanges.filter((exchange) => isSuccess(exchange) && mayWrite(exchange))
    const again = writes.find((write, at) =>
      writes.slice(0, at).some((other) => isSameAsked(write, other) && differ(write, other)),
    )
    if (again) return broken('it made the same request again, and the API has made another thing', [again])
  }
  return { outcome: 'held' }
}

function isSameAsked(one: Exchange, other: Exchange): boolean {
  return one.method === other.method && one.url === other.url && one.requestBody === other.requestBody
}

/**
 * After an answer was lost it was asked again: by what the API called what it made, once and again. Only the same
 * request is the same once more: what else was asked for may rightly be another thing.
 */
export function madeAgain({ exchanges }: FreshRun): CheckResult {
  const posts = exchanges.filter(({ method, kind }) => kind === 'proxy' && method.toUpperCase() === 'POST')
  const lost = posts.find((post) => isLost(post))
  const [first] = lost ? lostAnswers(lost) : []
  if (!lost || !first) return unsure
  const later = posts.filter(({ seq, url }) => seq > lost.seq && url === lost.url)
  const again = later.filter((post) => isSameAsked(post, lost))
  // What Nango asks again for by itself stands in the exchange whose answer was lost.
  const answers = [...(isSuccess(lost) ? [lost] : []), ...answersSeen(again)]
  if (answers.some((other) => differ(first, other))) {
    return broken(
      'when the answer to its write is lost, the same is asked for again, and the API has made two things',
      [lost, ...again],
    )
  }
  if (answers.length === 0 && later.length > 0) return unsure
  const isNamed = nameIn(first) !== undefined && answers.every((other) => nameIn(other) !== undefined)
  return answers.length === 0 || isNamed ? { outcome: 'held' } : unsure
}

const unsure: CheckResult = {
  outcome: 'undecided',
  because:
    'it asks again when the answer to its write is lost, and whether it is done twice then cannot be seen in a live account',
}

function isLost({ faults = [] }: Exchange): boolean {
  return faults.some(({ kind }) => kind === 'lost-answer')
}

function differ(one: SeenAnswer, other: SeenAnswer): boolean {
  const [mine, theirs] = [nameIn(one), nameIn(other)]
  return mine !== undefined && theirs !== undefined && mine !== theirs
}

function nameIn(answer: SeenAnswer): string | undefined {
  return objectsIn(bodyOf(answer)).flatMap((thing) => ownName(thing) ?? [])[0]?.name
}

function broken(because: string, exchanges: readonly Exchange[]): CheckResult {
  const exhibits = exchanges.slice(0, 4).map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' }) as const)
  return { outcome: 'broken', because, exhibits }
}
