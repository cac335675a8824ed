import { canonicalJson } from '../lib/json.ts'
import { sha256 } from '../lib/sha256.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { Ending } from './ending.ts'
import type { SessionActivity } from './model-gateway/session.ts'
import type { AgentTask } from './run-agent.ts'

export interface AgentLimits {
  /** Wall clock of one agent. */
  readonly milliseconds: number
  /** Without any event, model request or tool call. */
  readonly inactiveMilliseconds: number
  /** Model requests. */
  readonly steps: number
  /** The same call with the same answer, so many times within the last ten calls. */
  readonly identicalCalls: number
}

export const defaultLimits: AgentLimits = {
  milliseconds: 15 * 60_000,
  inactiveMilliseconds: 180_000,
  steps: 80,
  identicalCalls: 4,
}

/** What is remembered while watching one session; times in milliseconds since the epoch. */
export interface Watch {
  readonly startedAt: number
  activeAt: number
  /** An event said that the session may have ended. */
  idleHinted: boolean
  /** Ends the wait for the next look. */
  wake?: () => void
  sawBusy?: boolean
  error?: unknown
  /** The tools that the model was offered were not ours. */
  preflightFailure?: string
  /** How many tool calls there were when they were last compared: none can have come to be a loop since. */
  callsCompared?: number
  /** Steps taken when the gateway first stopped the access. */
  stoppedAtStep?: number
}

/** Turns that an agent has left after the gateway stopped its access, to say so with report_blocked. */
const turnsAfterStop = 5

/** The first reason to end the session from outside, if there is one. */
export function overLimit(watch: Watch, task: AgentTask, sessionId: string): Ending | undefined {
  if (task.signal.aborted) return { kind: 'interrupted' }
  if (task.cell.died.aborted) return { kind: 'rig-fault', because: 'the OpenCode server died' }
  const reason = task.blockedReason()
  if (reason !== undefined) return { kind: 'blocked', reason }

  const model = task.models.activityOf(sessionId)
  if (watch.preflightFailure) return { kind: 'rig-fault', because: watch.preflightFailure }
  if (model.outOf) return { kind: 'out-of-budget', of: model.outOf }
  if (model.requests > task.limits.steps) return { kind: 'out-of-steps' }
  if (task.accessStops.length > 0) {
    watch.stoppedAtStep ??= model.requests
    if (model.requests - watch.stoppedAtStep > turnsAfterStop) return { kind: 'access-stopped' }
  }
  const calls = task.handCalls.length
  const repeated = calls === watch.callsCompared ? undefined : repeatedCall(task.handCalls, task.limits.identicalCalls)
  watch.callsCompared = calls
  if (repeated) return { kind: 'looping', call: repeated }

  const now = Date.now()
  if (model.failure && model.failure.at - model.failure.since >= patienceMs) return failing(model)
  if (now - watch.startedAt - model.waitedMs - task.heldUpMs() > task.limits.milliseconds)
    return failing(model) ?? { kind: 'out-of-time' }
  if (task.handsBusy()) return undefined // a call has a limit of its own
  if (now - lastSignOfLife(watch, task, model) <= task.limits.inactiveMilliseconds) return undefined
  return failing(model) ?? (model.inFlight > 0 ? silentProvider : { kind: 'inactive' })
}

/** When the session was last heard of: by an event, a model request or a tool call. Milliseconds since the epoch. */
export function lastSignOfLife(watch: Watch, { handCalls }: AgentTask, model: SessionActivity): number {
  const call = handCalls.at(-1)
  return Math.max(watch.activeAt, model.lastActivityAt, call ? Date.parse(call.at) + call.milliseconds : 0)
}

/** A provider that has failed for so long is not waited for: each try of one that hangs takes minutes. */
const patienceMs = 120_000

/** Waiting for a model that fails or says nothing is not the agent's doing. */
function failing({ failure }: SessionActivity): Ending | undefined {
  return failure && { kind: 'rig-fault', because: `the model provider keeps failing: ${failure.because}` }
}

const silentProvider: Ending = { kind: 'rig-fault', because: 'the model provider says nothing any more' }

const loopWindow = 10

/**
 * A call that came back with the same answer again and again. An answer that changes is progress, such as polling, and so
 * is a change of a file that was not made before: who compiles after each of many edits asks another question each time.
 */
export function repeatedCall(calls: readonly HandCall[], limit: number): string | undefined {
  const counts = new Map<string, number>()
  const changes = new Set<string>()
  for (const call of calls.slice(-loopWindow)) {
    const key = sha256(canonicalJson([call.tool, call.args, call.answer]))
    if (/^(write|edit)$/.test(call.tool) && !changes.has(key)) {
      changes.add(key)
      counts.clear()
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count >= limit) return `${call.tool} ${canonicalJson(call.args)}`
  }
  return undefined
}
