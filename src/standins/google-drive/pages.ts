import { type Page, pageOf, type Tokens } from '../google/pages.ts'
import { refuse } from '../google/refusal.ts'

export interface DriveLimits {
  readonly most: number
  readonly given: number
}

/** As `pageOf`, but a page that is too large or too small is refused, not corrected. */
export function drivePage<item>(
  all: readonly item[],
  query: URLSearchParams,
  list: string,
  { tokens, limits }: { tokens: Tokens; limits: DriveLimits },
): Page<item> {
  checkPageSize(query, limits.most)
  return pageOf(all, query, list, { tokens, limits: { ...limits, parameter: 'pageSize' } })
}

export function checkPageSize(query: URLSearchParams, most: number): void {
  const asked = query.get('pageSize')
  if (asked === null || (/^\d+$/.test(asked) && Number(asked) >= 1 && Number(asked) <= most)) return
  const message = `Invalid value '${asked}'. Values must be within the range: [1, ${most}]`
  throw refuse(400, { reason: 'invalidParameter', message, parameter: 'pageSize' })
}

/** Spread into a list's answer. */
export function nextPage({ nextPageToken }: Page<unknown>): { nextPageToken?: string } {
  return nextPageToken === undefined ? {} : { nextPageToken }
}
