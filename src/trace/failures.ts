import { commandsOf } from './commands.ts'
import type { TimelineEvent } from './timeline.ts'

/** Something that went wrong and had not been put right yet. */
export interface OpenFailure {
  /** compile, dryrun, or an endpoint. */
  readonly subject: string
  readonly event: TimelineEvent
}

/** The failures that are open just after the last of `events`: a later success of the same subject closes one. */
export function openFailures(events: readonly TimelineEvent[]): readonly OpenFailure[] {
  const open = new Map<string, OpenFailure>()
  for (const event of events) {
    for (const { subject, failed } of outcomesOf(event)) {
      if (!failed) open.delete(subject)
      else if (!open.has(subject)) open.set(subject, { subject, event })
    }
  }
  return [...open.values()]
}

/** Whether a dry run ended well anywhere in `events`. */
export function hasDryRun(events: readonly TimelineEvent[]): boolean {
  return events.some((event) => outcomesOf(event).some(({ subject, failed }) => subject === 'dryrun' && !failed))
}

function outcomesOf(event: TimelineEvent): { subject: string; failed: boolean }[] {
  if (event.kind === 'said') return []
  if (event.kind === 'exchanged') return exchangeOutcome(event)
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

function exchangeOutcome({ exchange }: Extract<TimelineEvent, { kind: 'exchanged' }>) {
  if (exchange.kind !== 'proxy') return []
  // Slack and others answer 200 and say no in the body.
  const failed = exchange.status >= 400 || /^\s*\{\s*"ok"\s*:\s*false/.test(exchange.responseBody)
  return [{ subject: `${exchange.method} ${exchange.endpoint}`, failed }]
}
