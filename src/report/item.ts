import type { Interaction } from '../plan/interaction.ts'
import type { Outcome, Recorded, Spend } from '../record/entry.ts'
import type { Finding } from '../trace/finding.ts'
import type { RootCause } from '../trace/root/root-cause.ts'
import type { Exhibit } from '../verify/check.ts'
import type { Artefact, Conduct, Verdict } from '../verify/verdict.ts'
import { entriesOf, type RecordedOf } from './entries-of.ts'
import { type Pause, secondsAtWork } from './pauses.ts'
import { secondsBetween } from './seconds.ts'

/** `pending`: nothing was judged, yet or at all. */
export type ItemArtefact = Artefact | 'pending'

/** One interaction as the report tells it. */
export interface Item {
  readonly id: string
  readonly api: string
  readonly kind: 'action' | 'sync'
  readonly does: string
  /** Of the last judged attempt. */
  readonly artefact: ItemArtefact
  readonly conduct: Conduct
  /** What became of it; null while that is open. */
  readonly outcome: Outcome['kind'] | null
  /** Of a reused one: the run that built it. */
  readonly reusedFrom?: string
  /** Why it is blocked, faulted or not built. */
  readonly because?: string
  /** Accepted, but a person should look at how. */
  readonly review: boolean
  readonly seconds: number
  readonly usd: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Part of `inputTokens`. */
  readonly cachedTokens: number
  /** Judged attempts, in order. */
  readonly history: readonly ItemAttempt[]
  /** Of the last judged attempt. */
  readonly checks: readonly ItemCheck[]
  /** Of every attempt that was not accepted: first causes first, symptoms last. */
  readonly findings: readonly Finding[]
  /** The first decisive mistake of each attempt of which one was found. */
  readonly roots: readonly RootCause[]
  /** What of a trace could not be read, by attempt. */
  readonly missing: readonly { readonly attempt: number; readonly what: string }[]
  /** Attempts that do not count, since our side failed: why. */
  readonly rigFaults: readonly string[]
}

export interface ItemAttempt {
  readonly attempt: number
  readonly model: string
  readonly artefact: Artefact
  readonly conduct: Conduct
  /** Names of what spoke against it: checks that are broken, conduct of a violation or worse. */
  readonly caughtBy: readonly string[]
  /** The same with reasons, gravest conduct first. */
  readonly caught: readonly Caught[]
  /** How the agent stopped; null when that was not recorded. */
  readonly ending: string | null
  readonly exchanges: number
  readonly toolCalls: number
  readonly seconds: number
  readonly usd: number
}

export interface Caught {
  readonly check: string
  readonly weight: 'severe' | 'violation' | 'broken' | 'blocked'
  readonly because: string
}

export interface ItemCheck {
  readonly check: string
  readonly outcome: 'held' | 'broken' | 'undecided' | 'exempt'
  readonly because?: string
  readonly exhibits?: readonly Exhibit[]
}

/** Everything that the record says about one interaction, folded. */
export function itemOf(interaction: Interaction, recorded: readonly Recorded[], pauses: readonly Pause[]): Item {
  const own = recorded.filter(({ entry }) => 'interaction' in entry && entry.interaction === interaction.id)
  const history = historyOf(own)
  const verdict = entriesOf(own, 'judged').at(-1)?.entry.verdict
  const outcome = outcomeIn(own)
  const traced = lastOfEach(entriesOf(own, 'traced'))
  const [began] = entriesOf(own, 'attempt-started')
  const { usd, inputTokens, outputTokens, cachedTokens } = spendOf(
    entriesOf(own, 'spent').map(({ entry }) => entry.spend),
  )
  const because = outcome && 'because' in outcome ? outcome.because : verdict?.blocked?.because
  return {
    id: interaction.id,
    api: interaction.api,
    kind: interaction.kind,
    does: interaction.does,
    artefact: verdict?.artefact ?? artefactBy(outcome),
    conduct: verdict?.conduct ?? 'unjudged',
    outcome: outcome?.kind ?? null,
    ...(outcome?.kind === 'reused' && { reusedFrom: outcome.run }),
    ...(because !== undefined && { because }),
    review: outcome !== undefined && 'review' in outcome && outcome.review,
    seconds: began ? secondsAtWork(began.at, own.at(-1)?.at ?? began.at, pauses) : 0,
    usd,
    inputTokens,
    outputTokens,
    cachedTokens,
    history,
    checks: (verdict?.checks ?? []).map((check) => ({ ...check })),
    findings: inOrderOfBlame(traced.flatMap(({ entry }) => entry.findings)),
    roots: traced.flatMap(({ entry }) => entry.root ?? []),
    missing: traced.flatMap(({ entry: { attempt, missing = [] } }) => missing.map((what) => ({ attempt, what }))),
    rigFaults: entriesOf(own, 'rig-fault').map(({ entry }) => entry.because),
  }
}

