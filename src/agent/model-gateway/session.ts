import { checkTools, type ExpectedTools, type OfferedTool, type Preflight } from './preflight.ts'
import { nothingSpent, type MeteredSpend } from './spend.ts'

/** What the gateway is told about a session before its first request. */
export interface Registration {
  /** Whom the spend belongs to. */
  readonly attempt: string
  readonly model: string
  /** The cell's socket: the session's requests must come by it. Any socket when absent. */
  readonly socketPath?: string
  /** Checked on every request that offers tools. Unchecked when absent. */
  readonly tools?: ExpectedTools
  /** Told of every answer that cost something, as soon as that is known. */
  readonly onSpend?: (spend: MeteredSpend) => void
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
  const { lastActivityAt, requests, inFlight, toolsSeen, failure } = session
  return { lastActivityAt, requests, inFlight: inFlight.size, toolsSeen, ...(failure && { failure }) }
}
