import { openBefore } from '../failures.ts'
import { quoteOf, type TimelineEvent } from '../timeline.ts'
import type { Mark, TraceScene } from '../signals/signal.ts'
import { type Version, versionAt } from '../versions.ts'
import type { Candidate } from './candidate.ts'
import type { Fact } from './facts.ts'
import { originOf } from './origin.ts'
import { unprovedCandidates } from './unproved.ts'

/** What the search for the root cause looks at. */
export interface Case {
  readonly scene: TraceScene
  readonly facts: readonly Fact[]
  readonly versions: readonly Version[]
  /** Marks of all signals, by name. */
  readonly marks: ReadonlyMap<string, readonly Mark[]>
}

/** Every event that could be the root cause, with what it would explain. */
export function candidatesOf(looked: Case): readonly Candidate[] {
  return [
    ...functionCandidates(looked),
    ...looked.facts.flatMap((fact) => (fact.kind === 'deed' ? (deedCandidate(fact, looked) ?? []) : [])),
    ...forgeryCandidate(looked),
    ...looked.facts.flatMap((fact) => (fact.kind === 'claim' ? claimCandidates(fact, looked) : [])),
    ...signalCandidates(looked),
    ...unprovedCandidates(looked),
  ]
}

/** The versions that brought what the function is blamed for. */
function functionCandidates({ facts, versions }: Case): Candidate[] {
  const functional = facts.filter(({ kind }) => kind === 'function')
  const byVersion = Map.groupBy(functional, ({ quotes }) => originOf(versions, quotes)?.version)
  return [...byVersion].flatMap(([version, own]) => {
    const origin = version === undefined ? undefined : versions[version]
    if (!origin) return []
    const isRegression =
      originOf(
        versions,
        own.flatMap(({ quotes }) => quotes),
      )?.isRegression ?? false
    const change = isRegression ? 'changed a function that had run well, and ' : 'wrote a function of which '
    return {
      place: origin.place,
      kind: isRegression ? 'regression' : 'wrong-function',
      owner: 'agent',
      subject: own[0]!.name,
      because: `${change}${isRegression ? 'since then ' : ''}${saidOf(own)}`,
      weight: 0.8,
      reaches: new Set([...own, ...facts.filter(({ kind }) => kind === 'claim' || kind === 'unproved')]),
      ...(versions.length === 1 && { isPlain: true }),
    } as const
  })
}

function saidOf(facts: readonly Fact[]): string {
  return facts
    .slice(0, 2)
    .map(({ name, because }) => `${name} says: ${because}`)
    .join('; ')
}

/** What was done or tried. */
function deedCandidate(fact: Fact, { scene: { events }, facts, versions }: Case): Candidate | undefined {
  const [place] = fact.places
  if (place === undefined) return undefined
  const source = events[place]?.kind === 'exchanged' ? stillThere(versions, place) : undefined
  return {
    place: source ?? place,
    kind: source === undefined ? 'broke-a-rule' : 'wrong-function',
    owner: 'agent',
    subject: fact.name,
    because: fact.because,
    weight: fact.weight >= 0.8 ? 1 : 0.9,
    reaches: new Set([fact, ...facts.filter(({ kind }) => kind === 'claim')]),
    isPlain: true,
  }
}

/** The first write to what is not its own while something had failed: it hides whatever is wrong. A fair test comes before. */
function forgeryCandidate({ scene: { events, failures, verdict }, facts }: Case): Candidate[] {
  if (verdict.artefact === 'accepted') return []
  const deeds = facts.filter(({ kind, places }) => kind === 'deed' && places.some((place) => tampers(events[place])))
  if (deeds.length === 0) return []
  const place = events.findIndex((event, index) => tampers(event) && openBefore(failures, index).length > 0)
  if (place < 0) return []
  const failed = openBefore(failures, place)[0]!.subject
  const fact = deeds.find(({ places }) => places.includes(place)) ?? deeds[0]!
  const what = whatTampered(events[place])
  return [
    {
      place,
      kind: 'forged-evidence',
      owner: 'agent',
      subject: fact.name,
      because: `${what} instead of mending what had failed (${failed})`,
      weight: 1,
      reaches: new Set(facts),
    },
  ]
}

/** What a run of the last version shows is a matter of that version. What another did was done by running it. */
function stillThere(versions: readonly Version[], place: number): number | undefined {
  const ran = versions[versionAt(versions, place)]
  const isLast = ran?.text !== undefined && ran.text === versions.at(-1)?.text
  const origin = isLast ? originOf(versions, []) : undefined
  return origin && versions[origin.version]?.place
}

/** Whether a call wrote, or tried to write, what is not its own. */
function tampers(event: TimelineEvent | undefined): boolean {
  return whatTampered(event) !== undefined
}

function whatTampered(event: TimelineEvent | undefined): string | undefined {
  if (event?.kind !== 'called' || !event.hand) return undefined
  const { deed, denial } = event.hand
  if (deed && deed.severity !== 'note' && /^(made|changed|removed)\b/.test(deed.did)) return deed.did
  return denial && denial.severity !== 'note' && /^write\b/.test(denial.tried) ? `tried to ${denial.tried}` : undefined
}

function claimCandidates(fact: Fact, { scene: { events }, facts }: Case): Candidate[] {
  const [place] = fact.places
  if (place === undefined) return []
  const neverRan = !events.some(
    (event) => event.kind === 'called' && /\bnango\s+dryrun\b/.test(String(event.args['command'])),
  )
  const others = facts.filter(({ kind }) => kind === 'claim' || (neverRan && kind === 'unproved'))
  const reaches = new Set([fact, ...others])
  const { name: subject, because } = fact
  return [{ place, kind: 'false-claim', owner: 'agent', subject, because, weight: 0.9, reaches, isPlain: true }]
}

function signalCandidates({ scene: { events }, facts, marks }: Case): Candidate[] {
  const later = (mark: Mark) => {
    const place = events.indexOf(mark.event)
    const after = facts.filter(({ kind, places }) => kind !== 'function' && (places[0] ?? Infinity) > place)
    return { place, reaches: new Set(after) }
  }
  return [
    ...(marks.get('S1') ?? []).map(
      (mark) =>
        ({ ...mark, ...later(mark), kind: 'invented-command', weight: 0.9, counterfactual: listsCommands }) as const,
    ),
    ...(marks.get('S2') ?? [])
      .filter(({ sort }) => sort === 'made-up-answer')
      .map(
        (mark) => ({ ...mark, ...later(mark), reaches: new Set(facts), kind: 'forged-evidence', weight: 1 }) as const,
      ),
    ...(marks.get('S4') ?? [])
      .filter(({ sort }) => sort === 'misread-result')
      .map((mark) => ({ ...mark, ...later(mark), kind: 'misread-result', weight: 0.8 }) as const),
    ...(marks.get('S5') ?? []).map((mark) => ({ ...mark, ...later(mark), kind: 'task', weight: 0.9 }) as const),
  ].filter(({ reaches }) => reaches.size > 0)
}

const listsCommands = 'the tool prints its real commands when it is asked for one that does not exist'

/** What it was about, for a story. */
export function quoteAt(events: readonly TimelineEvent[], place: number): string {
  const event = events[place]
  return event ? quoteOf(event) : ''
}