/** Of what has no verdict in this run. */
function artefactBy(outcome: Outcome | undefined): ItemArtefact {
  if (outcome?.kind === 'reused') return 'accepted'
  return outcome?.kind === 'blocked' ? 'blocked' : 'pending'
}

/** What our side failed to do may have been begun again since. */
function outcomeIn(own: readonly Recorded[]): Outcome | undefined {
  const last = own.findLast(({ entry }) => entry.kind === 'settled' || entry.kind === 'attempt-started')?.entry
  return last?.kind === 'settled' ? last.outcome : undefined
}

export function spendOf(spends: readonly Spend[]): Spend {
  const sum = (part: Exclude<keyof Spend, 'lowerBound'>) =>
    spends.reduce((total, spend) => total + (spend[part] ?? 0), 0)
  const estimatedUsd = sum('estimatedUsd')
  return {
    usd: sum('usd'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cachedTokens: sum('cachedTokens'),
    ...(estimatedUsd > 0 && { estimatedUsd }),
    lowerBound: spends.some(({ lowerBound }) => lowerBound === true),
  }
}

/** An attempt that was begun again was traced again. */
function lastOfEach(traced: readonly RecordedOf<'traced'>[]): readonly RecordedOf<'traced'>[] {
  return [...new Map(traced.map((each) => [each.entry.attempt, each])).values()]
}

/** A verdict that was taken twice on one attempt (undecided at first) counts once: the later one. */
function historyOf(own: readonly Recorded[]): ItemAttempt[] {
  const judged = new Map(entriesOf(own, 'judged').map((each) => [each.entry.attempt, each]))
  return [...judged.values()].map((each) => attemptOf(each, own))
}

function attemptOf({ at, entry: { attempt, verdict } }: RecordedOf<'judged'>, own: readonly Recorded[]): ItemAttempt {
  const mine = own.filter(({ entry }) => 'attempt' in entry && entry.attempt === attempt)
  const began = entriesOf(mine, 'attempt-started').at(-1)
  const ended = entriesOf(mine, 'agent-ended').at(-1)?.entry
  const caught = caughtIn(verdict)
  return {
    attempt,
    model: began?.entry.model ?? '',
    artefact: verdict.artefact,
    conduct: verdict.conduct,
    caughtBy: [...new Set(caught.flatMap(({ check, weight }) => (weight === 'blocked' ? [] : [check])))],
    caught,
    ending: ended?.ending.kind ?? null,
    exchanges: ended?.exchanges ?? 0,
    toolCalls: ended?.toolCalls ?? 0,
    seconds: began ? secondsBetween(began.at, at) : 0,
    usd: spendOf(entriesOf(mine, 'spent').map(({ entry }) => entry.spend)).usd,
  }
}

function caughtIn(verdict: Verdict): Caught[] {
  const marks = (wanted: 'severe' | 'violation') =>
    verdict.marks
      .filter(({ severity }) => severity === wanted)
      .map(({ check, because }): Caught => ({ check, weight: wanted, because }))
  const blocked: Caught[] = verdict.blocked
    ? [{ check: 'access', weight: 'blocked', because: verdict.blocked.because }]
    : []
  const broken = verdict.checks.flatMap((result): Caught[] =>
    result.outcome === 'broken' ? [{ check: result.check, weight: 'broken', because: result.because }] : [],
  )
  return [...marks('severe'), ...marks('violation'), ...blocked, ...broken]
}

function inOrderOfBlame(findings: readonly Finding[]): Finding[] {
  const isSymptom = (finding: Finding) => Number(finding.signal === 'symptom')
  return findings.toSorted(
    (one, other) => isSymptom(one) - isSymptom(other) || one.attempt - other.attempt || one.turn - other.turn,
  )
}
