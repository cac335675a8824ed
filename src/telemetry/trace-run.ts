import type { Entry, RunFacts } from '../record/entry.ts'
import type { Evidence } from '../verify/evidence.ts'
import { type AttemptSpans, beginAttempt } from './trace-attempt.ts'
import { names } from './conventions.ts'
import { short } from './short.ts'
import type { Attributes, OpenSpan, SpanPen } from './span-pen.ts'

/** Turns a run into spans while it goes on: run, interactions, attempts, and what happened in each. */
export interface RunTrace {
  /** An entry, and when it was recorded, in milliseconds since the epoch. */
  tell(entry: Entry, at: number): void
  /** What a verdict was about, after its entry: the tool calls are in it. */
  judged(evidence: Evidence): void
  /** Ends what is still open. */
  close(at: number): void
}

interface OpenInteraction {
  readonly span: OpenSpan
  /** The newest of each number. */
  readonly attempts: Map<number, AttemptSpans>
}

export function traceRun(pen: SpanPen): RunTrace {
  let run: { readonly span: OpenSpan; readonly facts: RunFacts } | undefined
  const kinds = new Map<string, string>()
  const open = new Map<string, OpenInteraction>()

  const interactionOf = (id: string, at: number): OpenInteraction | undefined => {
    const known = open.get(id)
    if (known || !run) return known
    const attributes = { [names.interaction]: short(id), [names.interactionKind]: kinds.get(id) ?? 'unknown' }
    const begun = {
      span: run.span.begin({ name: `interaction ${short(id)}`, kind: 'internal', at, attributes }),
      attempts: new Map<number, AttemptSpans>(),
    }
    open.set(id, begun)
    return begun
  }
  const settle = ({ interaction, outcome }: Extract<Entry, { kind: 'settled' }>, at: number) => {
    const { span, attempts } = interactionOf(interaction, at) ?? {}
    for (const attempt of attempts?.values() ?? []) attempt.close(at)
    const isGood = outcome.kind === 'accepted' || outcome.kind === 'reused'
    const failed = isGood ? undefined : outcome.kind
    span?.end(at, { [names.outcome]: outcome.kind, [names.attempts]: attempts?.size ?? 0 }, failed)
    open.delete(interaction)
  }
  const close = (at: number, attributes: Attributes = {}, failed?: string) => {
    for (const { span, attempts } of open.values()) {
      for (const attempt of attempts.values()) attempt.close(at)
      span.end(at, { [names.outcome]: 'open' })
    }
    open.clear()
    run?.span.end(at, attributes, failed)
    run = undefined
  }
  return {
    tell(entry, at) {
      if (entry.kind === 'run-started') run = { span: beginRun(pen, entry, at, false), facts: entry }
      if (entry.kind === 'resumed') run = { span: beginRun(pen, entry.facts, at, true), facts: entry.facts }
      if (entry.kind === 'planned') for (const { id, kind } of entry.interactions) kinds.set(id, kind)
      if (entry.kind === 'settled') settle(entry, at)
      if (entry.kind === 'run-ended') {
        close(at, { [names.whyEnded]: entry.why }, entry.why === 'finished' ? undefined : entry.why)
      }
      if (!('attempt' in entry)) return
      const owner = interactionOf(entry.interaction, at)
      if (entry.kind === 'attempt-started' && owner && run) {
        owner.attempts.get(entry.attempt)?.close(at)
        owner.attempts.set(entry.attempt, beginAttempt(owner.span, entry, { at, facts: run.facts }))
      } else {
        owner?.attempts.get(entry.attempt)?.tell(entry, at)
      }
    },
    judged: ({ interaction, attempt, handCalls }) => open.get(interaction.id)?.attempts.get(attempt)?.calls(handCalls),
    close,
  }
}

function beginRun(pen: SpanPen, facts: RunFacts, at: number, isResumed: boolean): OpenSpan {
  const { run, upstream, guardrails, sandbox } = facts
  return pen({
    name: `run ${short(run)}`,
    kind: 'internal',
    at,
    attributes: {
      [names.run]: short(run),
      [names.isResumed]: isResumed,
      [names.upstream]: upstream,
      [names.guardrails]: guardrails,
      [names.sandbox]: sandbox,
    },
  })
}
