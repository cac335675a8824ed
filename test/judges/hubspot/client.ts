import assert from 'node:assert/strict'
import { Client } from '@hubspot/api-client'
import type { ServedAccount } from '../jury.ts'

/** HubSpot's own client at the served address: one try for each request, and no pause between them. */
export function hubSpotAt({ url, credential }: ServedAccount, token = credential): Client {
  return new Client({
    accessToken: token,
    basePath: url,
    numberOfApiCallRetries: 0,
    limiterOptions: { minTime: 0, maxConcurrent: 10 },
  })
}

/** What a refusal says in HubSpot's envelope. */
export interface Refusal {
  readonly message: string
  readonly errors?: readonly { readonly message: string; readonly code?: string; readonly context?: Context }[]
  readonly context?: Context
}

type Context = Readonly<Record<string, readonly string[]>>

/** The request is refused with the status and the category that a program reads. */
export async function refused(request: Promise<unknown>, status: number, category: string): Promise<Refusal> {
  const error = await request.then(
    (answer) => assert.fail(`answered ${JSON.stringify(answer)}, where ${status} ${category} was to come`),
    (error: unknown) => error as { code?: number; body?: Record<string, unknown> },
  )
  const { body = {} } = error
  assert.deepEqual([error.code, body['status'], body['category']], [status, 'error', category], String(error))
  assert.match(String(body['correlationId']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.ok(String(body['message']).length > 5)
  return body as unknown as Refusal
}

export interface Page<item> {
  readonly results: readonly item[]
  readonly paging?: { readonly next?: { readonly after: string; readonly link?: string } }
}

/** All results by the cursors of the pages, and how long each page was; a list without an end is broken off. */
export async function everyPage<item>(
  list: (after: string | undefined) => Promise<Page<item>>,
): Promise<{ items: item[]; sizes: number[] }> {
  const items: item[] = []
  const sizes: number[] = []
  let after: string | undefined
  while (sizes.length < 100) {
    const { results, paging } = await list(after)
    items.push(...results)
    sizes.push(results.length)
    after = paging?.next?.after
    if (after === undefined) return { items, sizes }
    if (paging?.next?.link !== undefined) assert.equal(new URL(paging.next.link).searchParams.get('after'), after)
  }
  return assert.fail('the pages have no end')
}

/** A list is the same whatever the length of its pages, and has every thing once. */
export async function sameInAnyPages<item extends { id?: string }>(
  list: (limit: number | undefined, after: string | undefined) => Promise<Page<item>>,
  most: number,
): Promise<item[]> {
  const usual = await everyPage((after) => list(undefined, after))
  const many = await everyPage((after) => list(most, after))
  const few = await everyPage((after) => list(7, after))
  assert.deepEqual(many.items, usual.items)
  assert.deepEqual(few.items, usual.items)
  assert.deepEqual([...new Set(few.sizes.slice(0, -1))], [7])
  assert.ok(few.sizes.length > 1 && few.sizes.at(-1)! > 0)
  assert.equal(new Set(usual.items.map(({ id }) => id)).size, usual.items.length)
  await refused(list(most + 1, undefined), 400, 'VALIDATION_ERROR')
  await refused(list(0, undefined), 400, 'VALIDATION_ERROR')
  await refused(list(undefined, 'nonsense'), 400, 'VALIDATION_ERROR')
  return usual.items
}

/** The answer's JSON of what the client has no name for. */
export async function asked(
  client: Client,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await client.apiRequest({ method, path, ...(body && { body }) })
  const text = await response.text()
  return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
}

export function sure<value>(value: value | null | undefined, what: string): value {
  assert.ok(value !== undefined && value !== null, `${what} is lacking`)
  return value
}

export function isRecent(time: Date | string | null | undefined): void {
  const age = Date.now() - new Date(sure(time, 'a time')).getTime()
  assert.ok(age > -5000 && age < 600_000, `${String(time)} is not now`)
}

export function sameIds(one: readonly { id?: string }[], other: readonly { id?: string }[]): void {
  const ids = (all: readonly { id?: string }[]) => all.map(({ id }) => id).toSorted()
  assert.deepEqual(ids(one), ids(other))
}
