import type { OpencodeClient } from '@opencode-ai/sdk/v2/client'
import type { Interaction } from '../plan/interaction.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { Cell } from './cell.ts'
import type { Ending } from './ending.ts'
import { endingOf } from './idle-session.ts'
import type { ModelGateway } from './model-gateway.ts'
import type { SessionActivity } from './model-gateway/session.ts'
import type { MeteredSpend } from './model-gateway/spend.ts'
import { nameInCell } from './name-in-cell.ts'
import type { PlainCell } from './plain-cell.ts'
import { taskPrompt } from './prompt.ts'
import { registrationOf } from './registration-of.ts'
import { runAlone } from './run-alone.ts'
import type { SessionEvent } from './session-events.ts'
import { type AgentLimits, type Watch, lastSignOfLife, overLimit } from './watchdogs.ts'

export interface AgentTask {
  /** Of the attempt, for attribution of spend. */
  readonly attempt: string
  readonly interaction: Interaction
  readonly sourceFile: string
  /** `provider/model`. */
  readonly model: string
  readonly cell: Cell | PlainCell
  readonly slot: string
  readonly models: ModelGateway
  readonly limits: AgentLimits
  /** What the hands saw so far; grows while the agent works. */
  readonly handCalls: readonly HandCall[]
  /** Told of what is held for an answer of the model, and of what it cost, at once: a kill must not lose what was spent. */
  readonly onHold: (hold: { readonly id: string; readonly usd: number }) => void
  readonly onSpend: (spend: MeteredSpend, hold?: string) => void
  /** Told of OpenCode's session before it begins to work: its calls, and no others, are this agent's. */
  readonly onSession: (id: string) => void
  /** The reason, once the agent has called report_blocked. */
  readonly blockedReason: () => string | undefined
  /** Failed API access seen by the gateway so far. */
  readonly accessStops: readonly unknown[]
  /** Whether a tool call is under way. */
  readonly handsBusy: () => boolean
  /** How long its tool calls have waited for their turn; that others are many is not its doing. */
  readonly heldUpMs: () => number
  readonly signal: AbortSignal
}

export interface AgentRun {
  readonly ending: Ending
  /** OpenCode's session, to find its rows in the trace; absent when none was opened. */
  readonly sessionId?: string
}

/** Gives one agent its task in its slot of a cell and watches it until it has stopped, one way or another. */
export async function runAgent(task: AgentTask): Promise<AgentRun> {
  if (task.cell.kind === 'plain') return runAlone(task, task.cell)
  const { client, events } = task.cell
  const { directory } = task.cell.slot(task.slot)
  const opened = await openSession(client, directory, task)
  if (opened.kind === 'refused') return { ending: { kind: 'rig-fault', because: opened.because } }
  const { sessionId } = opened
  task.onSession(sessionId)
  task.models.register(sessionId, registrationOf(task))

  const watch: Watch = { startedAt: Date.now(), activeAt: Date.now(), idleHinted: false }
  void task.models.preflightOf(sessionId).then((preflight) => {
    if (preflight.kind === 'failed') watch.preflightFailure = preflight.because
  })
  const stopListening = events.onSession(sessionId, (event) => react(client, directory, watch, event))
  try {
    const refusal = await sendPrompt(client, { directory, sessionId }, task)
    const ending = refusal ?? (await waitForEnding({ client, directory, sessionId, watch, task }))
    await abortSession(client, directory, sessionId)
    return { ending, sessionId }
  } finally {
    stopListening()
    await task.models.unregister(sessionId)
    // The server's instance of the directory stays: the slot's next agent uses it, and there are no more than slots.
    // Disposed of and made again, it took a tenth more CPU for each session, and more memory: 630 MB to 560 after 32.
  }
}

type Opened =
  | { readonly kind: 'opened'; readonly sessionId: string }
  | { readonly kind: 'refused'; readonly because: string }

async function openSession(client: OpencodeClient, directory: string, task: AgentTask): Promise<Opened> {
  const { data, error } = await client.session.create({
    directory,
    title: task.interaction.id,
    agent: 'builder',
    metadata: { attempt: task.attempt },
  })
  return data
    ? { kind: 'opened', sessionId: data.id }
    : { kind: 'refused', because: `OpenCode gave no session: ${spoken(error)}` }
}

async function sendPrompt(
  client: OpencodeClient,
  at: { directory: string; sessionId: string },
  task: AgentTask,
): Promise<Ending | undefined> {
  const [providerID = '', ...rest] = task.model.split('/')
  const { error } = await client.session.promptAsync({
    sessionID: at.sessionId,
    directory: at.directory,
    agent: 'builder',
    model: { providerID, modelID: nameInCell(rest.join('/')) },
    parts: [{ type: 'text', text: taskPrompt(task.interaction, task.sourceFile) }],
  })
  return error ? { kind: 'rig-fault', because: `OpenCode did not take the prompt: ${spoken(error)}` } : undefined
}

