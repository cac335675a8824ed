import { setTimeout as wait } from 'node:timers/promises'
import { semaphore } from '../../lib/semaphore.ts'
import type { Upstream } from '../gateway.ts'
import type { Provider } from '../provider.ts'
import { isRetryable, retryWait } from '../retries.ts'

/** Requests that one connection has under way at once. */
const atOnce = 8
/** An API that wants to be left alone for longer is asked again all the same, and says so again. */
const longest = 30_000

/**
 * One connection, shared by all attempts of a run: when the API tells one of them to wait, as the provider's entry in the
 * catalogue reads it, all of them wait.
 */
export function paced(upstream: Upstream, provider: Pick<Provider, 'retry'>): Upstream {
  const turn = semaphore(atOnce)
  let until = 0
  const { kind, secrets } = upstream
  return {
    kind,
    ...(secrets && { secrets: () => secrets() }),
    fetch: (request) =>
      turn(async () => {
        for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
          await wait(left, undefined, { signal: request.signal })
        }
        const answer = await upstream.fetch(request)
        const pause = pauseAfter(answer, provider)
        if (pause > 0) until = Math.max(until, Date.now() + Math.min(pause, longest))
        return answer
      }),
  }
}

const none = { retries: 0, retryOn: [] }

/** Milliseconds that the connection is to be left alone: asked for, or since its rate is used up. */
function pauseAfter({ status, headers }: Response, provider: Pick<Provider, 'retry'>): number {
  const { retry: rule } = provider
  const isUsedUp = rule.remaining !== undefined && headers.get(rule.remaining) === '0'
  const isTooMany = status === 429 || ((status === 503 || status === 403) && isRetryable(rule, none, status, headers))
  const says = [...rule.after, ...rule.at, 'retry-after'].some((name) => headers.get(name) !== null)
  if (!isUsedUp && !(isTooMany && (says || status === 429))) return 0
  const after = rule.after.length + rule.at.length > 0 ? rule.after : ['retry-after']
  return retryWait({ provider: { retry: { ...rule, after } }, upstream: { kind: 'direct' } }, 0, headers) ?? longest
}
