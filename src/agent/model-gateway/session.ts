import { checkTools, type ExpectedTools, type OfferedTool, type Preflight } from './preflight.ts'
import type { Seen } from './estimate.ts'
import type { Level, Payer } from './purse.ts'
import { nothingSpent, type MeteredSpend } from './spend.ts'

/** What the gateway is told about a session before its first request. */
export interface Registration {
  readonly payer: Payer
  readonly model: string
  /** The cell's socket: the session's requests must come by it. Any socket when absent. */
  readonly socketPath?: string
  /** Checked on every request that offers tools. Unchecked when absent. */
  readonly tools?: ExpectedTools
  /** Told of what is held for an answer, before it is asked for: whoever is killed then may have spent it. */
  readonly onHold?: (hold: { readonly id: string; readonly usd: number }) => void
  /** Told of what an answer cost, as soon as that is known, and of the hold that it settles. */
  readonly onSpend?: (spend: MeteredSpend, hold?: string) => void
}

/** What a watchdog asks about a session. */
export interface SessionActivity {
  /** Milliseconds since the epoch: the registration, the last request, or the last piece of an answer. */
  readonly lastActivityAt: number
  /** Requests that were let through to the provider. */
  readonly requests: number
  readonly inFlight: number
  /** Names of the tools in the last request that had any. */
  readonly toolsSeen: readonly string[]
  /** The provider's last answer was a failure; absent after a good one. */
  readonly failure?: ProviderFailure
  /** The cap that kept its last request back. */
  readonly outOf?: Level
  /** Milliseconds in which all that it had under way waited for its turn or for money: not the agent's doing. */
  readonly waitedMs: number
}

export interface ProviderFailure {
  /** HTTP status of the provider's answer; 0 when there was none. */
  readonly status: number
  readonly because: string
  readonly at: number
  /** When the first failure since the last good answer was. */
  readonly since: number
  /** Failures since the last good answer. */
  readonly inARow: number
}

/** One registered session, with what happened to it so far. */
export interface Session {
  readonly id: string
  readonly registration: Registration
  readonly preflight: PromiseWithResolvers<Preflight>
  readonly inFlight: Map<AbortController, Promise<void>>
  registered: boolean
  spend: MeteredSpend
  lastActivityAt: number
  requests: number
  toolsSeen: readonly string[]
  /** Set when its tools were not the expected ones: nothing of it is forwarded from then on. */
  toolFault?: string
  failure?: ProviderFailure
  outOf?: Level
  /** What its last request to each model was told to have taken in. */
  readonly seen: Map<string, Seen>
  /** Requests that wait for their turn or for money, and those that a provider is at work on. */
  readonly now: { waiting: number; asking: number }
  waitedMs: number
  /** Since when it does nothing but wait. */
  waitingSince?: number
}

export function newSession(id: string, registration: Registration): Session {
  return {
    id,
    registration,
    preflight: Promise.withResolvers(),
    inFlight: new Map(),
    registered: true,
    spend: nothingSpent,
    lastActivityAt: Date.now(),
    requests: 0,
    toolsSeen: [],
    seen: new Map(),
    now: { waiting: 0, asking: 0 },
    waitedMs: 0,
  }
}

/** Looks at the tools of a request; the first look settles the preflight. */
export function inspectTools(session: Session, offered: readonly OfferedTool[]): void {
  if (offered.length === 0) return
  session.toolsSeen = offered.map((tool) => tool.name)
  const expected = session.registration.tools
  const preflight: Preflight = expected ? checkTools(offered, expected) : { kind: 'passed', tools: session.toolsSeen }
  if (preflight.kind === 'failed') session.toolFault ??= preflight.because
  session.preflight.resolve(preflight)
}

export function noteFailure(session: Session, status: number, because: string): void {
  const { since = Date.now(), inARow = 0 } = session.failure ?? {}
  session.failure = { status, because, at: Date.now(), since, inARow: inARow + 1 }
}

export function activityOf(session: Session): SessionActivity {
  const { requests, inFlight, toolsSeen, failure, outOf, waitingSince } = session
  const now = Date.now()
  return {
    lastActivityAt: waitingSince === undefined ? session.lastActivityAt : now,
    requests,
    inFlight: inFlight.size,
    toolsSeen,
    waitedMs: session.waitedMs + (waitingSince === undefined ? 0 : now - waitingSince),
    ...(failure && { failure }),
    ...(outOf && { outOf }),
  }
}

/** Time that passes meanwhile is the rig's or the provider's, not the agent's, as long as nothing else of it goes on. */
export function waiting<result>(session: Session, work: () => Promise<result>): Promise<result> {
  return counted(session, 'waiting', work)
}

/** A provider is at work for it: that is the agent's own time, whatever else of it waits. */
export function asking<result>(session: Session, work: () => Promise<result>): Promise<result> {
  return counted(session, 'asking', work)
}

async function counted<result>(session: Session, as: keyof Session['now'], work: () => Promise<result>) {
  session.now[as]++
  setClock(session)
  try {
    return await work()
  } finally {
    session.now[as]--
    setClock(session)
  }
}

function setClock(session: Session): void {
  const { waitingSince, now } = session
  const isStopped = now.waiting > 0 && now.asking === 0
  if (isStopped) session.waitingSince ??= Date.now()
  if (isStopped || waitingSince === undefined) return
  session.waitedMs += Date.now() - waitingSince
  session.lastActivityAt = Date.now()
  delete session.waitingSince
}
