import { statSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openTestGateway, testCredential } from './open-test-gateway.ts'
import type { TestGateway } from './open-test-gateway.ts'
import { readRecording, verifyChain } from './recording.ts'

const opened: TestGateway[] = []
async function open(...args: Parameters<typeof openTestGateway>): Promise<TestGateway> {
  const test = await openTestGateway(...args)
  opened.push(test)
  return test
}
afterEach(async () => {
  for (const test of opened.splice(0)) await test[Symbol.asyncDispose]()
})

const echo = async (request: Request) =>
  Response.json({ ok: true, url: request.url, auth: request.headers.get('authorization'), body: await request.text() })

describe('the proxy', () => {
  it('asks the real URL of the provider with the credential of the connection, and records it', async () => {
    const test = await open(echo)
    const answer = await test.proxy('chat.postMessage?a=1', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Nango-Proxy-X-Own': 'yes', 'X-Other': 'no', Retries: '3' },
      body: '{"text":"hi"}',
    })
    expect(answer.status).toBe(200)
    const [sent] = test.seen
    expect(sent?.url).toBe('https://slack.com/api/chat.postMessage?a=1')
    expect(sent?.headers.get('authorization')).toBe(`Bearer ${testCredential}`)
    expect(Object.fromEntries(sent!.headers)).toMatchObject({ 'x-own': 'yes', 'content-type': 'application/json' })
    expect(sent?.headers.has('x-other')).toBe(false)
    expect(await sent?.text()).toBe('{"text":"hi"}')
    expect(test.gateway.recording).toMatchObject([
      {
        seq: 1,
        kind: 'proxy',
        method: 'POST',
        url: 'https://slack.com/api/chat.postMessage?a=1',
        endpoint: 'chat.postMessage',
        query: [['a', '1']],
        requestBody: '{"text":"hi"}',
        status: 200,
        upstreamCalls: 1,
        upstream: 'embedded',
      },
    ])
    expect(test.gateway.recording[0]).not.toHaveProperty('madeBy')
  })

  it('never shows the credential to the caller nor to the file, however the API echoes it', async () => {
    const forms = [
      testCredential,
      encodeURIComponent(testCredential),
      Buffer.from(`Bearer ${testCredential}`).toString('base64'),
      Buffer.from(`x${testCredential}y`).toString('base64url'),
      JSON.stringify(testCredential),
    ]
    const test = await open(() =>
      Response.json({ forms }, { headers: { 'x-echo': testCredential, 'set-cookie': `a=${forms[1]}` } }),
    )
    const answer = await test.proxy('auth.test')
    const everything = JSON.stringify(answer) + JSON.stringify(readRecording(test.recordingPath))
    for (const form of [...forms, test.gateway.token]) expect(everything).not.toContain(form)
    expect(JSON.parse(answer.body).forms[0]).toMatch(/^\[redacted:[0-9a-f]{8}\]$/)
  })

  it('refuses another address, a credential of its own and another connection, and says what to do', async () => {
    const test = await open(echo)
    const refused = [
      await test.proxy('x', { headers: { 'Base-Url-Override': 'https://evil.example' } }),
      await test.proxy('https://evil.example/x'),
      await test.proxy('chat.postMessage', { headers: { 'Nango-Proxy-Authorization': 'Bearer mine' } }),
      await test.proxy('chat.postMessage?token=xoxb-mine'),
      await test.proxy('chat.postMessage', { method: 'POST', body: 'token=mine&text=a' }),
      await test.proxy('x', { headers: { 'Connection-Id': 'somebody-else' } }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 404])
    expect(refused[0]?.body).toContain('Remove baseUrlOverride')
    expect(test.seen).toEqual([])
    expect(test.gateway.recording.map(({ madeBy }) => madeBy)).toEqual(Array(6).fill('policy'))
  })

  it('takes the base URL of the provider itself as no override', async () => {
    const test = await open(echo)
    await test.proxy('users.list', { headers: { 'Base-Url-Override': 'https://slack.com/api/' } })
    await test.proxy('https://slack.com/api/users.list')
    expect(test.seen.map(({ url }) => url)).toEqual(Array(2).fill('https://slack.com/api/users.list'))
  })

  it('passes failing answers with status and body, and no redirect that a client would follow', async () => {
    const test = await open((request) =>
      request.url.includes('moved')
        ? new Response('', { status: 302, headers: { location: 'https://elsewhere.example' } })
        : Response.json({ ok: false, error: 'no' }, { status: 404 }),
    )
    expect(await test.proxy('x')).toMatchObject({ status: 404, body: '{"ok":false,"error":"no"}' })
    const moved = await test.proxy('moved')
    expect(moved.status).toBe(302)
    expect(moved.headers).not.toHaveProperty('location')
  })

  it('asks again as Nango would, without its waits', async () => {
    let calls = 0
    const test = await open(() => {
      calls++
      return calls < 3
        ? new Response('', { status: 429, headers: { 'retry-after': '30' } })
        : Response.json({ ok: true })
    })
    const answer = await test.proxy('users.list', { headers: { Retries: '3' } })
    expect(answer.status).toBe(200)
    expect(test.gateway.recording).toMatchObject([{ status: 200, upstreamCalls: 3 }])
    expect(test.gateway.recording[0]!.milliseconds).toBeLessThan(2000)
  })

  it('answers 502 for an API that cannot be reached', async () => {
    const test = await open(() => {
      throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })
    })
    const answer = await test.proxy('users.list')
    expect(answer).toMatchObject({ status: 502, body: expect.stringContaining('ECONNREFUSED') })
    expect(test.gateway.recording).toMatchObject([{ status: 502, upstreamCalls: 1 }])
  })

  it('refuses a request above 1 MB with advice', async () => {
    const test = await open(echo)
    const answer = await test.proxy('files.upload', { method: 'POST', body: Buffer.alloc(1_200_000, 'a') })
    expect(answer).toMatchObject({ status: 413, body: expect.stringContaining('smaller') })
    expect(test.seen).toEqual([])
  })

  it('gives up on an answer above 10 MB, and keeps 2 MB of a smaller one', async () => {
    const test = await open(
      (request) => new Response('a'.repeat(request.url.includes('huge') ? 11_000_000 : 3_000_000)),
    )
    expect(await test.proxy('huge')).toMatchObject({ status: 502, body: expect.stringContaining('smaller pages') })
    expect((await test.proxy('large')).body.length).toBe(3_000_000)
    expect(test.gateway.recording[1]).toMatchObject({ responseBytes: 3_000_000, responseCut: true })
    expect(test.gateway.recording[1]!.responseBody.length).toBe(2 * 1024 * 1024)
  })

  it('keeps bytes that are no text as base64', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x01])
    const test = await open(() => new Response(bytes))
    await test.proxy('file')
    expect(test.gateway.recording[0]).toMatchObject({
      responseBody: bytes.toString('base64'),
      responseEncoding: 'base64',
    })
  })
})

