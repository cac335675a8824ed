import { existsSync } from 'node:fs'
import type { Exchange } from '../gateway/exchange.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { Claim } from '../verify/evidence.ts'
import type { Verdict } from '../verify/verdict.ts'
import type { Finding } from './finding.ts'
import { failuresIn } from './failures.ts'
import { type OpenCodeTrace, readOpenCodeTrace } from './opencode-database.ts'
import { type Fact, factsOf } from './root/facts.ts'
import type { Case } from './root/candidates.ts'
import { findRoot } from './root/find-root.ts'
import type { RootCause } from './root/root-cause.ts'
import { signals } from './signals/signals.ts'
import type { Mark, Signal, TraceScene } from './signals/signal.ts'
import { symptomOf } from './symptom.ts'
import { quoteOf, timelineOf } from './timeline.ts'
import { type SourceFile, versionsOf } from './versions.ts'

export interface TraceInput {
  /** The attempt's archived OpenCode database. */
  readonly dbPath: string
  /** Needed only if the database has more than one, and no call tells which is meant. */
  readonly sessionId?: string
  readonly handCalls: readonly HandCall[]
  readonly exchanges: readonly Exchange[]
  /** The file that the agent was to write. */
  readonly source: SourceFile
  readonly verdict: Verdict
  readonly claim: Claim
  readonly attempt: number
}

export interface Traced {
  /** The first decisive mistake; absent when nothing went wrong, or nothing can be said. */
  readonly root?: RootCause
  /** The first unrecovered mistake first, the final error last, as symptom. Empty when nothing went wrong. */
  readonly findings: readonly Finding[]
  /** What could not be read, so that nothing is known of it. */
  readonly missing: readonly string[]
}

/** Goes from a verdict back to what caused it, as far as the facts go. */
export function trace(input: TraceInput): Traced {
  return explain(input, readTrace(input))
}

/** As far as it can be read. */
export function readTrace(input: Pick<TraceInput, 'dbPath' | 'sessionId' | 'handCalls'>): OpenCodeTrace {
  const { dbPath, sessionId, handCalls } = input
  const callIds = new Set(handCalls.map(({ callId }) => callId))
  const read = existsSync(dbPath)
    ? readOpenCodeTrace(dbPath, { callIds, ...(sessionId !== undefined && { sessionId }) })
    : { unreadable: 'there is none' }
  return 'unreadable' in read ? withoutTrace(read.unreadable) : read
}

/** The journal of the hands is ours: what it has does not depend on what the agent's server left. */
function withoutTrace(because: string): OpenCodeTrace {
  return {
    messages: [],
    missing: [
      `the trace could not be read (${because}): what the agent said is not known, and each call counts as a turn`,
    ],
  }
}

/** What speaks against an attempt, where it is not its verdict that says so. */
export interface Reading {
  facts(scene: TraceScene, marks: Marks): readonly Fact[]
  /** Whether a mark means anything in this scene. */
  applies(mark: Mark, scene: TraceScene): boolean
}

export type Marks = ReadonlyMap<Signal['name'], readonly Mark[]>

const byVerdict: Reading = { facts: (scene) => factsOf(scene), applies: () => true }

/** What a trace is read together with. */
export type Beside = Omit<TraceInput, 'dbPath' | 'sessionId'>

/** What the search for the root cause has before it, of a trace that was read already. */
export function caseOf(input: Beside, database: OpenCodeTrace, reading = byVerdict): Case {
  const { handCalls, exchanges, verdict, claim, source } = input
  const events = timelineOf(database, handCalls, exchanges)
  const scene: TraceScene = { events, failures: failuresIn(events), verdict, claim }
  const marks: Marks = new Map(
    signals.map((signal) => [signal.name, marksOf(signal, scene).filter((mark) => reading.applies(mark, scene))]),
  )
  return { scene, facts: reading.facts(scene, marks), versions: versionsOf(events, source), marks }
}

/** The same story of a trace that was read already. */
export function explain(input: Beside, database: OpenCodeTrace, reading = byVerdict): Traced {
  const { verdict, attempt } = input
  const looked = caseOf(input, database, reading)
  const { scene, marks } = looked
  const order = new Map(scene.events.map((event, place) => [event, place]))
  const found = signals
    .filter((signal) => matters(signal, verdict))
    .flatMap(({ name }) => (marks.get(name) ?? []).map((mark) => ({ name, mark })))
    .toSorted((a, b) => (order.get(a.mark.event) ?? 0) - (order.get(b.mark.event) ?? 0))
  const symptom = verdict.artefact === 'accepted' ? undefined : symptomOf(scene)
  const root = findRoot(looked, symptom, attempt)
  return {
    ...(root && { root }),
    findings: [
      ...found.map(({ name, mark }) => findingOf(name, mark, attempt)),
      ...(symptom ? [findingOf('symptom', symptom, attempt)] : []),
    ],
    missing: [...database.missing, ...missingFrom(input)],
  }
}

function missingFrom({ handCalls, exchanges }: Pick<TraceInput, 'handCalls' | 'exchanges'>): string[] {
  const ran = handCalls.some(({ args }) => /\bnango\s+dryrun\b/.test(JSON.stringify(args)))
  return ran && exchanges.length === 0
    ? ['the recording has nothing, although something was run: what the API was asked and answered is not known']
    : []
}

// Of an accepted function only the conduct can need explaining.
function matters({ name }: Signal, { artefact, conduct }: Verdict): boolean {
  if (artefact !== 'accepted') return true
  return (name === 'S2' || name === 'S3') && (conduct === 'violation' || conduct === 'severe')
}

/** The first of each subject stands for all. */
function marksOf(signal: Signal, scene: TraceScene): Mark[] {
  return [...Map.groupBy(signal.find(scene), (mark) => mark.subject).values()].flatMap(([mark]) => mark ?? [])
}

function findingOf(signal: Finding['signal'], { event, because, owner }: Mark, attempt: number): Finding {
  return { signal, owner, attempt, turn: event.turn, because, quote: quoteOf(event) }
}
