import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { listenForBox } from '../box/listen-for-box.ts'
import type { Unprivileged } from '../box/unprivileged.ts'
import type { Proxies } from '../lib/proxies.ts'
import { admit, type House } from './model-gateway/incoming.ts'
import { answerError } from './model-gateway/forward.ts'
import { openPace, type Pace, type PaceOptions } from './model-gateway/pace.ts'
import { type Account, pass, type Way } from './model-gateway/pass.ts'
import { checkProviders, type ModelProvider } from './model-gateway/provider.ts'
import { openPurse, type Purse } from './model-gateway/purse.ts'
import { openRoutes, type Routes } from './model-gateway/routes.ts'
import {
  activityOf,
  newSession,
  type Registration,
  type Session,
  type SessionActivity,
} from './model-gateway/session.ts'
import { addSpend, nothingSpent, type MeteredSpend } from './model-gateway/spend.ts'
import type { Preflight } from './model-gateway/preflight.ts'

export interface ModelGatewayOptions {
  /** By the first segment of the path: `/<name>/chat/completions`. */
  readonly providers: Readonly<Record<string, ModelProvider>>
  /** Without one, nothing limits what is spent. Models with a known price of 0 need none. */
  readonly purse?: Purse
  readonly proxies?: Proxies
  /** Of one request; 32 MiB. */
  readonly maxBodyBytes?: number
  /** Longest silence of a provider, before its answer and within it; 120 s. */
  readonly silenceMs?: number
  readonly pace?: PaceOptions
  /** How often one request is tried at most, where another try may fare better; 4. */
  readonly mostTries?: number
}

/** The only way from a cell to a model. It holds the keys, counts tokens and money, and stops at the budget. */
export interface ModelGateway extends AsyncDisposable {
  /** One more unix socket, whose directory exists: one per cell. Only we and the cell's user can connect. */
  listen(socketPath: string, user: Unprivileged): Promise<AsyncDisposable>
  register(sessionId: string, registration: Registration): void
  /** Registers the one session that is to come by a socket, when it first asks; answers with its id. */
  expect(registration: Registration & { readonly socketPath: string }): Promise<string>
  /** Cuts what is in flight and lets no more through. Answers with the final spend. */
  unregister(sessionId: string): Promise<MeteredSpend>
  /** Known for every session that was ever registered. */
  spendOf(sessionId: string): MeteredSpend
  activityOf(sessionId: string): SessionActivity
  /** Settles with the first request that offers tools, or when the session is unregistered without one. */
  preflightOf(sessionId: string): Promise<Preflight>
  /** All sessions together. */
  readonly spent: MeteredSpend
  /** Why no request to a model (`provider/model`) can fare better until a person has acted; undefined while there is hope. */
  closed(model: string): string | undefined
  /** Ends every session, and books what is under way at the most that it may cost: nobody will hear any more what it did. */
  cutOff(): void
}

export async function openModelGateway(options: ModelGatewayOptions): Promise<ModelGateway> {
  checkProviders(options.providers)
  const state = openState(options)
  const servers = new Set<Server>()
  return {
    async listen(socketPath, user) {
      const server = serve((request, response) => answer(state, socketPath, request, response))
      await listenForBox(server, socketPath, user)
      servers.add(server)
      return { [Symbol.asyncDispose]: () => close(server) }
    },
    register(sessionId, registration) {
      if (state.sessions.has(sessionId)) throw new Error(`The session ${sessionId} is registered already`)
      state.sessions.set(sessionId, newSession(sessionId, registration))
    },
    expect(registration) {
      const { promise, resolve } = Promise.withResolvers<string>()
      state.expected.set(registration.socketPath, (id) => {
        const session = newSession(id, registration)
        state.sessions.set(id, session)
        resolve(id)
        return session
      })
      return promise
    },
    unregister: (sessionId) => end(known(state, sessionId)),
    spendOf: (sessionId) => known(state, sessionId).spend,
    activityOf: (sessionId) => activityOf(known(state, sessionId)),
    preflightOf: (sessionId) => known(state, sessionId).preflight.promise,
    get spent() {
      return state.spent
    },
    closed: (model) => state.paces.get(model)?.closed,
    cutOff() {
      for (const session of state.sessions.values()) cut(session)
      for (const account of state.open) account.cutOff()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...state.sessions.values()].map(end))
      await Promise.all([...servers].map(close))
      await state.routes[Symbol.asyncDispose]()
    },
  }
}

