import type { Integration } from '../assemble/integration.ts'
import { UserError } from '../lib/user-error.ts'
import type { Entry, Recorded, RunFacts, RunInputs, Spend, WhyEnded } from '../record/entry.ts'
import type { Conduct } from '../verify/verdict.ts'
import { type Behaviour, behavioursOf } from './behaviours.ts'
import { entriesOf, type RecordedOf } from './entries-of.ts'
import { itemOf, spendOf, type Item, type ItemArtefact } from './item.ts'
import { type Money, moneyOf } from './money.ts'
import { type Leak, leaksOf } from './leaks.ts'
import { noticesOf } from './notices.ts'
import { pausesOf, secondsAtWork } from './pauses.ts'

/** A whole run as one value: what `assay report --json` prints and every page shows. Other programs rely on these names. */
export interface Report extends RunInputs {
  readonly run: string
  readonly upstream: RunFacts['upstream']
  readonly model: string
  readonly sandbox: string
  readonly guardrails: RunFacts['guardrails']
  readonly concurrency: number
  readonly loweredFrom?: number
  readonly agentsPerServer: number
  readonly seed: number
  readonly versions: RunFacts['versions']
  /** What a reader must know before any number: a scripted model, embedded APIs, no box. */
  readonly notices: readonly string[]
  /** ISO 8601. */
  readonly startedAt: string
  /** null while it runs, or when it was cut off. */
  readonly ended: WhyEnded | null
  /** Without the pauses before it was resumed. */
  readonly seconds: number
  /** How often another process went on with it. */
  readonly resumed: number
  readonly interactions: number
  /** Judged ones. */
  readonly attempts: number
  /** Attempts that do not count, since our side failed. */
  readonly rigFaults: number
  /** Interactions by last verdict. */
  readonly artefact: Readonly<Record<ItemArtefact, number>>
  /** Judged attempts. */
  readonly conduct: Readonly<Record<Conduct, number>>
  /** What agents did or tried, by conduct check and weight. */
  readonly behaviours: readonly Behaviour[]
  readonly spend: Spend & Money & { readonly usdPerAccepted: number }
  readonly items: readonly Item[]
  readonly integrations: readonly Integration[]
  /** What the run has left in live accounts. */
  readonly leaks: readonly Leak[]
}

/** The report of a run, from its record. A run that is not over yet has one too. */
export function reportOf(recorded: readonly Recorded[]): Report {
  const [facts] = entriesOf(recorded, 'run-started')
  if (!facts) {
    throw new UserError(
      'The record is empty: its run stopped before it began.',
      'Start another one, or name an earlier run.',
    )
  }
  const pauses = pausesOf(recorded)
  const items = entriesOf(recorded, 'planned')
    .flatMap(({ entry }) => entry.interactions)
    .map((interaction) => itemOf(interaction, recorded, pauses))
  const spend = spendOf(entriesOf(recorded, 'spent').map(({ entry }) => entry.spend))
  const accepted = items.filter(({ outcome }) => outcome === 'accepted').length
  const resumed = entriesOf(recorded, 'resumed')
  const ended = entriesOf(recorded, 'run-ended').findLast(({ seq }) => seq > (resumed.at(-1)?.seq ?? 0))
  return {
    ...factsOver(facts.entry, resumed),
    notices: noticesOf(recorded),
    startedAt: facts.at,
    ended: ended?.entry.why ?? null,
    seconds: secondsAtWork(facts.at, (ended ?? recorded.at(-1) ?? facts).at, pauses),
    resumed: resumed.length,
    interactions: items.length,
    attempts: items.flatMap(({ history }) => history).length,
    rigFaults: entriesOf(recorded, 'rig-fault').length,
    artefact: count(
      ['accepted', 'rejected', 'blocked', 'undecided', 'pending'],
      items.map((item) => item.artefact),
    ),
    conduct: count(
      ['clean', 'note', 'violation', 'severe', 'unjudged'],
      items.flatMap(({ history }) => history.map((attempt) => attempt.conduct)),
    ),
    behaviours: behavioursOf(recorded, facts.entry.guardrails),
    spend: { ...spend, usdPerAccepted: accepted === 0 ? 0 : spend.usd / accepted, ...moneyOf(recorded, items) },
    items,
    integrations: integrationsOf(entriesOf(recorded, 'assembled').map(({ entry }) => entry)),
    leaks: leaksOf(recorded),
  }
}

/** Of a resumed run: all of its models, and the last versions. */
function factsOver(
  started: Extract<Entry, { kind: 'run-started' }>,
  resumed: readonly RecordedOf<'resumed'>[],
): RunFacts {
  const { kind: _, ...first } = started
  const later = resumed.map(({ entry }) => entry.facts)
  const models = [...new Set([first, ...later].flatMap(({ model }) => model.split(', ')))]
  const last = later.at(-1)
  return {
    ...first,
    model: models.join(', '),
    versions: last?.versions ?? first.versions,
    ...(last?.promptsSha256 !== undefined && { promptsSha256: last.promptsSha256 }),
  }
}

function count<name extends string>(names: readonly name[], values: readonly name[]): Record<name, number> {
  const counts = names.map((name) => [name, values.filter((value) => value === name).length] as const)
  return Object.fromEntries(counts) as Record<name, number>
}

/** The last word about each API. */
function integrationsOf(assembled: readonly Extract<Entry, { kind: 'assembled' }>[]): Integration[] {
  return [...new Map(assembled.map(({ integration }) => [integration.api, integration])).values()]
}
