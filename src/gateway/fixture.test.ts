import { afterEach, describe, expect, it } from 'vitest'
import { fixtureOf } from './fixture.ts'
import { openTestGateway } from './open-test-gateway.ts'
import type { TestGateway } from './open-test-gateway.ts'

let test: TestGateway | undefined
afterEach(async () => {
  await test?.[Symbol.asyncDispose]()
  test = undefined
})

function fixture(rest = {}) {
  const exchanges = test!.gateway.recording
  return JSON.parse(JSON.stringify(fixtureOf({ exchanges, connection: 'test-connection', provider: 'slack', ...rest })))
}

describe('a fixture', () => {
  it('keeps the first of two equal requests and lists the others by endpoint', async () => {
    let count = 0
    test = await openTestGateway(() => Response.json({ count: ++count }))
    for (const endpoint of ['a?x=1', 'a?x=1', 'a?x=2', 'b']) await test.proxy(endpoint)
    const { api } = fixture()
    expect(api.get['/a'].map(({ response, request }: Record<string, unknown>) => [response, request])).toEqual([
      [{ count: 1 }, { params: { x: '1' } }],
      [{ count: 3 }, { params: { x: '2' } }],
    ])
    expect(api.get['/b']).toMatchObject({ response: { count: 4 }, status: 200, request: {} })
  })

  it('holds what the function was given, saved and returned, and the connection only if it asked', async () => {
    test = await openTestGateway(() => Response.json({}), { metadata: { team: 'T1' } })
    await test.ask('/connection/test-connection?provider_config_key=slack')
    expect(fixture({ input: null, output: { a: 1 } })).toEqual({ input: null, output: { a: 1 }, nango: {}, api: {} })
    await test.ask('/connections/test-connection?provider_config_key=slack')
    const { nango } = fixture({ saved: { M: [{ id: '1' }] }, deleted: { M: [] } })
    expect(nango).toMatchObject({
      getConnection: { connectionId: 'test-connection', provider: 'slack', connection_id: 'test-connection' },
      getMetadata: { team: 'T1' },
      batchSave: { M: [{ id: '1' }] },
      batchDelete: { M: [] },
    })
    expect(nango.getConnection).not.toHaveProperty('credentials')
    expect(fixture({ metadata: { team: 'T2' } }).nango.getMetadata).toEqual({ team: 'T2' })
  })

  it('has text as text, bytes as a serialised Buffer and nothing as an empty text', async () => {
    test = await openTestGateway((request) => {
      if (request.url.endsWith('text')) return new Response('hello')
      return request.url.endsWith('bytes') ? new Response(Buffer.from([0xff, 1])) : new Response(null, { status: 204 })
    })
    for (const endpoint of ['text', 'bytes', 'nothing']) await test.proxy(endpoint)
    const { get } = fixture().api
    expect(get['/text'].response).toBe('hello')
    expect(Buffer.from(get['/bytes'].response)).toEqual(Buffer.from([0xff, 1]))
    expect(get['/nothing']).toMatchObject({ response: '', status: 204 })
  })

  it('is refused when an answer was too large to be kept', async () => {
    test = await openTestGateway(() => new Response('a'.repeat(3_000_000)))
    await test.proxy('large')
    expect(() => fixture()).toThrow('too large for a test fixture')
  })
})
