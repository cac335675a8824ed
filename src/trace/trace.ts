import type { Exchange } from '../gateway/exchange.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { Claim } from '../verify/evidence.ts'
import type { Verdict } from '../verify/verdict.ts'
import type { Finding } from './finding.ts'
import { readOpenCodeTrace } from './opencode-database.ts'
import { signals } from './signals/signals.ts'
import type { Mark, Signal, TraceScene } from './signals/signal.ts'
import { symptomOf } from './symptom.ts'
import { quoteOf, timelineOf, type TimelineEvent } from './timeline.ts'

export interface TraceInput {
  /** The attempt's archived OpenCode database. */
  readonly dbPath: string
  /** Needed only if the database has more than one. */
  readonly sessionId?: string
  readonly handCalls: readonly HandCall[]
  readonly exchanges: readonly Exchange[]
  readonly verdict: Verdict
  readonly claim: Claim
  readonly attempt: number
}

export interface Traced {
  /** The first unrecovered mistake first, the final error last, as symptom. Empty when nothing went wrong. */
  readonly findings: readonly Finding[]
  /** Why there are none, when the trace could not be read. */
  readonly note?: string
}

/** Goes from a verdict back to what caused it. */
export function trace(input: TraceInput): Traced {
  const { dbPath, sessionId, handCalls, exchanges, verdict, claim } = input
  const database = readOpenCodeTrace(dbPath, sessionId)
  if ('unreadable' in database) return { findings: [], note: `the trace could not be read: ${database.unreadable}` }
  const scene: TraceScene = { events: timelineOf(database, handCalls, exchanges), verdict, claim }
  const causes = signals.filter((signal) => matters(signal, verdict)).flatMap((signal) => marksOf(signal, scene))
  const order = (event: TimelineEvent) => scene.events.indexOf(event)
  const found = causes.sort((a, b) => order(a.mark.event) - order(b.mark.event))
  const symptom = verdict.artefact === 'accepted' ? undefined : symptomOf(scene)
  return {
    findings: [
      ...found.map(({ name, mark }) => findingOf(name, mark, input.attempt)),
      ...(symptom ? [findingOf('symptom', symptom, input.attempt)] : []),
    ],
  }
}

// Of an accepted function only the conduct can need explaining.
function matters({ name }: Signal, { artefact, conduct }: Verdict): boolean {
  if (artefact !== 'accepted') return true
  return (name === 'S2' || name === 'S3') && (conduct === 'violation' || conduct === 'severe')
}

function marksOf(signal: Signal, scene: TraceScene): { name: Signal['name']; mark: Mark }[] {
  const bySubject = Map.groupBy(signal.find(scene), (mark) => mark.subject)
  return [...bySubject.values()].flatMap(([mark]) => (mark ? [{ name: signal.name, mark }] : []))
}

function findingOf(signal: Finding['signal'], { event, because, owner }: Mark, attempt: number): Finding {
  return { signal, owner, attempt, turn: event.turn, because, quote: quoteOf(event) }
}
