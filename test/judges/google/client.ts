import assert from 'node:assert/strict'
import { breaksOf } from '../../../src/standins/testing/specification.ts'
import type { ServedAccount } from '../jury.ts'
import type { Exchange } from '../witness.ts'

/** How Google's clients call themselves. */
export const googleClient = /google-api-nodejs-client/

/** What every client of Google's is opened with: at the served address, and one try for each request. */
export function clientOptions({ origin, credential }: ServedAccount) {
  return { rootUrl: `${origin}/`, headers: { authorization: `Bearer ${credential}` }, retry: false }
}

/** Successful answers, held against Google's own description of the API. */
export function specificationBreaks(api: string): (exchange: Exchange) => string[] {
  return ({ method, path, status, answer }) =>
    status < 200 || status > 299 || answer === undefined
      ? []
      : breaksOf(api, { method, path: path.replace(/^\/upload(?=\/)/, '') }, answer)
}

/** The request is refused with the status, and with the reason that a program reads; `place` is the parameter to blame. */
export async function refused(
  request: Promise<unknown>,
  status: number,
  reason: string,
  place?: string,
): Promise<Told> {
  const error = await request.then(
    () => assert.fail(`answered, where ${status} ${reason} was to come`),
    (error: unknown) => error as { status?: number; response?: { data?: GoogleError; headers?: Headers } },
  )
  const told = error.response?.data?.error
  assert.deepEqual([error.status, told?.code, told?.errors?.[0]?.reason], [status, status, reason])
  assert.ok((told?.message ?? '').length > 0)
  for (const { domain, message, locationType, location } of told?.errors ?? []) {
    assert.ok(domain && message)
    assert.equal(domain, ofCalendar.includes(reason) ? 'calendar' : 'global')
    assert.equal(locationType === undefined, location === undefined, 'a place has a kind and a name')
    const [kind, name] = places[reason] ?? ['parameter', place]
    if (name !== undefined) assert.deepEqual([locationType, location], [kind, name])
    if (reason === 'invalidParameter') assert.equal(locationType, 'parameter')
    if (!challenged.has(status)) assert.equal(message, told?.message)
  }
  const challenge = error.response?.headers?.get('www-authenticate') ?? ''
  if (status === 401) assert.match(challenge, /^Bearer realm=.*invalid_token/)
  if (reason === 'insufficientPermissions') assert.match(challenge, /insufficient_scope.*scope=/)
  if (reason === 'insufficientPermissions') {
    assert.equal(told?.status, 'PERMISSION_DENIED')
    assert.partialDeepStrictEqual(told?.details?.[0], {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      domain: 'googleapis.com',
    })
  }
  return told ?? assert.fail('refused without an error')
}

/** Of an answer, whose type does not say of which kind its headers are. */
export function headerOf({ headers }: { readonly headers: unknown }, name: string): string | null {
  return new Headers(headers as Headers).get(name)
}

/** What Calendar refuses for reasons of its own. */
const ofCalendar = [
  'cannotChangeOwnAcl',
  'cannotDeletePrimaryCalendar',
  'cannotUnsubscribe',
  'fullSyncRequired',
  'requiredAccessLevel',
  'timeRangeEmpty',
]

/** What is always to blame. */
const places: Readonly<Record<string, readonly [kind: string, name: string]>> = {
  authError: ['header', 'Authorization'],
  conditionNotMet: ['header', 'If-Match'],
  fullSyncRequired: ['parameter', 'syncToken'],
}

/** Where a sentence for people stands above the short one for programs. */
const challenged = new Set([401, 403])

interface GoogleError {
  readonly error?: Told
}

interface Detail {
  readonly reason?: string
  readonly domain?: string
  readonly message?: string
  readonly locationType?: string
  readonly location?: string
}

interface Told {
  readonly code?: number
  readonly message?: string
  readonly status?: string
  readonly errors?: readonly Detail[]
  readonly details?: readonly {
    readonly reason?: string
    readonly metadata?: { readonly method?: string; readonly service?: string }
  }[]
}

/** All items by the tokens of the pages, and how many pages they took; a list without an end is broken off. */
export async function everyPage<page extends { nextPageToken?: string | null }, item>(
  list: (pageToken: string | undefined) => Promise<{ data: page }>,
  itemsOf: (page: page) => item[] | undefined,
): Promise<{ items: item[]; pages: number; last: page }> {
  const items: item[] = []
  let token: string | undefined
  for (let pages = 1; pages < 100; pages++) {
    const { data } = await list(token)
    items.push(...(itemsOf(data) ?? assert.fail('a page has its list, even an empty one')))
    if (data.nextPageToken === undefined || data.nextPageToken === null) return { items, pages, last: data }
    token = data.nextPageToken
  }
  return assert.fail('the pages have no end')
}
