import type { Json } from '../../lib/json.ts'
import { changesBetween } from '../account-changes.ts'
import { isPost } from '../fresh/lost-answer.ts'
import { madeAgain } from '../shared/made-twice.ts'
import type { ArtefactCheck, FreshRun } from '../trial.ts'

/** When the answer to a write is lost, is the thing still made only once? What is made twice without need is another check's. */
export const repeatsNoWrite: ArtefactCheck = {
  name: 'repeats-no-write',
  examine({ lostAnswer, isShared }) {
    if (!lostAnswer) return undefined
    if (lostAnswer.kind === 'not-repeated') return { outcome: 'held' }
    if (lostAnswer.kind === 'not-run') return { outcome: 'undecided', because: lostAnswer.because }
    const { usual, run } = lostAnswer
    if (run.ending.kind === 'rig-fault') return { outcome: 'undecided', because: run.ending.because }
    if (isShared) return callsOf(run) > callsOf(usual) ? madeAgain(run) : { outcome: 'held' }
    const twice = callsOf(run) > callsOf(usual) ? madeTwice(usual, run) : undefined
    if (twice === undefined) return { outcome: 'held' }
    const repeated = run.exchanges.find((exchange) => isPost(exchange) && exchange.upstreamCalls > 1)
    const who = repeated ? `\`retries\` lets Nango repeat POST ${repeated.endpoint}` : 'it writes again'
    return {
      outcome: 'broken',
      because: `when the answer to its write is lost, ${who}, and the account has ${twice}`,
      exhibits: run.exchanges
        .filter(isPost)
        .slice(0, 4)
        .map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' })),
    }
  },
}

function callsOf({ exchanges }: FreshRun): number {
  return exchanges.filter(isPost).reduce((sum, { upstreamCalls }) => sum + upstreamCalls, 0)
}

/** What there is more of than after the same run with all its answers: new things, or entries of a list of one. */
function madeTwice(usual: FreshRun, lost: FreshRun): string | undefined {
  const expected = madeIn(usual)
  for (const [collection, count] of madeIn(lost)) {
    const once = expected.get(collection) ?? 0
    if (count > once) return `${count} new ${collection} instead of ${once}`
  }
  const same = new Map(usual.after.map(({ collection, key, fields }) => [`${collection} ${key}`, fields]))
  const grown = changesBetween(lost.before, lost.after).find(({ collection, key, before, after }) => {
    const fields = same.get(`${collection} ${key}`)
    return before && after && fields && hasLongerList(after.fields, fields)
  })
  return grown && `the same entry twice in ${grown.collection} ${grown.key}`
}

function madeIn({ before, after }: FreshRun): ReadonlyMap<string, number> {
  const made = changesBetween(before, after).filter((change) => !change.before)
  const counts = new Map<string, number>()
  for (const { collection } of made) counts.set(collection, (counts.get(collection) ?? 0) + 1)
  return counts
}

function hasLongerList(value: Json, than: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null || typeof than !== 'object' || than === null) return false
  if (Array.isArray(value) && Array.isArray(than) && value.length > than.length) return true
  const others = than as Readonly<Record<string, Json>>
  return Object.entries(value).some(([name, inner]) => hasLongerList(inner as Json, others[name]))
}
