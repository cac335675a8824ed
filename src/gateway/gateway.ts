import type { JsonObject } from '../lib/json.ts'
import type { AccessStop, Exchange } from './exchange.ts'

/** Answers for the API behind the gateway. `embedded` is a stand-in's `fetch`. */
export interface Upstream {
  readonly kind: 'embedded' | 'nango' | 'direct'
  fetch(request: Request): Promise<Response>
}

export interface GatewayOptions {
  /** Unix socket to listen on; its directory exists. */
  readonly socketPath: string
  /** Nango integration id (= the API's name) and the connection's public parts. */
  readonly api: string
  readonly connection: string
  readonly metadata?: JsonObject
  readonly upstream: Upstream
  /** Injected into upstream requests; never seen by the caller, never written. */
  readonly credential: string
  /** recording.jsonl, appended to. */
  readonly recordingPath: string
  /** Status faults to inject, in order; the first that matches answers. */
  readonly faults?: readonly StatusFault[]
  /** Whether failed access stops later calls. On for agents; off where a verifier asks on purpose. */
  readonly hardStop: boolean
}

export interface StatusFault {
  readonly method?: string
  /** Regular expression on the endpoint. */
  readonly endpoint?: string
  /** Matching requests to let through first, and how many to fail after that (default: all). */
  readonly skip?: number
  readonly times?: number
  readonly status: number
  readonly body?: string
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
  /** Exchanges that arrive while `work` runs carry the label. */
  during<result>(label: string, work: () => Promise<result>): Promise<result>
}
