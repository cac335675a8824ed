import type { IncomingMessage } from 'node:http'
import { isJsonObject, type JsonObject, jsonObjectOrNothing } from '../../lib/json.ts'
import { nameOutside } from '../name-in-cell.ts'
import { destinationOf, type Destination, type Dialect, type ModelProvider } from './provider.ts'
import { offeredTools } from './preflight.ts'
import { inspectTools, type Session } from './session.ts'

/** A request that may go on to its provider. */
export interface Admitted {
  readonly kind: 'admitted'
  readonly session: Session
  readonly to: Extract<Destination, { kind: 'known' }>
  /** The model that the request names. */
  readonly model: string
  readonly body: Buffer
  readonly json: JsonObject
}

/** An answer of ours. The statuses are ones that the agent's SDK does not try again. */
export interface Refused {
  readonly kind: 'refused'
  readonly status: 400 | 403 | 413
  readonly because: string
}

/** What the door looks at besides the request. */
export interface House {
  readonly providers: Readonly<Record<string, ModelProvider>>
  readonly sessions: ReadonlyMap<string, Session>
  readonly socketPath: string
  /** Makes a session of an id that is not known, if one is expected by this socket. */
  adopt(sessionId: string): Session | undefined
  readonly maxBodyBytes: number
}

/** Decides about one request from a cell: whose it is and where it goes. */
export async function admit(request: IncomingMessage, house: House): Promise<Admitted | Refused> {
  const session = sessionOf(request, house)
  if (!session) return refused(403, 'unknown session: only sessions that Assay has started may ask a model')
  session.lastActivityAt = Date.now()
  const to = destinationOf(request.url ?? '/', house.providers)
  if (to.kind === 'unknown' || request.method !== 'POST') {
    return refused(400, to.kind === 'unknown' ? to.because : 'ask a model with POST')
  }
  const body = await readBody(request, house.maxBodyBytes)
  if (!body) return refused(413, `the request is larger than ${house.maxBodyBytes} bytes`)
  const asked = jsonObjectOrNothing(body.toString())
  if (!asked) return refused(400, 'the body is not a JSON object')
  if (!session.registered) return refused(403, 'the session has ended')
  inspectTools(session, offeredTools(asked))
  if (session.toolFault) return refused(400, session.toolFault)
  const inCell = typeof asked['model'] === 'string' ? asked['model'] : ''
  const model = nameOutside(inCell)
  const changes = changesTo(asked, model, to.dialect)
  const json = { ...asked, ...changes }
  const isAsSent = Object.keys(changes).length === 0
  return { kind: 'admitted', session, to, model, json, body: isAsSent ? body : Buffer.from(JSON.stringify(json)) }
}

export function priceOf(provider: ModelProvider, model: string) {
  const { prices = {} } = provider
  return Object.hasOwn(prices, model) ? prices[model] : undefined
}

// Who is asking stands in a header that OpenCode sets for each session.
function sessionOf({ headers }: IncomingMessage, house: House): Session | undefined {
  const id = headers['x-session-id'] ?? headers['x-session-affinity']
  const session = typeof id === 'string' ? (house.sessions.get(id) ?? house.adopt(id)) : undefined
  if (!session?.registered) return undefined
  const { socketPath = house.socketPath } = session.registration
  return socketPath === house.socketPath ? session : undefined
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
    else chunks.length = 0
    // Read a little on, so that the answer arrives; then give up on the sender.
    if (bytes > maxBytes * 2) return undefined
  }
  return bytes <= maxBytes ? Buffer.concat(chunks) : undefined
}

/** What the provider is sent in its place; byte by byte the same where nothing has to be other. */
function changesTo(json: JsonObject, model: string, dialect: Dialect): JsonObject {
  return {
    ...(json['model'] !== model && typeof json['model'] === 'string' && { model }),
    ...(dialect === 'chat' && withUsageAsked(json)),
  }
}

// A chat completion tells its usage in the stream only when asked.
function withUsageAsked(json: JsonObject): JsonObject {
  const options = isJsonObject(json['stream_options']) ? json['stream_options'] : {}
  if (json['stream'] !== true || options['include_usage'] === true) return {}
  return { stream_options: { ...options, include_usage: true } }
}

function refused(status: Refused['status'], because: string): Refused {
  return { kind: 'refused', status, because }
}
