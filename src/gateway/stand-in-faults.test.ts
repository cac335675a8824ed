import { afterEach, describe, expect, it } from 'vitest'
import { openStandIn, standInApis } from '../standins/open-stand-in.ts'
import type { Fault } from './fault.ts'
import { openTestGateway, testCredential, type TestGateway } from './open-test-gateway.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]()
})

async function open(api: string, ...faults: Fault[]): Promise<TestGateway> {
  const standIn = await openStandIn(api, { seed: 1, credential: testCredential })
  opened.push(standIn)
  const test = await openTestGateway((request) => standIn.fetch(request), { api, faults })
  opened.push(test)
  return test
}

const endpoint: Readonly<Record<string, string>> = {
  'google-calendar': 'calendar/v3/colors',
  'google-drive': 'drive/v3/files',
  'google-sheet': 'v4/spreadsheets',
  hubspot: 'crm/v3/objects/contacts',
  slack: 'users.list',
}

/** What everybody may do at this API: Sheets cannot list, and makes a spreadsheet instead. */
function ask(test: TestGateway, api: string, headers: Record<string, string> = {}) {
  const isSheets = api === 'google-sheet'
  const sent = isSheets
    ? { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', ...headers } }
    : { headers }
  return test.proxy(endpoint[api]!, sent)
}

const limited: Readonly<Record<string, object>> = {
  'google-calendar': { error: { code: 429, errors: [{ reason: 'rateLimitExceeded' }] } },
  'google-drive': { error: { code: 429, errors: [{ reason: 'rateLimitExceeded' }] } },
  'google-sheet': { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } },
  hubspot: { status: 'error', errorType: 'RATE_LIMIT', policyName: 'SECONDLY', category: 'RATE_LIMITS' },
  slack: { ok: false, error: 'ratelimited' },
}

describe.each(standInApis)('%s, when it fails', (api) => {
  it.each([503, 429])('for a moment with %d, is asked again and then answers', async (status) => {
    const test = await open(api, { kind: 'status', status, times: 2 })
    const answer = await ask(test, api, { Retries: '3' })
    expect(answer.status, answer.body).toBe(200)
    expect(test.gateway.recording).toMatchObject([
      { status: 200, upstreamCalls: 1, faults: Array.from({ length: 2 }, () => ({ kind: 'status', status })) },
    ])
    expect(test.gateway.accessStops).toEqual([])
  })

  it.each([503, 429])('for good with %d, says so in its own words, and nobody’s access has failed', async (status) => {
    const test = await open(api, { kind: 'status', status })
    const answer = await ask(test, api, { Retries: '3' })
    expect(answer.status).toBe(status)
    if (status === 429) expect(JSON.parse(answer.body)).toMatchObject(limited[api]!)
    expect(test.gateway.recording).toMatchObject([
      {
        madeBy: 'fault',
        status,
        upstreamCalls: 0,
        faults: Array.from({ length: 4 }, () => ({ kind: 'status', status })),
      },
    ])
    expect(test.gateway.accessStops).toEqual([])
    expect(test.seen).toEqual([])
  })

  it('with a dead credential in the middle of the work, is not asked again after that', async () => {
    const test = await open(api, { kind: 'status', status: 401, skip: 1 })
    expect((await ask(test, api)).status).toBe(200)
    const dead = await ask(test, api)
    expect(dead.status).toBe(api === 'slack' ? 200 : 401)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'connection', exchange: 2 }])
    expect((await ask(test, api)).body).toContain('use report_blocked')
    expect(test.seen).toHaveLength(1)
  })

  it('with a scope that is missing, is not asked for that operation again', async () => {
    const test = await open(api, { kind: 'status', status: 403 })
    const refused = await ask(test, api)
    expect(refused.status).toBe(api === 'slack' ? 200 : 403)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'operation', exchange: 1 }])
  })
})
