import { afterEach, describe, expect, it } from 'vitest'
import { openStandIn, standInApis } from '../standins/open-stand-in.ts'
import type { AccountState, StandInOptions } from '../standins/stand-in.ts'
import { openTestGateway, testCredential, type TestAsk } from './open-test-gateway.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]()
})

async function open(api: string, options: Partial<StandInOptions> = {}) {
  const standIn = await openStandIn(api, { seed: 1, credential: testCredential, ...options })
  opened.push(standIn)
  const test = await openTestGateway((request) => standIn.fetch(request), { api })
  opened.push(test)
  return { test, endpoint: readable[api]!(await standIn.snapshot()) }
}

/** What anyone may read who has a credential with scopes. */
const readable: Readonly<Record<string, (account: AccountState) => string>> = {
  'google-calendar': () => 'calendar/v3/users/me/calendarList',
  'google-drive': () => 'drive/v3/files',
  // Sheets lists no spreadsheets.
  'google-sheet': (account) => `v4/spreadsheets/${account[0]!.key}`,
  hubspot: () => 'crm/v3/objects/contacts',
  slack: () => 'users.list',
}

/** What the vendor has and the stand-in has not. */
const lacked: Readonly<Record<string, readonly [endpoint: string, sent: TestAsk]>> = {
  'google-calendar': ['batch/calendar/v3', { method: 'POST', body: '{}' }],
  'google-drive': ['drive/v2/files', {}],
  'google-sheet': ['v3/sheets', {}],
  hubspot: ['cms/v3/blogs/posts', {}],
  slack: ['canvases.create', { method: 'POST', body: '{}' }],
}

describe.each(standInApis)('the stand-in of %s behind the gateway', (api) => {
  it('lets the credential in', async () => {
    const { test, endpoint } = await open(api)
    const answer = await test.proxy(endpoint)
    expect(answer.status, answer.body).toBe(200)
    expect(test.gateway.accessStops).toEqual([])
    expect(test.gateway.recording[0]?.responseHeaders).toHaveProperty('x-stand-in')
  })

  it('refuses another one, and that is a dead connection', async () => {
    const { test, endpoint } = await open(api, { credential: 'another one' })
    await test.proxy(endpoint)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'connection', exchange: 1 }])
  })

  it('says what only it lacks with 501, and nobody’s access has failed', async () => {
    const { test } = await open(api)
    const [endpoint, sent] = lacked[api]!
    const answer = await test.proxy(endpoint, { ...sent, headers: { 'Content-Type': 'application/json' } })
    expect(answer.status, answer.body).toBe(501)
    expect(JSON.parse(answer.body)).toMatchObject({ standin: 'not implemented' })
    expect(test.gateway.accessStops).toEqual([])
  })

  it('lacks a scope, and that is one operation', async () => {
    const { test, endpoint } = await open(api, { scopes: [] })
    await test.proxy(endpoint)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'operation', exchange: 1 }])
  })
})
