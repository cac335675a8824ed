import type { Move } from '../part.ts'
import { aliased, fit, ranked } from './choose.ts'
import { type Desk, open, search } from './desk.ts'
import type { Intent } from './intent.ts'
import type { Operation } from './read-page.ts'

/** Pages of operations that may do what is wished for, likeliest first. */
export function* likelyPages(
  desk: Desk,
  words: string,
  queries: readonly string[],
  wish: Intent,
): Move<readonly Operation[]> {
  const own = queries.map((query) => aliased(query, desk.aliases)).filter((query) => !queries.includes(query))
  const hits = yield* search(desk, words, ...queries, ...own)
  const likely = ranked(hits, wish, desk.aliases).slice(0, 6)
  const pages = yield* open(
    desk,
    'One of these.',
    likely.map(({ page }) => page),
  )
  const fits = (page: Operation) =>
    fit(page, wish, desk.aliases) + (likely.find((hit) => hit.page === page.page)?.fits ?? 0)
  return pages.toSorted((a, b) => fits(b) - fits(a))
}
