import type { JsonObject } from '../../../src/lib/json.ts'
import type { Call } from './door.ts'
import { Refused } from './trouble.ts'

/** One sheet of rows, and the address of the next one: null on the last. */
export function sheetOf(rows: readonly JsonObject[], { query, url }: Call): JsonObject {
  const no = wholeNumber(query, 'sheet', { otherwise: 1, most: 100_000 })
  const size = wholeNumber(query, 'per_sheet', { otherwise: 8, most: 40 })
  const of = Math.max(1, Math.ceil(rows.length / size))
  const onward = new URL(url)
  onward.searchParams.set('sheet', String(no + 1))
  return {
    rows: rows.slice((no - 1) * size, no * size),
    sheet: { no, of, onward: no < of ? `${onward.pathname}${onward.search}` : null },
  }
}

/** Rows behind the one that was named, and the name of the last: the desk's other way of going on. */
export function stretchOf(rows: readonly JsonObject[], { query }: Call): JsonObject {
  const size = wholeNumber(query, 'atMost', { otherwise: 15, most: 60 })
  const behind = query.get('behind')
  const start = behind === null ? 0 : rows.findIndex(({ mark }) => keyOf(mark) === behind) + 1
  if (behind !== null && start === 0) {
    throw new Refused(422, [{ sort: 'does-not-fit', about: 'behind', words: 'behind is no tail of this list.' }])
  }
  const stretch = rows.slice(start, start + size)
  const hasMore = start + size < rows.length
  return { loans: stretch, ...(hasMore && { tail: keyOf(stretch.at(-1)?.['mark']) }), hasMore }
}

/** The name of a place in a list: it says nothing to its reader. */
export function keyOf(mark: unknown): string {
  return Buffer.from(`~${String(mark)}`).toString('base64url')
}

function wholeNumber(query: URLSearchParams, name: string, limits: { otherwise: number; most: number }): number {
  const text = query.get(name)
  if (text === null) return limits.otherwise
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= limits.most) return number
  const words = `${name} must be a whole number from 1 to ${limits.most}.`
  throw new Refused(422, [{ sort: 'does-not-fit', about: name, words }])
}
