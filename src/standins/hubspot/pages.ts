import type { Json, JsonObject } from '../../lib/json.ts'
import { invalid } from './refusal.ts'

export interface PageLimits {
  /** What the documentation says a client may ask for at most. */
  readonly most: number
  /** What a client gets that asks for nothing. */
  readonly usual: number
}

/** At most this many at a time, however many were asked for: so every client has to follow the cursors. */
const given = 20

export function pageSize(asked: string | null, { most, usual }: PageLimits): number {
  const size = asked === null || asked === '' ? usual : Number(asked)
  if (!Number.isInteger(size) || size < 1) throw invalid(`limit must be a number from 1 to ${most}, not ${asked}`)
  if (size > most) throw invalid(`Invalid input: limit must be less than or equal to ${most}, not ${size}`)
  return Math.min(size, given)
}

/** A page of things that have ids which grow: the cursor is the id from which the next page begins, as in the CRM. */
export function pageById<item extends { readonly id: string }>(
  all: readonly item[],
  query: URLSearchParams,
  limits: PageLimits,
): { items: readonly item[]; after: string | undefined } {
  const after = query.get('after') ?? ''
  if (!/^\d*$/.test(after)) throw invalid(`Unable to parse value for after: ${after}`)
  const size = pageSize(query.get('limit'), limits)
  const rest = all.filter(({ id }) => after === '' || Number(id) >= Number(after))
  const items = rest.slice(0, size)
  const last = items.at(-1)
  return { items, after: rest.length > size && last ? String(Number(last.id) + 1) : undefined }
}

/** A page with an opaque cursor, as outside of the CRM. */
export function pageByPlace<item>(
  all: readonly item[],
  query: URLSearchParams,
  limits: PageLimits,
): { items: readonly item[]; after: string | undefined } {
  const after = query.get('after') ?? ''
  const start = after === '' ? 0 : placeOf(after)
  const end = start + pageSize(query.get('limit'), limits)
  return { items: all.slice(start, end), after: end < all.length ? cursorOf(end) : undefined }
}

/** Spread into a list answer: nothing after the last page. `url` is what was asked, for the ready-made link. */
export function paging(after: string | undefined, link?: { path: string; query: URLSearchParams }): JsonObject {
  if (after === undefined) return {}
  const next: Record<string, Json> = { after }
  if (link) {
    const query = new URLSearchParams(link.query)
    query.set('after', after)
    next['link'] = `https://api.hubapi.com${link.path}?${query}`
  }
  return { paging: { next } }
}

function cursorOf(place: number): string {
  return Buffer.from(`at:${place}`).toString('base64')
}

function placeOf(cursor: string): number {
  const place = /^at:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1]
  if (place === undefined) throw invalid(`Invalid paging cursor: ${cursor}`)
  return Number(place)
}
