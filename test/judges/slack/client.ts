import assert from 'node:assert/strict'
import { ErrorCode, LogLevel, type WebAPICallResult, WebAPIPlatformError, WebClient } from '@slack/web-api'
import type { ServedAccount } from '../jury.ts'

/** Slack's own client at the served address, one try for each call. */
export function slackAt({ url, credential }: ServedAccount, token: string | undefined = credential): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  })
}

/** What a call refused with Slack's word for it says beside that word. */
export async function refused(call: Promise<unknown>, word: string): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => assert.fail(`answered, where ${word} was to come`),
    (error: unknown) => error,
  )
  assert.ok(error instanceof WebAPIPlatformError, `${String(error)}, where ${word} was to come`)
  assert.equal(error.code, ErrorCode.PlatformError)
  const { ok, error: told, response_metadata: _metadata, ...more } = error.data as unknown as Record<string, unknown>
  assert.deepEqual([ok, told], [false, word])
  return more
}

/** All items by the cursors of the pages, and how long each page was; a list without an end is broken off. */
export async function everyPage<page extends WebAPICallResult, item>(
  list: (cursor: string | undefined) => Promise<page>,
  itemsOf: (page: page) => item[] | undefined,
): Promise<{ items: item[]; sizes: number[] }> {
  const items: item[] = []
  const sizes: number[] = []
  let cursor: string | undefined
  while (sizes.length < 100) {
    const page = await list(cursor)
    const some = sure(itemsOf(page), 'the list of a page')
    items.push(...some)
    sizes.push(some.length)
    cursor = page.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return { items, sizes }
  }
  return assert.fail('the pages have no end')
}

/** A list is the same whatever the length of its pages, and has every thing once. */
export async function sameInAnyPages<page extends WebAPICallResult, item>(
  list: (args: { limit?: number; cursor?: string }) => Promise<page>,
  itemsOf: (page: page) => item[] | undefined,
  idOf: (item: item) => unknown,
): Promise<item[]> {
  const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
  const usual = await everyPage((cursor) => list(at(cursor)), itemsOf)
  const many = await everyPage((cursor) => list({ limit: 1000, ...at(cursor) }), itemsOf)
  const few = await everyPage((cursor) => list({ limit: 7, ...at(cursor) }), itemsOf)
  assert.deepEqual(many, usual)
  assert.deepEqual(few.items, usual.items)
  assert.ok(few.sizes.length > 1, 'a list that is longer than a page has more than one')
  assert.deepEqual([...new Set(few.sizes.slice(0, -1))], [7])
  assert.equal(new Set(usual.items.map(idOf)).size, usual.items.length)
  await refused(list({ cursor: 'bm9uc2Vuc2U=' }), 'invalid_cursor')
  await refused(list({ limit: 1001 }), 'invalid_limit')
  await refused(list({ limit: -1 }), 'invalid_limit')
  return usual.items
}

/** The value, which has to be there. */
export function sure<value>(value: value | null | undefined, what: string): value {
  assert.ok(value !== undefined && value !== null, `${what} is lacking`)
  return value
}

/** An object has all of these fields, whatever they hold. */
export function hasFields(object: object, names: readonly string[], what: string): void {
  const lacking = names.filter((name) => !Object.hasOwn(object, name))
  assert.deepEqual(lacking, [], `fields that ${what} lacks`)
}

export function isRecent(seconds: number | string | undefined): void {
  const age = Date.now() / 1000 - Number(seconds)
  assert.ok(age > -5 && age < 600, `${seconds} is not now`)
}
