import { namesIn } from '../fresh/names-in-account.ts'
import { isIdLike } from '../../lib/id-like.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import type { CheckResult } from '../check.ts'
import type { SourceLiteral } from '../source/boxed/literals.ts'
import { jsonOrText } from '../../lib/json.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import type { ArtefactCheck, Trial } from '../trial.ts'

/** Is anything written into the source that was only ever true of the account the agent worked with? */
export const noRecordedConstants: ArtefactCheck = {
  name: 'no-recorded-constants',
  examine(trial) {
    if (trial.reading?.kind !== 'read') return undefined
    if (trial.isRecorded) return onRecord(trial, trial.reading.literals)
    if (!trial.known) return undefined
    if (trial.isShared) return onRecord(trial, trial.reading.literals)
    const recorded = recordedValues(trial)
    const elsewhere = valuesElsewhere(trial)
    const leaked = trial.reading.literals.filter(({ text }) => isLeak(text, recorded) && !elsewhere.has(text))
    const [first] = leaked
    if (!first) return { outcome: 'held' }
    return {
      outcome: 'broken',
      because: `the source contains ${JSON.stringify(first.text)}, which comes from the agent's recording`,
      exhibits: leaked.slice(0, 5).map((literal) => exhibitOf(literal, trial)),
    }
  },
}

/** One account's recording cannot tell what is true of every account. */
function onRecord({ evidence }: Trial, literals: readonly SourceLiteral[]): CheckResult {
  const asked = evidence.recording.flatMap(({ endpoint, query, requestBody }) => [
    ...endpoint.split('/').map(decodedOrSame),
    ...query.map(([, value]) => value),
    ...leavesOf(jsonOrText(requestBody)).map(({ value }) => String(value)),
  ])
  const answered = evidence.recording.flatMap((exchange) =>
    leavesOf(bodyOf(exchange)).map(({ value }) => String(value)),
  )
  const values = new Set([...asked, ...answered])
  const leak = literals.find(({ text }) => values.has(text) && isIdLike(text) && !/^[a-z]+[-_]?\d{1,4}$/i.test(text))
  if (!leak) return { outcome: 'held' }
  const because = `line ${leak.line} of the source contains ${JSON.stringify(leak.text)}, which its recording has too: whether that is a constant of the API or of one account, a single recording cannot tell`
  return { outcome: 'undecided', because }
}

interface Recorded {
  readonly names: ReadonlySet<string>
  readonly values: ReadonlySet<string>
}

function recordedValues({ evidence }: Trial): Recorded {
  const states = evidence.dryRuns.map(({ stateBefore }) => stateBefore ?? [])
  const bodies = evidence.recording.filter((exchange) => exchange.kind === 'proxy' && isSuccess(exchange)).map(bodyOf)
  return {
    names: new Set(states.flatMap((state) => [...namesIn(state).keys()])),
    values: new Set(bodies.flatMap((body) => leavesOf(body).map(({ value }) => String(value)))),
  }
}

/** What is also true of accounts that the agent never saw is a constant of the API. */
function valuesElsewhere({ runs }: Trial): ReadonlySet<string> {
  const states = runs.flatMap(({ before }) => before.flatMap(({ fields }) => leavesOf(fields)))
  const bodies = runs.flatMap(({ exchanges }) =>
    exchanges.filter(({ kind }) => kind === 'proxy').flatMap((e) => leavesOf(bodyOf(e))),
  )
  return new Set([...states, ...bodies].map(({ value }) => String(value)))
}

function isLeak(text: string, { names, values }: Recorded): boolean {
  if (text.length < 3) return false
  return (names.has(text) && !isWord(text)) || (values.has(text) && isIdLike(text))
}

/** A word of the language is likelier a constant of the API than the name of a thing. */
function isWord(text: string): boolean {
  return /^[a-z]+$/i.test(text)
}

function exhibitOf({ text, line }: SourceLiteral, { evidence: { source } }: Trial) {
  const lines = source.kind === 'file' ? source.text.split('\n') : []
  const quote = lines[line - 1]?.trim().slice(0, 200) ?? text
  return { kind: 'source', line, quote } as const
}