describe("Nango's routes", () => {
  it('need the token of the room', async () => {
    const test = await open(echo)
    for (const token of [null, 'wrong']) {
      const answer = await test.ask('/connections', { token })
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.body).error.code).toBe('unknown_account')
    }
    expect((await test.ask('/health', { token: null })).status).toBe(200)
  })

  it('show one connection without its credential', async () => {
    const test = await open(echo, { metadata: { region: 'eu' } })
    const shown = JSON.parse((await test.ask('/connections/test-connection?provider_config_key=slack')).body)
    expect(shown).toMatchObject({
      connection_id: 'test-connection',
      provider_config_key: 'slack',
      metadata: { region: 'eu' },
      connection_config: { connection_id: 'test-connection', provider: 'slack' },
    })
    expect(shown.credentials.access_token).not.toBe(testCredential)
    expect((await test.ask('/connection/other?provider_config_key=slack')).status).toBe(404)
    expect(JSON.parse((await test.ask('/connections?connectionId=other')).body)).toEqual({ connections: [] })
    expect(JSON.parse((await test.ask('/integrations/slack')).body).data).toMatchObject({
      unique_key: 'slack',
      provider: 'slack',
    })
  })

  it('remember metadata that a function sets', async () => {
    const test = await open(echo, { metadata: { a: 1 } })
    const body = (metadata: unknown) =>
      JSON.stringify({ connection_id: 'test-connection', provider_config_key: 'slack', metadata })
    await test.ask('/connections/metadata', { method: 'PATCH', body: body({ b: 2 }) })
    expect(JSON.parse((await test.ask('/connections/test-connection')).body).metadata).toEqual({ a: 1, b: 2 })
    expect((await test.ask('/connections/metadata', { method: 'POST', body: body({ c: 3 }) })).status).toBe(201)
    expect(JSON.parse((await test.ask('/connections/test-connection')).body).metadata).toEqual({ c: 3 })
    expect((await test.ask('/connections/metadata', { method: 'POST', body: 'no json' })).status).toBe(400)
  })
})

