import { decodedOrSame } from '../decoded-or-same.ts'
import type { CheckResult, Exhibit } from '../check.ts'
import { namesIn } from '../fresh/names-in-account.ts'
import { isRefusal } from '../refusal.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, type FreshRun, type Trial, proxied } from '../trial.ts'

/** Does it work with inputs and an account that the agent never saw? */
export const freshInputDryRun: ArtefactCheck = {
  name: 'fresh-input-dryrun',
  examine(trial) {
    if (!trial.known || !trial.schemas) return undefined
    const last = (purpose: FreshRun['purpose']) => trial.runs.findLast((run) => run.purpose === purpose)
    const full = last('full')
    if (!full) return { outcome: 'undecided', because: 'no fresh input could be made from what the agent ran' }
    return (
      judged(full, trial) ?? judgedFew(last('sparse'), trial) ?? judgedNext(last('next-page')) ?? { outcome: 'held' }
    )
  },
}

function judged(run: FreshRun, trial: Trial): CheckResult | undefined {
  const { ending } = run
  if (ending.kind === 'returned') return undefined
  if (ending.kind === 'rig-fault') return { outcome: 'undecided', because: ending.because }
  if (ending.kind === 'invalid' && ending.what === 'input') {
    const because = `no fresh input fitted the declared schema: ${ending.because}`
    return hasOnlyFailed(trial)
      ? broken(`${because}; its final source never ran well`, run)
      : { outcome: 'undecided', because }
  }
  const refused = proxied(run.exchanges).at(-1)
  if (ending.kind !== 'threw' || !refused || !isRefusal(refused) || refused.status >= 500) {
    return broken(`with a fresh input it ${howItEnded(run)}`, run)
  }
  const stale = staleName(run, trial)
  if (stale !== undefined) {
    return broken(`it asked for ${JSON.stringify(stale)}, which is in the agent's account and nowhere else`, run)
  }
  const because = `the API refused every fresh input that was tried; last: ${howItEnded(run)}`
  // What the agent ran with success was another source: nothing shows that it is our inputs that are wrong.
  const isOurs = run.purpose !== 'full' || !isUnproved(trial)
  return isOurs ? { outcome: 'undecided', because } : broken(`${because}; its final source never ran well`, run)
}

function isUnproved({ known, evidence: { source } }: Trial): boolean {
  return source.kind === 'file' && known?.sourceSha256 !== source.sha256
}

/** The agent ran its final source too, and never well: what it ran well, which our inputs go by, was another one. */
function hasOnlyFailed(trial: Trial): boolean {
  const { source, dryRuns } = trial.evidence
  const own = dryRuns.filter(({ sourceSha256 }) => source.kind === 'file' && sourceSha256 === source.sha256)
  return isUnproved(trial) && own.some(({ exitCode }) => exitCode !== 0)
}

/** With few fields the API may refuse; then there was nothing to see. What the function does wrong itself counts. */
function judgedFew(run: FreshRun | undefined, trial: Trial): CheckResult | undefined {
  const result = run && judged(run, trial)
  return result?.outcome === 'broken' ? { ...result, because: `without optional fields: ${result.because}` } : undefined
}

function judgedNext(run: FreshRun | undefined): CheckResult | undefined {
  if (!run || run.ending.kind === 'returned') return undefined
  return broken(`with the cursor that it had handed out it ${howItEnded(run)}`, run)
}

/** A name of the agent's account in a request of ours, given by no input and known to nobody in the new account. */
function staleName({ exchanges, before, input, metadata }: FreshRun, { known }: Trial): string | undefined {
  const here = namesIn(before)
  const given = new Set(leavesOf([input ?? null, metadata ?? null]).map(({ value }) => String(value)))
  const gone = [...namesIn(known?.stateBefore ?? []).keys()].filter(
    (name) => name.length >= 5 && !here.has(name) && !given.has(name),
  )
  const wire = proxied(exchanges).map(({ url, requestBody }) => `${decodedOrSame(url)} ${requestBody}`)
  return gone.find((name) => wire.some((text) => text.includes(name)))
}

function howItEnded({ ending }: FreshRun): string {
  switch (ending.kind) {
    case 'returned':
      return 'returned'
    case 'invalid':
      return `returned what its own schema does not allow (${ending.what}): ${ending.because.slice(0, 300)}`
    case 'threw':
      return `failed: ${ending.error.slice(0, 300)}`
    case 'timed-out':
      return 'did not end'
    case 'rig-fault':
      return `could not be run: ${ending.because}`
  }
}

function broken(because: string, run: FreshRun): CheckResult {
  const exhibits: Exhibit[] = proxied(run.exchanges)
    .slice(-3)
    .map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' }))
  const input: Exhibit = { kind: 'text', quote: `input: ${JSON.stringify(run.input ?? null).slice(0, 300)}` }
  return { outcome: 'broken', because, exhibits: [input, ...exhibits] }
}
