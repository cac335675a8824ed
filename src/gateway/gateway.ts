import type { Json, JsonObject } from '../lib/json.ts'
import type { DocsLibrary } from './docs-library.ts'
import type { DocsRequest } from './docs-route.ts'
import type { AccessStop, Exchange } from './exchange.ts'
import type { Fault } from './fault.ts'
import { type Held, type InFlight, inFlightHere } from './in-flight.ts'
import { serveSocket } from './serve-socket.ts'
import { openWitness } from './witness.ts'

/**
 * Opens the gateway of one room. Throws UserError for an API that Nango does not know, an empty credential or a socket
 * path that is too long. Whoever can reach the socket may use it: its directory is the guard.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const labels: string[] = []
  const label = () => labels.at(-1) ?? ''
  const witness = openWitness(options)
  const { hold } = (options.inFlight ?? inFlightHere).room()
  const socket = await serveSocket(options.socketPath, { label, hold, answer: witness.answer })
  return {
    socketPath: options.socketPath,
    token: witness.token,
    recording: witness.recording.exchanges,
    accessStops: witness.stops.seen,
    get failure() {
      return witness.recording.failure
    },
    docs: async (request) => witness.docs(request, label()),
    redacted: (value) => JSON.parse(witness.redaction.text(JSON.stringify(value))) as Json,
    async during(label, work) {
      labels.push(label)
      try {
        return await work()
      } finally {
        labels.splice(labels.lastIndexOf(label), 1)
      }
    },
    async failing(faults, work) {
      const disarm = witness.faults.arm(faults)
      try {
        return await work()
      } finally {
        disarm()
      }
    },
    async [Symbol.asyncDispose]() {
      witness.startClosing()
      await socket[Symbol.asyncDispose]()
      witness.recording.close()
    },
  }
}

/** Answers for the API behind the gateway. `embedded` is a stand-in's `fetch`. */
export interface Upstream {
  readonly kind: 'embedded' | 'nango' | 'direct'
  /** `held`: has to be grown before more than `smallAnswer` bytes of the answer are held here. */
  fetch(request: Request, held?: Pick<Held, 'grow'>): Promise<Response>
  /** What a live one holds by now and nobody else may see: its credentials, renewed ones included. */
  secrets?(): readonly string[]
  /** Of an account that others use too: why a request must not be sent, and what to do instead. */
  refusal?(request: Request): Promise<string | undefined>
}

export interface GatewayOptions {
  /** Unix socket to listen on; its directory exists. */
  readonly socketPath: string
  /** Nango integration id (= the API's name) and the connection's public parts. */
  readonly api: string
  readonly connection: string
  readonly metadata?: JsonObject
  /** What the real connection says of itself to functions, beside its names. */
  readonly connectionConfig?: JsonObject
  readonly upstream: Upstream
  /** Of an embedded account: injected into upstream requests; never seen by the caller, never written. A live upstream adds its own. */
  readonly credential?: string
  /** recording.jsonl, appended to. */
  readonly recordingPath: string
  /** Faults to inject, in order; the first that matches acts. */
  readonly faults?: readonly Fault[]
  /** Reference pages of the API; without them `docs` has none to show. */
  readonly docs?: DocsLibrary
  /** For an API whose address differs by account: replaces the one of Nango's catalogue. */
  readonly baseUrl?: string
  /** Requests that the room may make in its life, refused ones included. Default 5,000. */
  readonly allowance?: number
  /** Bytes of requests and answers together, which are kept in memory and on disk. Default 256 MiB. */
  readonly allowanceBytes?: number
  /** What all gateways hold in memory together; that of this process unless given. */
  readonly inFlight?: InFlight
  /** Whether failed access stops later calls. On for agents; off where a verifier asks on purpose. */
  readonly hardStop: boolean
}

/** The witness: the only way from a box to an API. */
export interface Gateway extends AsyncDisposable {
  readonly socketPath: string
  /** Bearer token of this room; worth nothing elsewhere. */
  readonly token: string
  /** Grows as exchanges happen. */
  readonly recording: readonly Exchange[]
  /** Failed access seen so far, first one first. */
  readonly accessStops: readonly AccessStop[]
  /** Why nothing can be written any more, such as a full disk: from then on every request is answered 503. */
  readonly failure: string | undefined
  /** Exchanges that arrive while `work` runs carry the label. */
  during<result>(label: string, work: () => Promise<result>): Promise<result>
  /** While `work` runs, these faults are injected too. */
  failing<result>(faults: readonly Fault[], work: () => Promise<result>): Promise<result>
  /** A reference page or a list of pages, as text; asked for by the orchestrator in the agent's name, and recorded. */
  docs(request: DocsRequest): Promise<string>
  /** A value with the redaction of this recording: what a function returned, next to what the API answered. */
  redacted(value: Json): Json
}
