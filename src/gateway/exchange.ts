/** One request that reached the gateway, and the answer it gave. Redacted before it is kept. */
export interface Exchange {
  /** From 1, without gaps, within one recording. */
  readonly seq: number
  /** sha256 of the exchange before (64 zeros for the first) and of this one without `hash`: the chain shows any edit. */
  readonly prev: string
  readonly hash: string
  /** ISO 8601. */
  readonly at: string
  /** The dry run or check during which it came, as named by `gateway.during`; '' outside any. */
  readonly during: string
  /** proxy: towards the API · docs: a reference page · control: Nango's own routes (connection, metadata, integration). */
  readonly kind: 'proxy' | 'docs' | 'control'
  readonly method: string
  /** As asked of the provider, such as `https://slack.com/api/chat.postMessage?x=1`; for control and docs our own path. */
  readonly url: string
  /** Of a proxy exchange: the endpoint as the function gave it, without leading slash and without query; '' otherwise. */
  readonly endpoint: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBody: string
  readonly status: number
  readonly responseHeaders: Readonly<Record<string, string>>
  /** Text, cut at the body cap; `responseBytes` is the full size. */
  readonly responseBody: string
  readonly responseBytes: number
  /** Set when `responseBody` is base64, because the bytes are no UTF-8 text. */
  readonly responseEncoding?: 'base64' | undefined
  /** Set when `responseBody` is shorter than what was answered. */
  readonly responseCut?: true | undefined
  /**
   * Nango's mock identity of a proxy request (sha1, `nango.md` §2c): the `hash` of its entry in a fixture.
   * Of the request before redaction; '' for the other kinds.
   */
  readonly identity: string
  /** How many times the API was asked: 1 plus the gateway's retries; 0 when the gateway answered by itself. */
  readonly upstreamCalls: number
  /** Injected faults that acted, retries included, in order; absent for none. */
  readonly faults?: readonly FaultMark[] | undefined
  /**
   * Set when what reached the caller is the gateway's doing: an injected fault, the hard stop, or a refusal by policy.
   * Where a fault let no answer reach it, `status` is 0.
   */
  readonly madeBy?: 'fault' | 'stop' | 'policy' | undefined
  /** Where the answer came from. Embedded evidence is never reported as live. */
  readonly upstream: 'embedded' | 'nango' | 'direct'
  readonly milliseconds: number
}

/** An injected fault, as it acted. Real answers that did not reach the caller are kept here. */
export type FaultMark =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** `responseBody` is what arrived of so many bytes. */
  | { readonly kind: 'truncation'; readonly of: number }
  | { readonly kind: 'reset' }
  /** What the API answered, and nobody heard. */
  | ({ readonly kind: 'lost-answer' } & LostAnswer)
  | { readonly kind: 'html' }
  /** How long the answer was said to be. */
  | { readonly kind: 'content-length'; readonly declared: number }

/** Redacted and cut like any other answer of a recording. */
export type LostAnswer = Pick<
  Exchange,
  'status' | 'responseHeaders' | 'responseBody' | 'responseBytes' | 'responseEncoding' | 'responseCut'
>

/** Failed API access, as the gateway saw it. The proof of a `blocked` verdict. */
export interface AccessStop {
  /** connection: revoked, expired or unknown credential · operation: a scope is missing. */
  readonly level: 'connection' | 'operation'
  /** `METHOD path-template-or-endpoint` for an operation. */
  readonly operation: string
  readonly because: string
  /** `seq` of the exchange that proves it. */
  readonly exchange: number
}