interface State {
  readonly options: ModelGatewayOptions
  readonly sessions: Map<string, Session>
  /** Who makes a session of the first stranger, by the socket that he comes by. */
  readonly expected: Map<string, (sessionId: string) => Session>
  readonly routes: Routes
  readonly purse: Purse
  /** By `provider/model`. */
  readonly paces: Map<string, Pace>
  readonly open: Set<Account>
  spent: MeteredSpend
}

function openState(options: ModelGatewayOptions): State {
  const { silenceMs = 120_000, proxies, purse = openPurse({}) } = options
  return {
    options,
    sessions: new Map(),
    expected: new Map(),
    routes: openRoutes(silenceMs, proxies),
    purse,
    paces: new Map(),
    open: new Set(),
    spent: nothingSpent,
  }
}

async function answer(state: State, socketPath: string, request: IncomingMessage, response: ServerResponse) {
  const admitted = await admit(request, houseOf(state, socketPath))
  if (admitted.kind === 'refused') return answerError(response, admitted.status, admitted.because)
  const { session } = admitted
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (response.destroyed) gone.abort()
  const passing = pass(admitted, { request, response, signal: gone.signal }, wayOf(state))
  session.inFlight.set(gone, passing)
  try {
    await passing
  } finally {
    session.inFlight.delete(gone)
    // What was cut has no answer: nobody should wait for one.
    if (!response.writableEnded) response.destroy()
  }
}

function wayOf(state: State): Way {
  const { purse, routes, open, paces, options } = state
  return {
    purse,
    routes,
    open,
    backoffMs: options.pace?.backoffMs ?? 1_000,
    mostTries: options.mostTries ?? 4,
    paceOf({ to, model }) {
      const id = `${to.name}/${model}`
      const pace = paces.get(id) ?? openPaceOf(state, to.provider)
      paces.set(id, pace)
      return pace
    },
    count(session, spend) {
      session.spend = addSpend(session.spend, spend)
      state.spent = addSpend(state.spent, spend)
    },
  }
}

function openPaceOf({ options, purse }: State, provider: ModelProvider): Pace {
  const own = provider.isUnpaced ? { atFirst: Infinity } : {}
  return openPace({ ...options.pace, ...own, onTurn: () => purse.serve() })
}

function houseOf({ options, sessions, expected }: State, socketPath: string): House {
  const { providers, maxBodyBytes = 32 * 1024 * 1024 } = options
  return {
    providers,
    sessions,
    adopt(sessionId) {
      const make = expected.get(socketPath)
      expected.delete(socketPath)
      return make?.(sessionId)
    },
    socketPath,
    maxBodyBytes,
  }
}

/** Nothing more of it is let through. */
function cut(session: Session): void {
  session.registered = false
  for (const gone of session.inFlight.keys()) gone.abort()
}

async function end(session: Session): Promise<MeteredSpend> {
  cut(session)
  session.preflight.resolve({ kind: 'failed', because: 'the session ended before it asked a model with tools' })
  await Promise.all(session.inFlight.values())
  return session.spend
}

function known({ sessions }: State, sessionId: string): Session {
  const session = sessions.get(sessionId)
  if (!session) throw new Error(`The session ${sessionId} was never registered`)
  return session
}

function serve(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Server {
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The client went away while it was still sending; or our bug, which must not end the other agents.
      if (!request.readableAborted) answerError(response, 500, `fault in the model gateway: ${String(error)}`)
    })
  })
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeAllConnections()
  await promise
}
