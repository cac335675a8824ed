import { setTimeout as wait } from 'node:timers/promises'
import { errorAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { failedCall } from './failed-call.ts'
import type { FaultDone } from './fault.ts'
import type { Faults } from './faults.ts'
import type { Upstream } from './gateway.ts'
import { endpointOf } from './identity.ts'
import type { Held } from './in-flight.ts'
import type { Incoming } from './incoming.ts'
import type { Provider } from './provider.ts'
import { policyRefusal } from './proxy-policy.ts'
import { targetOf } from './target.ts'
import { askUpstream } from './upstream-call.ts'
import { type RetryWish, isRetryable, retryWait, retryWishOf } from './retries.ts'

export interface ProxyRoute {
  readonly provider: Provider
  readonly connection: string
  readonly upstream: Upstream
  /** Of an embedded account; a live upstream adds its own. */
  readonly credential?: string | undefined
  readonly faults: Faults
  /** Fires when the gateway closes. */
  readonly signal: AbortSignal
  readonly held: Held
}

/** Nango's proxy: asks the API in the function's name, as often as Nango's server would. */
export async function answerProxy(route: ProxyRoute, incoming: Incoming): Promise<Answer> {
  const refusal = policyRefusal(route, incoming)
  if (refusal) return refusal
  const notYours = await route.upstream.refusal?.(requestFor(route, incoming, route.signal))
  if (notYours !== undefined) return errorAnswer(403, 'not_yours', notYours, 'policy')
  const wish = retryWishOf(incoming.header)
  const endpoint = endpointOf(incoming.pathname)
  let upstreamCalls = 0
  const faults: FaultDone[] = []
  const ask = () => {
    upstreamCalls++
    return askUpstream((signal) => requestFor(route, incoming, signal), route)
  }
  for (let retry = 1; ; retry++) {
    const fault = route.faults.due(incoming.method, endpoint)
    const answer = fault ? await failedCall({ ...route, fault, ask }) : await ask()
    if (fault) faults.push({ fault, answer })
    if (retry > wish.retries || !isAskedAgain(route, wish, answer)) return { ...answer, upstreamCalls, faults }
    const milliseconds = retryWait(route, retry - 1, headersOf(answer))
    if (milliseconds === undefined) return { ...answer, upstreamCalls, faults }
    await pause(milliseconds, route.signal)
    if (route.signal.aborted) {
      return { ...errorAnswer(503, 'gateway_closed', 'The gateway is closing.'), upstreamCalls, faults }
    }
  }
}

/** Ends early when the gateway closes. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal })
  } catch {
    // Only the signal ends it early, which the caller looks at.
  }
}

// A connection that was reset is a network error, after which Nango asks again whatever was asked for. An answer that
// has begun to come is none.
function isAskedAgain({ provider }: ProxyRoute, wish: RetryWish, answer: Answer): boolean {
  if (answer.delivery) return answer.delivery.kind === 'none'
  return isRetryable(provider.retry, wish, answer.status, headersOf(answer))
}

/** As far as they reached the caller. */
function headersOf({ headers, delivery }: Answer): Headers {
  return new Headers(delivery?.kind === 'none' ? {} : headers)
}

function requestFor({ provider, credential }: ProxyRoute, incoming: Incoming, signal: AbortSignal): Request {
  const hasBody = incoming.body.length > 0 && !['GET', 'HEAD'].includes(incoming.method)
  return new Request(targetOf(provider, incoming), {
    method: incoming.method,
    headers: upstreamHeaders(incoming, hasBody, credential),
    body: hasBody ? new Uint8Array(incoming.body) : null,
    redirect: 'manual',
    signal,
  })
}

function upstreamHeaders(incoming: Incoming, hasBody: boolean, credential: string | undefined): Headers {
  const headers = new Headers()
  const contentType = incoming.header('content-type')
  if (hasBody && contentType !== undefined) headers.set('content-type', contentType)
  for (const [name, value] of incoming.headers) {
    const [, own] = /^nango-proxy-(.+)$/i.exec(name) ?? []
    if (own !== undefined && !ofTheConnection.has(own.toLowerCase())) headers.set(own, value)
  }
  if (credential !== undefined) headers.set('authorization', `Bearer ${credential}`)
  return headers
}

const ofTheConnection = new Set([
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