describe('the recording', () => {
  it('is a chain of what happened, labelled by what was going on', async () => {
    const test = await open(echo)
    await test.gateway.during('dry run 1', () => test.proxy('a'))
    await test.proxy('b')
    const written = readRecording(test.recordingPath)
    expect(written).toEqual(test.gateway.recording)
    expect(written.map(({ during }) => during)).toEqual(['dry run 1', ''])
    expect(verifyChain(written)).toEqual({ kind: 'unbroken' })
  })

  it('that cannot be written makes every request fail by name', async () => {
    const test = await open(echo, { recordingPath: '/dev/full' })
    const answer = await test.proxy('a')
    expect(answer).toMatchObject({ status: 503, body: expect.stringMatching(/recording_unwritable.*ENOSPC/) })
    await test.proxy('b')
    expect(test.seen.length).toBe(1)
    expect(test.gateway.failure).toMatch(/ENOSPC/)
  })

  it('ends a room that asks without end', async () => {
    const test = await open(echo, { allowance: 2 })
    const answers = [await test.proxy('a'), await test.proxy('a'), await test.proxy('a')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(test.seen.length).toBe(2)
  })

  it('ends a room that moves bytes without end', async () => {
    const test = await open(() => new Response('x'.repeat(600)), { allowanceBytes: 1000 })
    const answers = [await test.proxy('a'), await test.proxy('a'), await test.proxy('a')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
  })

  it('is not brought down by requests that HTTP does not know', async () => {
    const test = await open(echo)
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(test.gateway.socketPath, () => socket.write(text))
        let answer = ''
        socket.on('data', (data) => (answer += data.toString()))
        socket.on('error', () => resolve(answer))
        socket.on('close', () => resolve(answer))
        socket.setTimeout(500, () => socket.destroy())
      })
    const lead = `POST /proxy/a HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${test.gateway.token}\r\n`
    // Two lengths that contradict each other: where proxies disagree on them, a request hides in another one's body.
    const both = 'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /proxy/hidden HTTP/1.1\r\n\r\n'
    expect(await raw(`${lead}${both}`)).toMatch(/^HTTP\/1.1 400/)
    expect(await raw(`${lead}content-length: 1\r\ncontent-length: 2\r\n\r\nab`)).toMatch(/^HTTP\/1.1 400/)
    expect(await raw(`${lead}x: ${'y'.repeat(70_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431/)
    expect(await raw(`${lead}x: a\rb\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/)
    expect(await raw('\0\u0001\u0002 GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
    expect(test.seen).toEqual([])
    expect((await test.proxy('b')).status).toBe(200)
  })
})

describe('docs', () => {
  const docs = {
    search: (query: string) => (query.includes('post') ? [{ page: 'chat.post', title: 'Post', excerpt: 'a\nb' }] : []),
    read: (page: string) => (page === 'chat.post' ? `\u001b[31mred\n${'x'.repeat(13_000)}` : undefined),
  }

  it('are read in parts, without control characters, and recorded', async () => {
    const test = await open(echo, { docs })
    const first = await test.gateway.docs({ kind: 'read', page: 'chat.post' })
    expect(first).toMatch(/^\\u\{1b\}\[31mred\n/)
    expect(first).toMatch(/read on with from: 12000\]$/)
    expect(await test.gateway.docs({ kind: 'read', page: 'chat.post', from: 12_000 })).toMatch(/^x+$/)
    expect(await test.gateway.docs({ kind: 'search', query: 'post' })).toBe('chat.post · Post\n  a b')
    expect(test.gateway.recording).toMatchObject([
      { kind: 'docs', url: '/docs/read?page=chat.post', status: 200 },
      { kind: 'docs', url: '/docs/read?page=chat.post&from=12000' },
      { kind: 'docs', url: '/docs/search?query=post', upstreamCalls: 0 },
    ])
  })

  it('name the nearest pages for one that does not exist', async () => {
    const test = await open(echo, { docs })
    expect(await test.gateway.docs({ kind: 'read', page: 'post-message' })).toContain('chat.post · Post')
    expect(test.gateway.recording[0]).toMatchObject({ status: 404 })
  })
})

describe('the socket', () => {
  it('is open to everybody who reaches it, and gone after disposal', async () => {
    const test = await openTestGateway(() => new Promise<Response>(() => {}))
    const { socketPath } = test.gateway
    expect(statSync(socketPath).mode & 0o777).toBe(0o666)
    const hanging = test.proxy('never-answers').catch((error: NodeJS.ErrnoException) => error.code)
    const idle = connect(socketPath)
    await new Promise((resolve) => idle.once('connect', resolve))
    const ended = new Promise((resolve) => idle.once('close', resolve))
    idle.on('error', () => {}).resume()
    await test[Symbol.asyncDispose]()
    await ended
    expect(await hanging).toBe('ECONNRESET')
    expect(statSync(socketPath, { throwIfNoEntry: false })).toBeUndefined()
  })
})
