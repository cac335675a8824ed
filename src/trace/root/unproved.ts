import { type Failure } from '../failures.ts'
import type { TimelineEvent } from '../timeline.ts'
import { quoteOf } from '../timeline.ts'
import type { Candidate } from './candidate.ts'
import type { Case } from './candidates.ts'

/** Why nothing ever worked: a failure that was never put right, a circle, somebody else's fault, or giving up. */
export function unprovedCandidates(looked: Case): readonly Candidate[] {
  const { scene, facts } = looked
  const reaches = new Set(facts.filter(({ kind }) => kind === 'unproved' || kind === 'claim'))
  if (!facts.some(({ kind }) => kind === 'unproved')) return []
  const { events, failures } = scene
  const found: (Omit<Candidate, 'reaches'> | undefined)[] = [
    ...failures.filter(({ to }) => to === undefined).map((failure) => neverMended(failure, events)),
    loop(events),
    troubledApi(events),
    lastWords(events),
  ]
  return found.flatMap((each) => (each ? [{ ...each, reaches }] : []))
}

function neverMended({ subject, from }: Failure, events: readonly TimelineEvent[]): Omit<Candidate, 'reaches'> {
  const because = `${subject} failed here, and never went well afterwards`
  // An endpoint that fails shows what the run did that failed; the run itself says it all.
  const weight = events[from]?.kind === 'called' ? 0.5 : 0.4
  return { place: from, kind: 'unmended-failure', owner: 'agent', subject, because, weight }
}

/** The same call with the same answer again and again: the first of them is where it began to circle. */
function loop(events: readonly TimelineEvent[]): Omit<Candidate, 'reaches'> | undefined {
  const since = new Map<string, number[]>()
  for (const [place, event] of events.entries()) {
    if (event.kind !== 'called') continue
    // Whoever writes something in between tries something else.
    if (event.tool === 'write' || event.tool === 'edit') since.clear()
    const key = JSON.stringify([event.tool, event.args, event.output])
    const places = [...(since.get(key) ?? []), place]
    since.set(key, places)
    if (places.length < fewestInCircle || !event.failed) continue
    const because = 'made the same call again and again from here, and got the same answer'
    return { place: places[0]!, kind: 'loop', owner: 'agent', subject: 'loop', because, weight: 0.5 }
  }
  return undefined
}

const fewestInCircle = 3

/** The API, or the way to it, failed most of what it was asked: no agent could have mended that. */
function troubledApi(events: readonly TimelineEvent[]): Omit<Candidate, 'reaches'> | undefined {
  const asked = events.flatMap((event, place) =>
    event.kind === 'exchanged' && event.exchange.kind === 'proxy' ? [{ event, place }] : [],
  )
  const troubled = asked.filter(({ event: { exchange } }) => {
    return exchange.madeBy === undefined && (exchange.status >= 500 || exchange.status === 429 || exchange.status === 0)
  })
  const [first] = troubled
  if (!first || troubled.length < 2 || troubled.length * 2 <= asked.length) return undefined
  const because = `the API answered ${troubled.length} of ${asked.length} requests with an error of its own: ${quoteOf(first.event)}`
  return {
    place: first.place,
    kind: 'environment',
    owner: 'environment',
    subject: 'api',
    because,
    weight: 0.9,
    isPlain: true,
  }
}

function lastWords(events: readonly TimelineEvent[]): Omit<Candidate, 'reaches'> | undefined {
  const place = events.findLastIndex(({ kind }) => kind === 'said')
  if (place < 0) return undefined
  const because = 'stopped here without success, and without saying what keeps it from it'
  return { place, kind: 'gave-up', owner: 'agent', subject: 'gave-up', because, weight: 0.2 }
}