/** An answer that is an error is data; one that never came is an Error, which JSON would show as {}. */
function spoken(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error)
}

/** Events only hint; but an ask has to be answered at once, since it would wait for ever. */
function react(client: OpencodeClient, directory: string, watch: Watch, event: SessionEvent): void {
  watch.activeAt = Date.now()
  const requestID = String(event.properties['id'] ?? '')
  if (event.type === 'permission.asked') {
    const message = 'This is not allowed here. Use the tools bash, read, edit, write, grep, glob and docs.'
    void client.permission.reply({ requestID, directory, reply: 'reject', message })
  }
  if (event.type === 'question.asked') void client.question.reject({ requestID, directory })
  if (event.type === 'session.idle' || event.type === 'session.error' || event.type === 'session.deleted') {
    watch.idleHinted = true
    watch.wake?.()
  }
  if (event.type === 'session.error') watch.error = event.properties['error']
}

interface Waiting {
  readonly client: OpencodeClient
  readonly directory: string
  readonly sessionId: string
  readonly watch: Watch
  readonly task: AgentTask
}

const lookEveryMs = 250

async function waitForEnding(waiting: Waiting): Promise<Ending> {
  const { watch, task } = waiting
  let askedAt = 0
  for (;;) {
    const over = overLimit(watch, task, waiting.sessionId)
    if (over) return over
    if (watch.idleHinted || isTimeToAsk(waiting, askedAt)) {
      watch.idleHinted = false
      askedAt = Date.now()
      const ending = await askStatus(waiting)
      if (ending) return ending
    }
    if (!watch.idleHinted) await nextLook(watch)
  }
}

/** Over after a while, or as soon as an event says that the session may have ended. */
function nextLook(watch: Watch): Promise<void> {
  return new Promise((resume) => {
    const timer = setTimeout(resume, lookEveryMs)
    watch.wake = () => {
      clearTimeout(timer)
      resume()
    }
  })
}

const askWhenQuietMs = 2_000
const askAnywayMs = 15_000

/** A status costs the server as much as a tenth of a tool call: who can be seen at work is not asked again and again. */
function isTimeToAsk({ watch, task, sessionId }: Waiting, askedAt: number): boolean {
  const now = Date.now()
  if (now - askedAt > askAnywayMs) return true
  const model = task.models.activityOf(sessionId)
  if (task.handsBusy() || model.inFlight > 0) return false
  return now - Math.max(askedAt, lastSignOfLife(watch, task, model)) > askWhenQuietMs
}

const longestRetryWaitMs = 60_000
const mostRetries = 3
const silentStartMs = 30_000

async function askStatus({ client, directory, sessionId, watch, task }: Waiting): Promise<Ending | undefined> {
  const { data, error } = await client.session.status({ directory })
  if (!data) return task.cell.died.aborted ? undefined : { kind: 'rig-fault', because: `no status: ${spoken(error)}` }
  const status = data[sessionId] ?? { type: 'idle' as const }
  if (status.type === 'busy') watch.sawBusy = true
  if (status.type === 'retry' && (status.attempt > mostRetries || status.next - Date.now() > longestRetryWaitMs)) {
    return { kind: 'rig-fault', because: `the model provider keeps failing: ${status.message}` }
  }
  if (status.type !== 'idle') return undefined

  const messages = await client.session.messages({ sessionID: sessionId, directory })
  const ending = endingOf(messages.data ?? [], watch.error)
  if (ending) return withProvidersWords(ending, task.models.activityOf(sessionId))
  // A prompt that was accepted and never began shows as idle without an answer.
  const silent = !watch.sawBusy && Date.now() - watch.startedAt > silentStartMs
  return silent ? { kind: 'rig-fault', because: 'the session never began to work' } : undefined
}

/** OpenCode tells a provider's failure in short; the model gateway has heard it. */
function withProvidersWords(ending: Ending, { failure }: SessionActivity): Ending {
  return ending.kind === 'rig-fault' && failure ? { kind: 'rig-fault', because: failure.because } : ending
}

/** Stops whatever the session still does; the hands kill the box of a call that is cut off. */
async function abortSession(client: OpencodeClient, directory: string, sessionID: string): Promise<void> {
  // A server that is gone has nothing left to abort.
  await client.session.abort({ sessionID, directory }).catch(() => undefined)
}
