import { chmod } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Agent } from 'undici'
import { admit, priceOf, type Admitted, type House } from './model-gateway/incoming.ts'
import { answerError, forward } from './model-gateway/forward.ts'
import { checkProviders, type ModelProvider } from './model-gateway/provider.ts'
import {
  activityOf,
  newSession,
  type Registration,
  type Session,
  type SessionActivity,
} from './model-gateway/session.ts'
import { addSpend, nothingSpent, spendOn, type MeteredSpend } from './model-gateway/spend.ts'
import type { Preflight } from './model-gateway/preflight.ts'

export interface ModelGatewayOptions {
  /** By the first segment of the path: `/<name>/chat/completions`. */
  readonly providers: Readonly<Record<string, ModelProvider>>
  /** All sessions together. What is in flight when it is reached is still paid. Models with a known price of 0 go on. */
  readonly budgetUsd?: number
  /** Called once, when the budget is reached. */
  readonly onExhausted?: () => void
  /** Of one request; 32 MiB. */
  readonly maxBodyBytes?: number
  /** Longest silence of a provider, before its answer and within it; 120 s. */
  readonly silenceMs?: number
}

/** The only way from a cell to a model. It holds the keys, counts tokens and money, and stops at the budget. */
export interface ModelGateway extends AsyncDisposable {
  /** One more unix socket, whose directory exists: one per cell. Any user may connect, so the directory is the wall. */
  listen(socketPath: string): Promise<AsyncDisposable>
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
  /** The budget is reached: models that cost something are refused. */
  readonly exhausted: boolean
}

export async function openModelGateway(options: ModelGatewayOptions): Promise<ModelGateway> {
  checkProviders(options.providers)
  const state = openState(options)
  const servers = new Set<Server>()
  return {
    async listen(socketPath) {
      const server = await serve(socketPath, (request, response) => answer(state, socketPath, request, response))
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
    get exhausted() {
      return state.exhausted
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...state.sessions.values()].map(end))
      await Promise.all([...servers].map(close))
      await state.dispatcher.destroy()
    },
  }
}

interface State {
  readonly options: ModelGatewayOptions
  readonly sessions: Map<string, Session>
  /** Who makes a session of the first stranger, by the socket that he comes by. */
  readonly expected: Map<string, (sessionId: string) => Session>
  readonly dispatcher: Agent
  spent: MeteredSpend
  exhausted: boolean
}

function openState(options: ModelGatewayOptions): State {
  const silence = options.silenceMs ?? 120_000
  const dispatcher = new Agent({ headersTimeout: silence, bodyTimeout: silence, connect: { timeout: 10_000 } })
  return { options, sessions: new Map(), expected: new Map(), dispatcher, spent: nothingSpent, exhausted: false }
}

async function answer(state: State, socketPath: string, request: IncomingMessage, response: ServerResponse) {
  const admitted = await admit(request, houseOf(state, socketPath))
  if (admitted.kind === 'refused') return answerError(response, admitted.status, admitted.because)
  const { session } = admitted
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (response.destroyed) gone.abort()
  session.requests++
  const passing = pass(state, admitted, { request, response, gone })
  session.inFlight.set(gone, passing)
  await passing
  session.inFlight.delete(gone)
}

async function pass(
  state: State,
  admitted: Admitted,
  { request, response, gone }: { request: IncomingMessage; response: ServerResponse; gone: AbortController },
): Promise<void> {
  const { session, to, model } = admitted
  const passed = await forward(admitted, { request, response, dispatcher: state.dispatcher, signal: gone.signal })
  session.lastActivityAt = Date.now()
  if (!passed.billed) return
  const spend = spendOn(passed.usage, priceOf(to.provider, model), passed.complete)
  session.spend = addSpend(session.spend, spend)
  state.spent = addSpend(state.spent, spend)
  session.registration.onSpend?.(spend)
  if (spend.usd > 0) budgetReached(state)
}

function houseOf(state: State, socketPath: string): House {
  const { providers, maxBodyBytes = 32 * 1024 * 1024 } = state.options
  return {
    providers,
    sessions: state.sessions,
    adopt(sessionId) {
      const make = state.expected.get(socketPath)
      state.expected.delete(socketPath)
      return make?.(sessionId)
    },
    socketPath,
    maxBodyBytes,
    budgetReached: () => budgetReached(state),
  }
}

function budgetReached(state: State): boolean {
  const { budgetUsd = Infinity, onExhausted } = state.options
  if (state.spent.usd < budgetUsd) return false
  if (!state.exhausted) {
    state.exhausted = true
    onExhausted?.()
  }
  return true
}

async function end(session: Session): Promise<MeteredSpend> {
  session.registered = false
  session.preflight.resolve({ kind: 'failed', because: 'the session ended before it asked a model with tools' })
  for (const gone of session.inFlight.keys()) gone.abort()
  await Promise.all(session.inFlight.values())
  return session.spend
}

function known({ sessions }: State, sessionId: string): Session {
  const session = sessions.get(sessionId)
  if (!session) throw new Error(`The session ${sessionId} was never registered`)
  return session
}

async function serve(
  socketPath: string,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The client went away while it was still sending; or our bug, which must not end the other agents.
      if (!request.readableAborted) answerError(response, 500, `fault in the model gateway: ${String(error)}`)
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(socketPath, resolve)
  await promise
  // The cell runs as another user.
  await chmod(socketPath, 0o666)
  return server
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeAllConnections()
  await promise
}
