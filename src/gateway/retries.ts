import type { Upstream } from './gateway.ts'
import type { Provider, RetryRule } from './provider.ts'

/** What the function asked for, by the headers `Retries` and `Retry-On`. */
export interface RetryWish {
  readonly retries: number
  readonly retryOn: readonly number[]
}

/** Nango waits up to ten minutes; a gateway that agents sit behind does not. A stand-in has nobody to be spared. */
const longestWaits: Record<Upstream['kind'], number> = { embedded: 100, nango: 10_000, direct: 10_000 }
const mostRetries = 10

export function retryWishOf(header: (name: string) => string | undefined): RetryWish {
  const retries = Number(header('retries'))
  return {
    retries: Number.isInteger(retries) ? Math.min(Math.max(retries, 0), mostRetries) : 0,
    retryOn: (header('retry-on') ?? '').split(',').filter(Boolean).map(Number),
  }
}

/** Whether Nango's server would ask again after this answer. */
export function isRetryable(rule: RetryRule, wish: RetryWish, status: number, headers: Headers): boolean {
  if (status < 400) return false
  if (wish.retryOn.includes(status)) return true
  if (rule.remaining !== undefined && headers.get(rule.remaining) === '0') return true
  if (rule.statuses) return rule.statuses.some((pattern) => matches(pattern, status))
  return status >= 500 || status === 429 || status === 401
}

interface Asked {
  readonly provider: Pick<Provider, 'retry'>
  readonly upstream: Pick<Upstream, 'kind'>
}

/** A provider that wants to be left alone for longer is not asked again: the function hears of it at once. */
const longestPatience = 60_000

/**
 * Milliseconds to wait before retry number `retry` (from 1): what provider or Nango would wait, clamped. Undefined where
 * that would be in vain.
 */
export function retryWait(
  { provider: { retry: rule }, upstream }: Asked,
  retry: number,
  headers: Headers,
): number | undefined {
  const after = firstNumber(rule.after, headers)
  const at = firstNumber(rule.at, headers)
  const wanted = after !== undefined ? after * 1000 : at !== undefined ? at * 1000 - Date.now() : 3000 * 2 ** retry
  const isTold = after !== undefined || at !== undefined
  if (isTold && wanted > longestPatience && upstream.kind !== 'embedded') return undefined
  return Math.min(Math.max(wanted, 0), longestWaits[upstream.kind])
}

function matches(pattern: string, status: number): boolean {
  return /^\dxx$/i.test(pattern) ? Math.floor(status / 100) === Number(pattern[0]) : Number(pattern) === status
}

function firstNumber(names: readonly string[], headers: Headers): number | undefined {
  return names
    .map((name) => headers.get(name))
    .filter((value) => value !== null && value !== '')
    .map(Number)
    .find(Number.isFinite)
}
