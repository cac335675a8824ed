import type { Json, JsonObject } from '../../lib/json.ts'
import { stringArgument } from './arguments.ts'

// Slack may always return fewer than asked for; a small page makes every client prove that it follows the cursor.
const largestPage = 20

/** Where a page starts and how long it is, or Slack's word for what is wrong with the request. */
export type PageRequest =
  | { readonly kind: 'page'; readonly limit: number; readonly from: string | undefined }
  | { readonly kind: 'refused'; readonly error: 'invalid_limit' | 'invalid_cursor' }

/** `subject` is what the cursors of this method point at, such as `user`: another method's cursor is refused. */
export function readPage(args: JsonObject, subject: string): PageRequest {
  const limit = Number(args['limit'] ?? 0)
  if (!Number.isInteger(limit) || limit < 0 || limit > 1000) return { kind: 'refused', error: 'invalid_limit' }
  const cursor = stringArgument(args, 'cursor')
  const from = cursor && new RegExp(`^${subject}:(.+)$`).exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1]
  if (cursor && !from) return { kind: 'refused', error: 'invalid_cursor' }
  return { kind: 'page', limit: limit === 0 ? largestPage : Math.min(limit, largestPage), from }
}

export function cursorAt(subject: string, key: string): string {
  return key === '' ? '' : Buffer.from(`${subject}:${key}`).toString('base64')
}

export interface Listing<item> {
  readonly items: readonly item[]
  readonly key: (item: item) => string
  readonly subject: string
  readonly view: (item: item) => Json
}

/** One page of a list under `field`, or the refusal. */
export function pageOf<item>(args: JsonObject, field: string, listing: Listing<item>): JsonObject {
  const request = readPage(args, listing.subject)
  if (request.kind === 'refused') return { ok: false, error: request.error }
  const start = request.from === undefined ? 0 : listing.items.findIndex((item) => listing.key(item) === request.from)
  if (start < 0) return { ok: false, error: 'invalid_cursor' }
  const page = listing.items.slice(start, start + request.limit)
  const next = listing.items[start + request.limit]
  return {
    ok: true,
    [field]: page.map(listing.view),
    response_metadata: { next_cursor: next === undefined ? '' : cursorAt(listing.subject, listing.key(next)) },
  }
}

/** How a method counts that numbers its pages. */
export type Paging = {
  readonly count: number
  readonly total: number
  readonly page: number
  readonly pages: number
}

/** A page by its number, as the older methods have it. */
export function numberedPage<item>(args: JsonObject, all: readonly item[]): { items: readonly item[]; paging: Paging } {
  const asked = Math.floor(Number(args['count'] ?? largestPage))
  const count = asked >= 1 ? Math.min(asked, largestPage) : largestPage
  const page = Math.max(1, Math.floor(Number(args['page'] ?? 1)) || 1)
  const paging = { count, total: all.length, page, pages: Math.max(1, Math.ceil(all.length / count)) }
  return { items: all.slice((page - 1) * count, page * count), paging }
}
