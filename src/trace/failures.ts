import { commandsOf } from './commands.ts'
import type { CalledEvent, TimelineEvent } from './timeline.ts'
import { writesWitness } from './written-paths.ts'

/** Something that went wrong, and whether it was put right. */
export interface Failure {
  /** compile, dryrun, tests, or an endpoint. */
  readonly subject: string
  /** Places in the timeline: of the event that failed first, and of the one that closed it. */
  readonly from: number
  readonly to?: number
}

/**
 * What went wrong in a timeline, in order. A later success of the same subject puts it right, but not if something that
 * bears witness was written meanwhile: what is green by a forgery has not been mended.
 */
export function failuresIn(events: readonly TimelineEvent[]): readonly Failure[] {
  const open = new Map<string, { subject: string; from: number; forged: boolean }>()
  const all: Failure[] = []
  events.forEach((event, index) => {
    if (event.kind === 'called' && writesWitness(event)) for (const failure of open.values()) failure.forged = true
    for (const { subject, failed } of outcomesOf(event)) {
      const failure = open.get(subject)
      if (failed && !failure) open.set(subject, { subject, from: index, forged: false })
      if (failed || !failure || failure.forged) continue
      open.delete(subject)
      all.push({ subject, from: failure.from, to: index })
    }
  })
  return [...all, ...[...open.values()].map(({ subject, from }) => ({ subject, from }))].toSorted(
    (a, b) => a.from - b.from,
  )
}

/** Those that were open just before a place in the timeline. */
export function openBefore(failures: readonly Failure[], place: number): readonly Failure[] {
  return failures.filter(({ from, to = Infinity }) => from < place && to >= place)
}

/** Whether a dry run ended well. */
export function isGoodDryRun(event: TimelineEvent): boolean {
  return outcomesOf(event).some(({ subject, failed }) => subject === 'dryrun' && !failed)
}

export interface StepOutcome {
  readonly subject: string
  readonly failed: boolean
}

/** What an event shows to have failed or gone well. */
export function outcomesOf(event: TimelineEvent): readonly StepOutcome[] {
  if (event.kind === 'said') return []
  if (event.kind === 'exchanged') return exchangeOutcome(event)
  return [...commandOutcomes(event), ...testOutcomes(event)]
}

function commandOutcomes(event: CalledEvent): StepOutcome[] {
  const names = commandsOf(event)
    .filter((command) => command.program === 'nango')
    .map((command) => command.words[0])
  // A dry run compiles first: when it ends well, both did.
  const subjects = event.failed
    ? names.slice(0, 1)
    : names.flatMap((name) => (name === 'dryrun' ? ['compile', name] : [name]))
  return subjects
    .filter((subject) => subject === 'compile' || subject === 'dryrun')
    .map((subject) => ({ subject, failed: event.failed }))
}

// Tests are often piped into something that ends well: what they print counts, too.
function testOutcomes(event: CalledEvent): StepOutcome[] {
  const ran = commandsOf(event).some(({ program, words }) =>
    [program, ...words.slice(0, 1)].some((word) => /(^|\/)vitest(\.mjs)?$/.test(word)),
  )
  return ran ? [{ subject: 'tests', failed: event.failed || /\b[1-9]\d* failed\b|^\s*FAIL\b/m.test(event.output) }] : []
}

function exchangeOutcome({ exchange }: Extract<TimelineEvent, { kind: 'exchanged' }>): StepOutcome[] {
  if (exchange.kind !== 'proxy') return []
  // Slack and others answer 200 and say no in the body.
  const failed = exchange.status >= 400 || /^\s*\{\s*"ok"\s*:\s*false/.test(exchange.responseBody)
  return [{ subject: `${exchange.method} ${exchange.endpoint}`, failed }]
}
