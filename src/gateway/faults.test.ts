import { afterEach, describe, expect, it } from 'vitest'
import type { Fault } from './fault.ts'
import { fixtureOf } from './fixture.ts'
import { openTestGateway, testCredential } from './open-test-gateway.ts'
import type { TestGateway } from './open-test-gateway.ts'
import { readRecording, verifyChain } from './recording.ts'

const opened: TestGateway[] = []
async function open(api: () => Response, ...faults: Fault[]): Promise<TestGateway> {
  const test = await openTestGateway(api, { faults })
  opened.push(test)
  return test
}
afterEach(async () => {
  for (const test of opened.splice(0)) await test[Symbol.asyncDispose]()
})

const made = () => Response.json({ ok: true, id: 'M1', text: 'hello' })
const body = '{"ok":true,"id":"M1","text":"hello"}'
const post = { method: 'POST', body: '{"text":"hello"}' }
const ended = { code: 'ECONNRESET' }

/** What is read back is what was written, and nobody can change it. */
function written({ recordingPath, gateway }: TestGateway) {
  const exchanges = readRecording(recordingPath)
  expect(exchanges).toEqual(gateway.recording)
  expect(verifyChain(exchanges)).toEqual({ kind: 'unbroken' })
  return exchanges
}

function fixture({ gateway }: TestGateway) {
  return fixtureOf({ exchanges: gateway.recording, connection: 'test-connection', provider: 'slack' })
}

