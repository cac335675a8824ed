import { bodyWithin } from '../lib/body-within.ts'
import { errorAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Upstream } from './gateway.ts'
import { type Held, smallAnswer } from './in-flight.ts'

const largestAnswer = 10 * 1024 * 1024
const longestCall = 60_000

export interface UpstreamCall {
  readonly upstream: Upstream
  /** Fires when the gateway closes. */
  readonly signal: AbortSignal
  readonly held: Held
}

/** Asks the API once. An API that cannot be reached is a 502, one that does not end a 504: both as Nango shows them. */
export async function askUpstream(
  requestWith: (signal: AbortSignal) => Request,
  { upstream, signal: closing, held }: UpstreamCall,
): Promise<Answer> {
  const over = new AbortController()
  const abort = () => over.abort()
  const clock = startClock(abort)
  closing.addEventListener('abort', abort)
  if (closing.aborted) abort()
  const grow = () => clock.except(() => held.grow(over.signal))
  try {
    return await withinSignal(over.signal, async () => {
      await clock.except(() => held.begin(over.signal))
      const response = await upstream.fetch(requestWith(over.signal), { grow })
      const body = await bodyWithin(response, largestAnswer, (bytes) => (bytes > smallAnswer ? grow() : undefined))
      return body ? { status: response.status, headers: callerHeaders(response.headers), body } : tooLarge
    })
  } catch (error) {
    // Whatever an upstream throws means that there is no answer: refused, reset, timed out, or a bug in a stand-in.
    if (closing.aborted) return errorAnswer(503, 'gateway_closed', 'The gateway is closing.')
    if (clock.isOver) return errorAnswer(504, 'upstream_timeout', `The API did not answer in ${longestCall / 1000} s.`)
    return errorAnswer(502, 'upstream_unreachable', `The API could not be reached: ${causeOf(error)}.`)
  } finally {
    clock.stop()
    closing.removeEventListener('abort', abort)
  }
}

/** The API's time: what waits for memory here is not its doing. */
function startClock(onOver: () => void) {
  let [isOver, isStopped, left, since] = [false, false, longestCall, 0]
  let timer: NodeJS.Timeout | undefined
  const hold = () => {
    clearTimeout(timer)
    left -= performance.now() - since
  }
  const run = () => {
    if (isStopped) return
    since = performance.now()
    timer = setTimeout(() => {
      isOver = true
      onOver()
    }, left)
  }
  run()
  return {
    get isOver() {
      return isOver
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
    async except(work: () => Promise<void>) {
      hold()
      try {
        await work()
      } finally {
        run()
      }
    },
  }
}

const tooLarge = errorAnswer(
  502,
  'response_too_large',
  'The API answered with more than 10 MB. Ask for less: fewer fields, smaller pages.',
  'policy',
)

/** An upstream that ignores the signal must not keep the gateway from closing. */
async function withinSignal<result>(signal: AbortSignal, work: () => Promise<result>): Promise<result> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([work(), aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

// What belongs to the connection between us and the API, or tells a browser something. `fetch` has decoded the body.
const dropped = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** A redirect is for the function to see, not for its HTTP client to follow: its address is handed over by another name. */
function callerHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers]
      .filter(([name]) => !dropped.has(name) && !name.startsWith('access-control-'))
      .map(([name, value]) => [name === 'location' ? 'x-upstream-location' : name, value]),
  )
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message
}
