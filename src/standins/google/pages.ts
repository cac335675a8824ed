import { createHmac } from 'node:crypto'
import type { Json } from '../../lib/json.ts'
import { invalidParameter, refuse } from './refusal.ts'

/** Opaque tokens that only this stand-in can make: a made-up one, or one of another query, is refused as Google does. */
export interface Tokens {
  seal(kind: string, value: number, query: string): string
  /** Undefined when the token is not one of ours for this query. */
  unseal(kind: string, token: string, query: string): number | undefined
}

export function openTokens(secret: string): Tokens {
  const mark = (kind: string, value: number, query: string) =>
    createHmac('sha256', secret).update(`${kind}/${value}/${query}`).digest('base64url').slice(0, 18)
  return {
    seal: (kind, value, query) => Buffer.from(`${value}.${mark(kind, value, query)}`).toString('base64url'),
    unseal(kind, token, query) {
      const [value = '', found] = Buffer.from(token, 'base64url').toString('utf8').split('.')
      return found === mark(kind, Number(value), query) ? Number(value) : undefined
    },
  }
}

export interface PageLimits {
  /** How the query asks for it. */
  readonly parameter?: 'maxResults' | 'pageSize'
  /** What the documentation says a client may ask for at most. */
  readonly most: number
  /** What is given at most: Google may return fewer than asked for, and so every client has to follow the tokens. */
  readonly given: number
}

export interface Page<item> {
  readonly items: readonly item[]
  readonly nextPageToken: string | undefined
}

/** The page of `all` that the query asks for. `list` names the collection, parents' ids included. */
export function pageOf<item>(
  all: readonly item[],
  query: URLSearchParams,
  list: string,
  using: { tokens: Tokens; limits: PageLimits },
): Page<item> {
  const { tokens, limits } = using
  const size = Math.min(pageSize(query, limits), limits.given)
  const bound = `${list}?${boundQuery(query)}`
  const token = query.get('pageToken')
  const start = token === null || token === '' ? 0 : tokens.unseal('page', token, bound)
  if (start === undefined) throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'pageToken' })
  const end = start + size
  return { items: all.slice(start, end), nextPageToken: end < all.length ? tokens.seal('page', end, bound) : undefined }
}

/** Spread into a list answer: the token of the next page, or what comes after the last page. */
export function continuation(page: Page<unknown>, nextSyncToken: () => string): Record<string, Json> {
  return page.nextPageToken === undefined ? { nextSyncToken: nextSyncToken() } : { nextPageToken: page.nextPageToken }
}

function pageSize(query: URLSearchParams, limits: PageLimits): number {
  const { parameter = 'maxResults' } = limits
  const asked = query.get(parameter)
  if (asked === null) return limits.given
  const size = Number(asked)
  if (!Number.isInteger(size) || size < 1) throw invalidParameter(parameter, asked)
  return Math.min(size, limits.most)
}

// Everything that chooses the objects; the size of a page and the shape of the answer may change on the way.
function boundQuery(query: URLSearchParams): string {
  const free = ['pageToken', 'maxResults', 'pageSize', 'fields', 'prettyPrint', 'alt', 'key', 'quotaUser']
  const kept = [...query].filter(([name]) => !free.includes(name)).map(([name, value]) => `${name}=${value}`)
  return kept.toSorted().join('&')
}