describe('a fault', () => {
  it('loses the answer of what the API has done, and keeps it for the record', async () => {
    const test = await open(made, { kind: 'lost-answer', method: 'post', times: 1 })
    await expect(test.proxy('chat.postMessage', post)).rejects.toMatchObject(ended)
    expect(test.seen).toHaveLength(1)
    expect(written(test)).toMatchObject([
      {
        status: 0,
        responseBody: '',
        upstreamCalls: 1,
        madeBy: 'fault',
        faults: [{ kind: 'lost-answer', status: 200, responseBody: body, responseBytes: body.length }],
      },
    ])
    expect(await test.proxy('chat.postMessage', post)).toMatchObject({ status: 200, body })
    expect(fixture(test)).toMatchObject({ api: { post: { '/chat.postMessage': { response: { id: 'M1' } } } } })
  })

  it('loses an answer under a call that Nango repeats, so that the API is asked twice', async () => {
    const test = await open(made, { kind: 'lost-answer', times: 1 })
    const answer = await test.proxy('chat.postMessage', { ...post, headers: { Retries: '3' } })
    expect(answer).toMatchObject({ status: 200, body })
    expect(test.seen).toHaveLength(2)
    const [exchange] = written(test)
    expect(exchange).toMatchObject({ status: 200, upstreamCalls: 2, faults: [{ kind: 'lost-answer', status: 200 }] })
    expect(exchange).not.toHaveProperty('madeBy')
  })

  it('resets a connection before the API is asked, as often as Nango tries', async () => {
    const test = await open(made, { kind: 'reset', endpoint: '^users[.]' })
    await expect(test.proxy('users.list', { headers: { Retries: '2' } })).rejects.toMatchObject(ended)
    expect(await test.proxy('conversations.list')).toMatchObject({ status: 200 })
    expect(test.seen).toHaveLength(1)
    expect(written(test)).toMatchObject([
      { status: 0, upstreamCalls: 0, madeBy: 'fault', faults: Array.from({ length: 3 }, () => ({ kind: 'reset' })) },
      { status: 200, upstreamCalls: 1 },
    ])
    expect(fixture(test)['api']).toEqual({ get: { '/conversations.list': expect.anything() } })
  })

  it('cuts an answer at a byte, and Nango does not repeat what has begun to come', async () => {
    const test = await open(made, { kind: 'truncation', bytes: 10 })
    await expect(test.proxy('users.list', { headers: { Retries: '3' } })).rejects.toMatchObject(ended)
    expect(written(test)).toMatchObject([
      {
        status: 200,
        responseBody: body.slice(0, 10),
        responseBytes: 10,
        upstreamCalls: 1,
        madeBy: 'fault',
        faults: [{ kind: 'truncation', of: body.length }],
      },
    ])
    expect(fixture(test)['api']).toEqual({})
  })

  it('cuts no less than the last byte, and an answer without any keeps its status', async () => {
    const test = await open(made, { kind: 'truncation', bytes: 9999 })
    await expect(test.proxy('users.list')).rejects.toMatchObject(ended)
    expect(written(test)).toMatchObject([{ responseBody: body.slice(0, -1), responseBytes: body.length - 1 }])
    const empty = await open(() => new Response(null, { status: 204 }), { kind: 'truncation', bytes: 5 })
    expect(await empty.proxy('gone', { method: 'DELETE' })).toMatchObject({ status: 204 })
  })

  it('shows no half of a secret, however an answer is cut', async () => {
    const echo = () => Response.json({ was: testCredential, given: 'ya29.abcdefghijklmnop' })
    for (let bytes = 0; bytes < 60; bytes += 7) {
      const test = await open(echo, { kind: 'truncation', bytes })
      await expect(test.proxy('x')).rejects.toMatchObject(ended)
      const text = JSON.stringify(written(test))
      expect(text).not.toContain(testCredential.slice(0, 12))
      expect(text).not.toContain('ya29.')
    }
    const lost = await open(echo, { kind: 'lost-answer' })
    await expect(lost.proxy('x')).rejects.toMatchObject(ended)
    expect(JSON.stringify(written(lost))).not.toMatch(new RegExp(`${testCredential}|ya29`))
  })

  it('says that an answer is longer than it is, or shorter', async () => {
    const longer = await open(made, { kind: 'content-length', off: 7 })
    await expect(longer.proxy('users.list')).rejects.toMatchObject(ended)
    expect(written(longer)).toMatchObject([
      { responseBody: body, madeBy: 'fault', faults: [{ kind: 'content-length', declared: body.length + 7 }] },
    ])
    const shorter = await open(made, { kind: 'content-length', off: -7 })
    // What is left over is no answer to anything.
    await expect(shorter.proxy('users.list')).rejects.toMatchObject({ code: 'HPE_CLOSED_CONNECTION' })
    expect(written(shorter)).toMatchObject([{ faults: [{ kind: 'content-length', declared: body.length - 7 }] }])
    expect(fixture(shorter)['api']).toEqual({})
  })

  it('answers with a page and status 200, and the API is not asked', async () => {
    const test = await open(made, { kind: 'html', times: 1 })
    const answer = await test.proxy('users.list', { headers: { Retries: '3' } })
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(answer.body).toMatch(/^<!doctype html>/)
    expect(test.seen).toEqual([])
    expect(written(test)).toMatchObject([
      { status: 200, upstreamCalls: 0, madeBy: 'fault', faults: [{ kind: 'html' }] },
    ])
    expect(fixture(test)['api']).toEqual({})
  })

  it('lets an answer come late, and it is an answer like any other', async () => {
    const test = await open(made, { kind: 'delay', milliseconds: 80, skip: 1, times: 1 })
    await test.proxy('users.list')
    expect(await test.proxy('users.info')).toMatchObject({ status: 200, body })
    const [prompt, late] = written(test)
    expect(prompt).not.toHaveProperty('faults')
    expect(late).toMatchObject({ upstreamCalls: 1, faults: [{ kind: 'delay', milliseconds: 80 }] })
    expect(late?.milliseconds).toBeGreaterThanOrEqual(79)
    expect(late).not.toHaveProperty('madeBy')
    expect(fixture(test)['api']).toMatchObject({ get: { '/users.info': { response: { id: 'M1' } } } })
  })

  it('keeps nobody waiting when the gateway closes', async () => {
    const test = await open(made, { kind: 'delay', milliseconds: 60_000 })
    const asked = test.proxy('users.list').catch((error: unknown) => error)
    await expect.poll(() => test.seen.length).toBe(1)
    const before = Date.now()
    await opened.pop()![Symbol.asyncDispose]()
    await asked
    expect(Date.now() - before).toBeLessThan(5_000)
  })

  it('is injected for as long as some work takes', async () => {
    const test = await open(made)
    await test.gateway.failing([{ kind: 'reset' }], async () => {
      await expect(test.proxy('users.list')).rejects.toMatchObject(ended)
    })
    expect(await test.proxy('users.list')).toMatchObject({ status: 200 })
  })

  it('lets nobody be stopped by what nobody heard, and the same refusal when it is heard', async () => {
    const dead = () => Response.json({ ok: false, error: 'invalid_auth' })
    const test = await open(dead, { kind: 'lost-answer', times: 1 })
    await expect(test.proxy('users.list')).rejects.toMatchObject(ended)
    expect(test.gateway.accessStops).toEqual([])
    expect((await test.proxy('users.list')).body).toContain('invalid_auth')
    expect(test.gateway.accessStops).toMatchObject([{ level: 'connection', exchange: 2 }])
    expect((await test.proxy('users.list')).body).toContain('use report_blocked')
    expect(test.seen).toHaveLength(2)
  })

  it('leaves the allowances what they are: a lost answer has moved its bytes', async () => {
    const large = () => new Response('a'.repeat(60_000))
    const test = await openTestGateway(large, { faults: [{ kind: 'lost-answer' }], allowanceBytes: 100_000 })
    opened.push(test)
    await expect(test.proxy('x')).rejects.toMatchObject(ended)
    await expect(test.proxy('x')).rejects.toMatchObject(ended)
    expect(await test.proxy('x')).toMatchObject({ status: 429 })
    expect(written(test).map(({ madeBy }) => madeBy)).toEqual(['fault', 'fault', 'policy'])
  })
})
