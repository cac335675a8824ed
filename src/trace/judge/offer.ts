import { printable } from '../../lib/printable.ts'
import type { Case } from '../root/candidates.ts'
import { candidatesOf } from '../root/candidates.ts'
import { type Candidate, scored } from '../root/candidate.ts'
import { rootIn } from '../root/find-root.ts'
import type { RootCause } from '../root/root-cause.ts'
import { quoteOf } from '../timeline.ts'

/** One candidate for the root cause, as a judge model is shown it. */
export interface Offer extends Pick<RootCause, 'turn' | 'kind' | 'owner' | 'event'> {
  readonly because: string
  /** Its own event, and those that show what it would explain. */
  readonly shownBy: readonly string[]
}

/** All that a judge model is shown. Each text is one line, short, and without anything invisible. */
export interface Offered {
  /** In the order of the timeline: nothing says which of them the search has named. */
  readonly offers: readonly Offer[]
  /** What speaks against the attempt. */
  readonly facts: readonly string[]
  /** By the event's id. */
  readonly texts: ReadonlyMap<string, string>
}

/** What the search scored, the best first where there are too many, and what it named. */
export function offeredOf(looked: Case): Offered {
  const { scene, facts } = looked
  const root = rootIn(looked)
  if (!root) return { offers: [], facts: [], texts: new Map() }
  const others = scored(candidatesOf(looked), facts)
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ candidate }) => candidate)
  const offered = eachOnce([root, ...others])
    .slice(0, mostOffers)
    .toSorted((a, b) => a.place - b.place)
  const places = offered.flatMap((each) => placesOf(each))
  return {
    offers: offered.map((each) => offerOf(each, looked)),
    facts: facts.slice(0, mostFacts).map(({ name, because }) => shown(`${name}: ${because}`)),
    texts: new Map(
      places.flatMap((place) => {
        const event = scene.events[place]
        return event ? [[event.id, shown(quoteOf(event))] as const] : []
      }),
    ),
  }
}

const mostOffers = 8
const mostFacts = 8
const longestText = 300

function offerOf(candidate: Candidate, { scene: { events } }: Case): Offer {
  const { kind, owner, because, place } = candidate
  const { turn, id: event } = events[place]!
  const shownBy = placesOf(candidate).flatMap((each) => events[each]?.id ?? [])
  return { turn, kind, owner, event, because: shown(because), shownBy }
}

/** Its own event, and one of each of the first things that it explains. */
function placesOf({ place, reaches }: Candidate): number[] {
  const explained = [...reaches].flatMap(({ places }) => places.slice(0, 1))
  return [...new Set([place, ...explained.slice(0, 2)])]
}

/** What is one event and one kind of mistake would be chosen by one number. */
function eachOnce(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ place, kind }) => {
    const key = `${place} ${kind}`
    return !seen.has(key) && seen.add(key)
  })
}

/** An escape for each character takes room too. */
function shown(text: string): string {
  return printable(text, longestText).slice(0, longestText).toWellFormed()
}
