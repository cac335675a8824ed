import type { Exhibit, Named } from '../../verify/check.ts'
import type { CheckResult, ConductMark } from '../../verify/check.ts'
import type { TimelineEvent } from '../timeline.ts'
import { writtenPaths } from '../written-paths.ts'
import type { TraceScene } from '../signals/signal.ts'

/** One thing that speaks against an attempt, and where in the timeline its exhibits lie. */
export interface Fact {
  /** Of the check or mark. */
  readonly name: string
  readonly because: string
  /**
   * `function`: what the source does · `unproved`: that it never worked, or is not there · `deed`: what was done or tried ·
   * `claim`: what was said.
   */
  readonly kind: 'function' | 'unproved' | 'deed' | 'claim'
  /** How much it counts among the others. */
  readonly weight: number
  /** Places of the events that show it, in order. */
  readonly places: readonly number[]
  /** Of the source. */
  readonly quotes: readonly string[]
}

/** What speaks against the attempt, by its verdict. Of an accepted function only the conduct does. */
export function factsOf(scene: TraceScene): readonly Fact[] {
  const where = indexOf(scene.events)
  const broken = scene.verdict.checks.filter((check) => check.outcome === 'broken')
  const grave = scene.verdict.marks.filter(({ severity }) => severity !== 'note')
  const functional = broken.filter(({ check }) => !unprovedBy.has(check))
  return [
    ...broken.map((check) => {
      const kind = unprovedBy.has(check.check) ? ('unproved' as const) : ('function' as const)
      // Many checks often say the same of one function.
      const weight = kind === 'function' ? 1 / functional.length : 1
      return factOf(check, { kind, weight, places: placesOf(check.exhibits, where) })
    }),
    ...grave.map((mark) => markFact(mark, where)),
  ]
}

/** What the agent itself never had: not a fault that the function could be looked at for. */
const unprovedBy = new Set(['succeeded-live', 'source-written'])

type Broken = Named<Extract<CheckResult, { outcome: 'broken' }>>

function factOf(
  { check: name, because, exhibits }: Broken | Named<ConductMark>,
  rest: Pick<Fact, 'kind' | 'weight' | 'places'>,
): Fact {
  const quotes = exhibits.flatMap((exhibit) => (exhibit.kind === 'source' ? [exhibit.quote] : []))
  return { name, because, quotes, ...rest }
}

function markFact(mark: Named<ConductMark>, where: Index): Fact {
  const places = placesOf(mark.exhibits, where)
  const weight = mark.severity === 'severe' ? 0.8 : 0.6
  if (places.length > 0) return factOf(mark, { kind: 'deed', weight, places })
  const texts = mark.exhibits.flatMap((exhibit) => (exhibit.kind === 'text' ? [exhibit.quote] : []))
  const changed = texts.flatMap((text) => where.writers(/^(?:\w+) (\S+)$/.exec(text)?.[1]))
  if (changed.length > 0) return factOf(mark, { kind: 'deed', weight, places: changed })
  return factOf(mark, { kind: 'claim', weight: 0.3, places: texts.flatMap((text) => where.saying(text)) })
}

interface Index {
  readonly call: ReadonlyMap<number, number>
  readonly exchange: ReadonlyMap<number, number>
  saying(text: string): readonly number[]
  writers(path: string | undefined): readonly number[]
}

function placesOf(exhibits: readonly Exhibit[], { call, exchange }: Index): readonly number[] {
  const places = exhibits.flatMap((exhibit) => {
    if (exhibit.kind === 'call') return call.get(exhibit.seq) ?? []
    if (exhibit.kind === 'exchange' && exhibit.of === 'agent') return exchange.get(exhibit.seq) ?? []
    return []
  })
  return places.toSorted((a, b) => a - b)
}

function indexOf(events: readonly TimelineEvent[]): Index {
  const call = new Map<number, number>()
  const exchange = new Map<number, number>()
  events.forEach((event, place) => {
    if (event.kind === 'called' && event.hand) call.set(event.hand.seq, place)
    if (event.kind === 'exchanged') exchange.set(event.exchange.seq, place)
  })
  return {
    call,
    exchange,
    saying: (text) => {
      const words = text.trim().slice(0, 60)
      const place = events.findLastIndex((event) => words !== '' && wordsOf(event).includes(words))
      return place < 0 ? [] : [place]
    },
    writers: (path) =>
      path === undefined
        ? []
        : events.flatMap((event, place) => (event.kind === 'called' && namesInWriting(event, path) ? [place] : [])),
  }
}

function wordsOf(event: TimelineEvent): string {
  if (event.kind === 'said') return event.text
  return event.kind === 'called' && typeof event.args['reason'] === 'string' ? event.args['reason'] : ''
}

function namesInWriting(event: Extract<TimelineEvent, { kind: 'called' }>, path: string): boolean {
  const told = event.hand?.deed?.did ?? event.hand?.denial?.tried ?? ''
  return told.includes(path) || writtenPaths(event).some((each) => each.endsWith(path))
}
