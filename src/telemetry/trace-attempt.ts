import type { Entry, RunFacts, Spend } from '../record/entry.ts'
import type { Verdict } from '../verify/verdict.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import { evaluationEvent, names, operations, providerNames } from './conventions.ts'
import { short } from './short.ts'
import type { Attributes, OpenSpan } from './span-pen.ts'

/** The spans of one attempt: the agent, each answer of its model, each of its tool calls, and the verification. */
export interface AttemptSpans {
  tell(entry: AttemptEntry, at: number): void
  calls(handCalls: readonly HandCall[]): void
  /** Ends it, if nothing else has. */
  close(at: number): void
}

type AttemptEntry = Extract<Entry, { attempt: number }>
type Started = Extract<Entry, { kind: 'attempt-started' }>

export function beginAttempt(
  parent: OpenSpan,
  { model, attempt, interaction }: Started,
  { at: begunAt, facts }: { at: number; facts: RunFacts },
): AttemptSpans {
  const span = parent.begin({
    name: `${operations.attempt} opencode`,
    kind: 'internal',
    at: begunAt,
    attributes: {
      [names.operation]: operations.attempt,
      [names.agent]: 'opencode',
      [names.agentVersion]: short(facts.versions.opencode),
      [names.interaction]: short(interaction),
      [names.attempt]: attempt,
      ...modelAttributes(model),
    },
  })
  const answers = traceAnswers(span, model)
  let agentEndedAt: number | undefined
  let gathered: Attributes = {}
  let isOpen = true

  const end = (at: number, failed?: string) => {
    if (isOpen) span.end(at, { ...gathered, ...spendAttributes(answers.total()) }, failed)
    isOpen = false
  }
  const judged = (verdict: Verdict, at: number) => {
    traceVerification(span, verdict, { from: agentEndedAt ?? at, to: at })
    gathered = { ...gathered, [names.artefact]: verdict.artefact, [names.conduct]: verdict.conduct }
    end(at, verdict.artefact === 'accepted' ? undefined : verdict.artefact)
  }
  return {
    tell(entry, at) {
      if (entry.kind === 'held') answers.held(entry, at)
      if (entry.kind === 'spent') answers.spent(entry, at)
      if (entry.kind === 'agent-ended') {
        agentEndedAt = at
        const { ending, exchanges, toolCalls } = entry
        gathered = { [names.ending]: ending.kind, [names.exchanges]: exchanges, [names.toolCalls]: toolCalls }
      }
      if (entry.kind === 'judged') judged(entry.verdict, at)
      if (entry.kind === 'rig-fault') end(at, 'rig-fault')
      if (entry.kind === 'traced' && entry.root) traceRoot(span, entry.root, at)
    },
    calls: (handCalls) => handCalls.forEach((call) => traceCall(span, call)),
    close: (at) => end(at),
  }
}

/** One span for each answer of the model, from its hold on. */
function traceAnswers(attempt: OpenSpan, model: string) {
  const heldAt = new Map<string, number>()
  const total = { usd: 0, inputTokens: 0, outputTokens: 0, cachedTokens: 0 }
  return {
    total: (): Spend => total,
    held: ({ hold }: Extract<Entry, { kind: 'held' }>, at: number) => void heldAt.set(hold, at),
    spent({ spend, hold = '' }: Extract<Entry, { kind: 'spent' }>, at: number) {
      total.usd += spend.usd
      total.inputTokens += spend.inputTokens
      total.outputTokens += spend.outputTokens
      total.cachedTokens += spend.cachedTokens
      const from = heldAt.get(hold)
      // Without a hold nobody wrote down when it was asked: it counts in the attempt alone.
      if (from === undefined) return
      heldAt.delete(hold)
      const attributes = { [names.operation]: operations.answer, ...modelAttributes(model) }
      const name = `${operations.answer} ${short(model)}`
      attempt.begin({ name, kind: 'client', at: from, attributes }).end(at, spendAttributes(spend))
    },
  }
}

/** Told after the attempt has its verdict, when its span has ended: a span of its own, of no length. */
function traceRoot(span: OpenSpan, { kind, owner }: { kind: string; owner: string }, at: number): void {
  const attributes = { [names.rootCause]: kind, [names.rootOwner]: owner }
  span.begin({ name: 'trace', kind: 'internal', at, attributes }).end(at)
}

function traceVerification(span: OpenSpan, verdict: Verdict, { from, to }: { from: number; to: number }): void {
  const own = span.begin({ name: 'verify', kind: 'internal', at: from, attributes: {} })
  for (const { check, outcome } of verdict.checks) {
    own.event(evaluationEvent, to, { [names.evaluation]: short(check), [names.evaluationLabel]: outcome })
  }
  for (const { check, severity, stoppedBy } of verdict.marks) {
    own.event(evaluationEvent, to, {
      [names.evaluation]: short(check),
      [names.evaluationLabel]: 'seen',
      [names.severity]: severity,
      ...(stoppedBy && { [names.wall]: stoppedBy }),
    })
  }
  own.end(to, { [names.artefact]: verdict.artefact, [names.conduct]: verdict.conduct })
}

function traceCall(span: OpenSpan, { at, tool, callId, milliseconds, exitCode, denial }: HandCall): void {
  const from = Date.parse(at)
  const attributes = {
    [names.operation]: operations.call,
    [names.tool]: short(tool),
    [names.toolCall]: short(callId),
    ...(exitCode !== undefined && { [names.exitCode]: exitCode }),
    ...(denial && { [names.wall]: denial.wall, [names.severity]: denial.severity }),
  }
  const failed = denial ? 'denied' : exitCode ? 'exit-code' : undefined
  const name = `${operations.call} ${short(tool)}`
  span.begin({ name, kind: 'internal', at: from, attributes }).end(from + milliseconds, {}, failed)
}

function modelAttributes(model: string): Attributes {
  const slash = model.indexOf('/')
  const provider = slash < 0 ? model : model.slice(0, slash)
  return {
    [names.provider]: short(providerNames[provider] ?? provider),
    [names.model]: short(slash < 0 ? model : model.slice(slash + 1)),
  }
}

function spendAttributes({ usd, inputTokens, outputTokens, cachedTokens }: Spend): Attributes {
  return {
    [names.usd]: usd,
    [names.inputTokens]: inputTokens,
    [names.outputTokens]: outputTokens,
    [names.cachedTokens]: cachedTokens,
  }
}
