import type { Verdict } from '../verify/verdict.ts'
import type { ExportedSession } from './opencode-export.ts'
import type { Case } from './root/candidates.ts'
import type { Fact } from './root/facts.ts'
import type { Mark, TraceScene } from './signals/signal.ts'
import { quoteOf, type TimelineEvent } from './timeline.ts'
import { type Beside, caseOf, explain, type Marks, type Reading, type Traced } from './trace.ts'

/** Nobody looked at what it made. */
const unjudged: Verdict = { artefact: 'undecided', conduct: 'unjudged', checks: [], marks: [] }

const neverKnown = [
  'there is no verdict: whether what it made is right, nobody looked at. What speaks against it is what failed and stayed so, what does not exist, and what it said',
  'there is no recording of a gateway: what an API was asked and answered is known only as far as tools printed it',
  'there is no journal of the hands: exit codes are as OpenCode tells them, and what was its own to read and write is not known, so that Assay’s rules for a workspace are taken',
]

/** The story of a session of which there is nothing but its export, as far as that goes. */
export function explainExport(session: ExportedSession): Traced {
  const told = explain(besideOf(session), session.trace, byTrace)
  return { ...told, missing: [...told.missing, ...neverKnown] }
}

/** What the search for the root cause has before it. */
export function caseOfExport(session: ExportedSession): Case {
  return caseOf(besideOf(session), session.trace, byTrace)
}

function besideOf({ trace }: ExportedSession): Beside {
  const calls = trace.messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool' ? [part] : [])))
  const written = calls.findLast(({ tool }) => tool === 'write' || tool === 'edit')?.args['filePath']
  const said = trace.messages
    .findLast(({ role }) => role === 'assistant')
    ?.parts.findLast(({ type }) => type === 'text')
  return {
    handCalls: [],
    exchanges: [],
    source: { path: typeof written === 'string' ? written : 'none' },
    verdict: unjudged,
    claim: said?.type === 'text' ? { kind: 'done', text: said.text } : { kind: 'none', because: 'it fell silent' },
    attempt: 1,
  }
}

/** Without a verdict: what the trace itself shows. */
const byTrace: Reading = {
  facts: (scene, marks) => [...leftFailing(scene), ...neverLearnt(scene, marks), ...falseClaims(scene, marks)],
  // Whoever never heard of Nango owes no dry run.
  applies: (mark, { events }) => !mark.because.startsWith('claims success although no dry run') || usesNango(events),
}

function usesNango(events: readonly TimelineEvent[]): boolean {
  return events.some((event) => event.kind === 'called' && /\bnango\b/.test(String(event.args['command'])))
}

function leftFailing({ failures, events }: TraceScene): Fact[] {
  return failures.flatMap(({ subject, from, to }) => {
    const event = events[from]
    if (to !== undefined || !event) return []
    return [factOf('left-failing', 'unproved', `${subject} failed and never went well: ${quoteOf(event)}`, from)]
  })
}

function neverLearnt({ events }: TraceScene, marks: Marks): Fact[] {
  // It went without the real command until its last words.
  return (marks.get('S1') ?? []).map((mark) => {
    const last = events.findLastIndex((event) => event.kind === 'said')
    return factOf('never-learnt', 'unproved', mark.because, Math.max(last, events.indexOf(mark.event) + 1))
  })
}

function falseClaims({ events }: TraceScene, marks: Marks): Fact[] {
  return (marks.get('S4') ?? []).map((mark: Mark) =>
    factOf('false-claims', 'claim', mark.because, events.indexOf(mark.event)),
  )
}

function factOf(name: string, kind: Fact['kind'], because: string, place: number): Fact {
  return { name, kind, because, weight: kind === 'claim' ? 0.3 : 1, places: [place], quotes: [] }
}
