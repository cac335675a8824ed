import type { ListShape } from './draft.ts'
import type { Operation } from './read-page.ts'
import { pathText } from './zod-text.ts'

/** The places of an answer that tell how to go on, and the code of the cursor of the next page. */
export function nextPlaces(
  { paging }: Operation,
  { next }: ListShape,
): { readonly places: readonly { readonly path: readonly string[]; readonly text: string }[]; readonly code?: string } {
  if (!paging || !next) return { places: [] }
  const only = paging.while?.split('.')
  const cursor = pathText('page', next)
  return {
    places: [
      { path: next, text: 'z.string().nullish()' },
      ...(only ? [{ path: only, text: 'z.boolean().nullish()' }] : []),
    ],
    code: only ? `(${pathText('page', only)} ? ${cursor} : undefined)` : cursor,
  }
}
