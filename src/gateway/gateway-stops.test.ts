import { afterEach, describe, expect, it } from 'vitest'
import { openTestGateway } from './open-test-gateway.ts'
import type { TestGateway } from './open-test-gateway.ts'

const opened: TestGateway[] = []
async function open(...args: Parameters<typeof openTestGateway>): Promise<TestGateway> {
  const test = await openTestGateway(...args)
  opened.push(test)
  return test
}
afterEach(async () => {
  for (const test of opened.splice(0)) await test[Symbol.asyncDispose]()
})

const echo = (request: Request) => Response.json({ ok: true, url: request.url })

describe('the hard stop', () => {
  const dead = () => Response.json({ ok: false, error: 'token_revoked' })

  it('answers every later call by itself once the credential is dead', async () => {
    const test = await open(dead)
    await test.proxy('users.list')
    const later = await test.proxy('conversations.list')
    expect(later.status).toBe(403)
    expect(JSON.parse(later.body).error).toEqual({
      code: 'stopped',
      message: 'stopped: Slack answered token_revoked; use report_blocked',
    })
    expect(test.seen.length).toBe(1)
    expect(test.gateway.recording[1]).toMatchObject({ madeBy: 'stop', upstreamCalls: 0 })
    expect(test.gateway.accessStops).toMatchObject([{ level: 'connection', exchange: 1 }])
  })

  it('stops one operation when a scope is missing', async () => {
    const test = await open(
      (request) =>
        request.method === 'POST'
          ? Response.json({ error: { errors: [{ reason: 'insufficientPermissions' }] } }, { status: 403 })
          : Response.json({ items: [] }),
      { api: 'google-calendar' },
    )
    await test.proxy('calendar/v3/calendars/a1@group/events', { method: 'POST', body: '{}' })
    const again = await test.proxy('calendar/v3/calendars/b2@group/events', { method: 'POST', body: '{}' })
    const reading = await test.proxy('calendar/v3/calendars/b2@group/events')
    expect([again.status, reading.status]).toEqual([403, 200])
    expect(test.gateway.accessStops).toEqual([
      {
        level: 'operation',
        operation: 'POST calendar/v3/calendars/{}/events',
        because: 'Google answered 403: the credential lacks a scope',
        exchange: 1,
      },
    ])
  })

  it('only takes note where a verifier asks on purpose', async () => {
    const test = await open(dead, { hardStop: false })
    await test.proxy('users.list')
    await test.proxy('users.list')
    expect(test.seen.length).toBe(2)
    expect(test.gateway.accessStops.length).toBe(1)
  })
})

describe('faults', () => {
  it('answer in place of the API, as often as told, and look like it', async () => {
    const test = await open(echo, {
      api: 'google-calendar',
      faults: [{ kind: 'status', status: 403, skip: 1, times: 1 }],
    })
    const statuses = [await test.proxy('a'), await test.proxy('a'), await test.proxy('b')].map(({ status }) => status)
    expect(statuses).toEqual([200, 403, 200])
    expect(test.gateway.recording[1]).toMatchObject({
      madeBy: 'fault',
      upstreamCalls: 0,
      faults: [{ kind: 'status', status: 403 }],
    })
    expect(test.gateway.accessStops).toMatchObject([{ level: 'operation', exchange: 2 }])
  })

  it('are asked again like any answer', async () => {
    const test = await open(echo, { faults: [{ kind: 'status', status: 503, times: 2 }] })
    expect((await test.proxy('a', { headers: { Retries: '3' } })).status).toBe(200)
    expect(test.gateway.recording).toMatchObject([
      { status: 200, upstreamCalls: 1, faults: Array.from({ length: 2 }, () => ({ kind: 'status', status: 503 })) },
    ])
  })
})
