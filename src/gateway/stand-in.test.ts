import { afterEach, describe, expect, it } from 'vitest'
import { openStandIn } from '../standins/open-stand-in.ts'
import type { StandInOptions } from '../standins/stand-in.ts'
import { openTestGateway, testCredential } from './open-test-gateway.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]()
})

async function open(api: string, options: Partial<StandInOptions> = {}) {
  const standIn = await openStandIn(api, { seed: 1, credential: testCredential, ...options })
  opened.push(standIn)
  const test = await openTestGateway((request) => standIn.fetch(request), { api })
  opened.push(test)
  return test
}

const listing = {
  slack: 'users.list',
  'google-calendar': 'calendar/v3/users/me/calendarList',
  'google-drive': 'drive/v3/files',
}

describe.each(Object.entries(listing))('the stand-in of %s behind the gateway', (api, endpoint) => {
  it('lets the credential in', async () => {
    const test = await open(api)
    const answer = await test.proxy(endpoint)
    expect(answer.status, answer.body).toBe(200)
    expect(test.gateway.accessStops).toEqual([])
    expect(test.gateway.recording[0]?.responseHeaders).toHaveProperty('x-stand-in')
  })

  it('refuses another one, and that is a dead connection', async () => {
    const test = await open(api, { credential: 'another one' })
    await test.proxy(endpoint)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'connection', exchange: 1 }])
  })

  it('lacks a scope, and that is one operation', async () => {
    const test = await open(api, { scopes: [] })
    await test.proxy(endpoint)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'operation', exchange: 1 }])
  })
})
