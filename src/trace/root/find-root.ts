import type { Mark } from '../signals/signal.ts'
import type { TimelineEvent } from '../timeline.ts'
import { commandsOf } from '../commands.ts'
import { toldBySkill } from '../told-by-skill.ts'
import { type Candidate, bestOf, explainsAll } from './candidate.ts'
import { type Case, candidatesOf, quoteAt } from './candidates.ts'
import { counterfactualOf } from './counterfactual.ts'
import { type RedHerring, redHerringIn } from './red-herrings.ts'
import type { CauseKind, ChainLink, RootCause } from './root-cause.ts'

/** The first decisive mistake, or nothing where nothing speaks against the attempt or nothing can be said. */
export function findRoot(looked: Case, symptom: Mark | undefined, attempt: number): RootCause | undefined {
  const { scene, facts } = looked
  const root = rootIn(looked)
  if (!root) return undefined
  const event = scene.events[root.place]!
  return {
    attempt,
    kind: root.kind,
    owner: root.owner,
    turn: event.turn,
    event: event.id,
    subject: root.subject,
    because: root.because,
    quote: quoteAt(scene.events, root.place),
    confidence: isSure(root) && explainsAll(root, facts) ? 'high' : 'medium',
    explains: [...new Set([...root.reaches].map(({ name }) => name))],
    chain: chainOf(root, looked, symptom),
    counterfactual: root.counterfactual ?? counterfactualOf(root),
  }
}

/** The best candidate, or what it rests on. */
export function rootIn(looked: Case): Candidate | undefined {
  const best = looked.facts.length === 0 ? undefined : bestOf(candidatesOf(looked), looked.facts)
  return best && (misledBy(best, looked) ?? mistaught(best, looked) ?? best)
}

const sureKinds = new Set<CauseKind>([
  'invented-command',
  'forged-evidence',
  'broke-a-rule',
  'misled-by-tool',
  'environment',
])

function isSure({ kind, isPlain }: Candidate): boolean {
  return sureKinds.has(kind) || isPlain === true
}

/** One step back: a change that rests on words of a tool that are known to mislead is the tool's doing. */
function misledBy(best: Candidate, { scene: { events }, versions }: Case): Candidate | undefined {
  const version = versions.findIndex(({ place }) => place === best.place)
  const before = versions[version - 1]
  // Who writes the first version has not been told anything yet, and what ran well misled nobody.
  if (!before || before.ranWell) return undefined
  const told = events.slice(before.place + 1, best.place).flatMap((event, index) => {
    const herring = event.kind === 'called' && event.failed ? herringOf(event) : undefined
    return herring ? [{ place: before.place + 1 + index, herring }] : []
  })
  const last = told.at(-1)
  if (!last) return undefined
  return {
    ...best,
    place: last.place,
    kind: 'misled-by-tool',
    owner: 'harness',
    because: `was told what points away from the cause (${last.herring.truth}), and changed what was right`,
    counterfactual: last.herring.instead,
  }
}

/** One step back as well: a command that a skill of the spec has, and nothing else does. */
function mistaught(best: Candidate, { scene: { events } }: Case): Candidate | undefined {
  const event = events[best.place]
  const told = best.kind === 'invented-command' && event?.kind === 'called' ? toldBySkill(events, event) : undefined
  if (!told) return undefined
  const { skill, command } = told
  return {
    ...best,
    place: events.indexOf(told.event),
    kind: 'task',
    owner: 'task',
    subject: `skill ${skill}`,
    because: `the skill ${skill} says to run \`${command}\`, which does not exist`,
    counterfactual: `the skill ${skill} names a command that exists in place of \`${command}\``,
  }
}

function herringOf(event: Extract<TimelineEvent, { kind: 'called' }>): RedHerring | undefined {
  const commands = commandsOf(event)
  const nango = commands.find(({ program }) => program === 'nango')?.words[0]
  if (nango === 'dryrun' || nango === 'compile') return redHerringIn(nango, event.output)
  const tests = commands.some(({ program, words }) => [program, words[0] ?? ''].some((word) => word.includes('vitest')))
  return tests ? redHerringIn('tests', event.output) : undefined
}

const longestChain = 5

/** Root, what was misread, what was done about it instead, and what one saw in the end. */
function chainOf(root: Candidate, { scene: { events }, facts, marks }: Case, symptom: Mark | undefined): ChainLink[] {
  const link = (role: ChainLink['role'], place: number, because: string) => ({ role, place, because })
  const misread = (marks.get('S4') ?? []).map(({ event, because }) =>
    link('misreading', events.indexOf(event), because),
  )
  const worked = facts
    .filter(({ kind }) => kind === 'deed')
    .flatMap(({ places, because }) => (places[0] === undefined ? [] : [link('workaround', places[0], because)]))
    .filter(({ place }) => isCall(events[place]))
  const claimed = facts
    .filter(({ kind }) => kind === 'claim')
    .flatMap(({ places, because }) => (places[0] === undefined ? [] : [link('symptom', places[0], because)]))
  const between = [...misread.slice(0, 1), ...worked.slice(0, 2), ...claimed.slice(0, 1)]
    .filter(({ place }) => place > root.place)
    .toSorted((a, b) => a.place - b.place)
  const end = symptom ? [link('symptom', events.indexOf(symptom.event), symptom.because)] : []
  const all = [link('root', root.place, root.because), ...between, ...end.filter(({ place }) => place >= root.place)]
  return all
    .filter(({ place }, index) => all.findIndex((other) => other.place === place) === index)
    .slice(0, longestChain)
    .map(({ role, place, because }) => {
      const { id, turn } = events[place]!
      return { role, turn, event: id, because, quote: quoteAt(events, place) }
    })
}

function isCall(event: TimelineEvent | undefined): boolean {
  return event?.kind === 'called' && event.hand !== undefined
}
