import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { unprivileged, userOfCell } from '../box/unprivileged.ts'
import { openModelGateway } from './model-gateway.ts'
import { openPurse } from './model-gateway/purse.ts'
import { chatAnswer, chatUsage, events, json, key, messageOf, payer, rig } from './model-gateway/test-rig.ts'

describe('model gateway', () => {
  it('swaps the key of the cell for the real one and passes nothing else of it on', async () => {
    const { peer, ask } = await rig(json(chatAnswer))
    await ask(
      '/peer/chat/completions?v=2',
      {},
      { authorization: 'Bearer of-the-cell', cookie: 'a=b', 'x-api-key': 'x' },
    )
    const [seen] = peer.requests
    expect(seen?.url).toBe('/v1/chat/completions?v=2')
    expect(seen?.headers.authorization).toBe(`Bearer ${key}`)
    expect(Object.keys(seen?.headers ?? {}).toSorted()).toEqual(
      ['authorization', 'connection', 'content-length', 'content-type', 'host'].toSorted(),
    )
  })

  it('gives an Anthropic provider its key as x-api-key', async () => {
    const { peer, ask } = await rig(json({}), { kind: 'anthropic' })
    await ask('/peer/messages')
    expect(peer.requests[0]?.headers).toMatchObject({ 'x-api-key': key, 'anthropic-version': '2023-06-01' })
    expect(peer.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('passes a stream on while it grows, and meters it although its lines are cut anywhere', async () => {
    const open = Promise.withResolvers<void>()
    const events = `data: {"choices":[{"delta":{"content":"Grüße"}}]}\r\n\r\ndata: {"choices":[],"usage":${JSON.stringify(chatUsage)}}\r\n\r\ndata: [DONE]\r\n\r\n`
    const bytes = Buffer.from(events)
    const { gateway, ask } = await rig(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      response.write(bytes.subarray(0, 46))
      await open.promise
      for (const byte of bytes.subarray(46)) {
        response.write(Buffer.of(byte))
        await new Promise(setImmediate)
      }
      response.end()
    })
    const answer = await ask('/peer/chat/completions', { stream: true })
    const received: Buffer[] = []
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      received.push(chunk)
      open.resolve() // Only a piece that arrived before the end lets the peer go on.
    }
    expect(Buffer.concat(received).toString()).toBe(events)
    // 600 fresh, 400 cached, 50 out.
    expect(gateway.spendOf('ses_1')).toEqual({
      usd: (600 * 3 + 400 * 0.3 + 50 * 15) / 1e6,
      inputTokens: 1000,
      outputTokens: 50,
      cachedTokens: 400,
      estimatedUsd: 0,
      lowerBound: false,
    })
  })

  it('asks for the usage of a chat stream and leaves everything else as it was', async () => {
    const { peer, ask } = await rig(json(chatAnswer))
    await (await ask('/peer/chat/completions', { stream: true, temperature: 0.1 })).body.dump()
    expect(peer.requests[0]?.body).toEqual({
      model: 'm1',
      stream: true,
      temperature: 0.1,
      stream_options: { include_usage: true },
    })
    await (await ask('/peer/responses', { stream: true })).body.dump()
    expect(peer.requests[1]?.body).toEqual({ model: 'm1', stream: true })
  })

  it('meters the responses format', async () => {
    const usage = { input_tokens: 100, input_tokens_details: { cached_tokens: 40 }, output_tokens: 7 }
    const { gateway, ask } = await rig(
      events(
        { type: 'response.created', response: { usage: null } },
        { type: 'response.completed', response: { usage } },
      ),
    )
    await (await ask('/peer/responses', { stream: true })).body.dump()
    expect(gateway.spendOf('ses_1')).toMatchObject({
      inputTokens: 100,
      cachedTokens: 40,
      outputTokens: 7,
      estimatedUsd: 0,
      lowerBound: false,
    })
  })

  it('meters the messages format, whose input comes first and whose output comes last', async () => {
    const start = { input_tokens: 10, cache_read_input_tokens: 200, cache_creation_input_tokens: 30, output_tokens: 1 }
    const { gateway, ask } = await rig(
      events(
        { type: 'message_start', message: { usage: start } },
        { type: 'message_delta', usage: { output_tokens: 9 } },
      ),
      { kind: 'anthropic' },
    )
    await (await ask('/peer/messages', { stream: true })).body.dump()
    const usd = (10 * 3 + 200 * 0.3 + 30 * 3.75 + 9 * 15) / 1e6
    expect(gateway.spendOf('ses_1')).toEqual({
      usd,
      inputTokens: 240,
      outputTokens: 9,
      cachedTokens: 200,
      estimatedUsd: 0,
      lowerBound: false,
    })
  })

  it('says that the spend is a lower bound when a price is unknown', async () => {
    const { gateway, ask } = await rig(json(chatAnswer))
    await (await ask('/peer/chat/completions', { model: 'm2' })).body.dump()
    expect(gateway.spendOf('ses_1')).toMatchObject({ usd: 0, inputTokens: 1000, lowerBound: true })
    expect(gateway.spent.lowerBound).toBe(true)
  })

  it('stops asking the provider when the client goes away', async () => {
    const closed = Promise.withResolvers<void>()
    const { gateway, ask } = await rig(async (response) => {
      response.once('close', closed.resolve)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {}\n\n')
    })
    const answer = await ask('/peer/chat/completions', { stream: true })
    answer.body.destroy()
    await closed.promise
    await gateway.unregister('ses_1')
    expect(gateway.activityOf('ses_1')).toMatchObject({ requests: 1, inFlight: 0 })
    expect(gateway.activityOf('ses_1').failure).toBeUndefined()
    expect(gateway.spendOf('ses_1').estimatedUsd).toBeGreaterThan(0)
  })

  it('cuts the answer when the provider breaks off, rather than ending it', async () => {
    const { gateway, ask } = await rig(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {}\n\n')
      await sleep(20)
      response.destroy()
    })
    const answer = await ask('/peer/chat/completions', { stream: true })
    await expect(answer.body.text()).rejects.toThrow()
    expect(gateway.activityOf('ses_1').failure?.because).toContain('broke off')
  })

  it("passes the provider's failures on, with a bounded wait and without the key", async () => {
    const { gateway, ask } = await rig(async (response) => {
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '3600', 'set-cookie': 'a=b' })
      response.end(`{"error":{"message":"slow down, ${key}"}}`)
    })
    const answer = await ask('/peer/chat/completions')
    expect(answer.statusCode).toBe(429)
    expect(answer.headers['retry-after']).toBe('60')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(await answer.body.text()).toBe('{"error":{"message":"slow down, [key]"}}')
    expect(gateway.activityOf('ses_1').failure).toMatchObject({ status: 429, inARow: 1 })
    expect(gateway.activityOf('ses_1').failure?.because).not.toContain(key)
    expect(gateway.spendOf('ses_1')).toMatchObject({ usd: 0, lowerBound: false })
  })

  it('forgets a failure after a good answer', async () => {
    let status = 422
    const { gateway, ask } = await rig(async (response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(chatAnswer))
      status = 200
    })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(422)
    expect(gateway.activityOf('ses_1').failure).toMatchObject({ status: 422, inARow: 1 })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200)
    expect(gateway.activityOf('ses_1').failure).toBeUndefined()
  })

  it('does not take a web page for an answer', async () => {
    const { gateway, ask } = await rig(async (response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>')
    })
    const answer = await ask('/peer/chat/completions', { stream: true })
    expect(answer.statusCode).toBe(400)
    expect(await messageOf(answer)).toContain('correct its base URL')
    expect(gateway.activityOf('ses_1').failure).toMatchObject({ status: 200, inARow: 1 })
    expect(gateway.spendOf('ses_1').lowerBound).toBe(false)
  })

  it('does not follow a redirect with the key in its hand', async () => {
    const { ask, peer } = await rig(async (response) => {
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    const answer = await ask('/peer/chat/completions')
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['location']).toBeUndefined()
    expect(await messageOf(answer)).toContain('redirect')
    expect(peer.requests).toHaveLength(1)
  })

  it('says which providers there are when asked for another', async () => {
    const { ask } = await rig(json({}))
    const answer = await ask('/pear/chat/completions')
    expect(answer.statusCode).toBe(400)
    expect(await messageOf(answer)).toBe('unknown provider "pear": this gateway knows peer')
  })

  it('lets only the asking of models through', async () => {
    const { ask, peer } = await rig(json({}))
    for (const path of [
      '/peer/files',
      '/peer/chat/completions/../../files',
      '/peer/%2e%2e/files',
      '/peer/constructor',
      '/peer',
      '/',
    ]) {
      expect((await ask(path)).statusCode, path).toBe(400)
    }
    expect(peer.requests).toHaveLength(0)
  })

  it('refuses a session that it does not know, or no longer, or from another cell', async () => {
    const { ask, gateway, peer, socketPath } = await rig(json(chatAnswer))
    gateway.register('ses_2', { payer, model: 'peer/m1', socketPath: `${socketPath}-other` })
    expect((await ask('/peer/chat/completions', {}, { 'x-session-id': 'ses_0' })).statusCode).toBe(403)
    expect((await ask('/peer/chat/completions', {}, { 'x-session-id': 'ses_2' })).statusCode).toBe(403)
    await gateway.unregister('ses_1')
    expect((await ask('/peer/chat/completions')).statusCode).toBe(403)
    expect(peer.requests).toHaveLength(0)
  })

  it('makes a session of the first stranger by a socket at which one is expected, and of no other', async () => {
    const { ask, gateway, peer, socketPath } = await rig(json(chatAnswer))
    const elsewhere = gateway.expect({ payer, model: 'peer/m1', socketPath: `${socketPath}-other` })
    const expected = gateway.expect({ payer, model: 'peer/m1', socketPath })
    expect((await ask('/peer/chat/completions', {}, { 'x-session-id': 'ses_new' })).statusCode).toBe(200)
    expect(await expected).toBe('ses_new')
    expect(gateway.spendOf('ses_new').outputTokens).toBe(50)
    expect((await ask('/peer/chat/completions', {}, { 'x-session-id': 'ses_other' })).statusCode).toBe(403)
    expect(await Promise.race([elsewhere, Promise.resolve('nobody')])).toBe('nobody')
    expect(peer.requests).toHaveLength(1)
  })

  it('stops at the budget with an error that is not tried again, and names the cap', async () => {
    const { gateway, ask } = await rig(json(chatAnswer), { purse: openPurse({ run: 0.004 }) })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200) // 0.00267
    expect(gateway.activityOf('ses_1').outOf).toBeUndefined()
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200) // 0.00534
    const refused = await ask('/peer/chat/completions')
    expect(refused.statusCode).toBe(400)
    expect(await messageOf(refused)).toBe('budget reached')
    expect(gateway.activityOf('ses_1')).toMatchObject({ requests: 2, outOf: 'run' })
  })

  it('lets a free model go on when nothing may be spent', async () => {
    const free = { m1: { input: 0, output: 0 } }
    const { gateway, ask } = await rig(json(chatAnswer), { purse: openPurse({ run: 0 }), prices: free })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200)
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200)
    expect(gateway.activityOf('ses_1').outOf).toBeUndefined()
    expect((await ask('/peer/chat/completions', { model: 'costly' })).statusCode).toBe(400)
  })

  it('refuses a body beyond the cap', async () => {
    const { ask, peer } = await rig(json({}), { maxBodyBytes: 1000 })
    expect((await ask('/peer/chat/completions', { pad: 'x'.repeat(1500) })).statusCode).toBe(413)
    expect(peer.requests).toHaveLength(0)
  })

  it('answers 502 for a provider that is not there, and 504 for one that is silent', async () => {
    const silent = await rig(async () => {}, { silenceMs: 50 })
    expect((await silent.ask('/peer/chat/completions')).statusCode).toBe(504)
    const gone = await rig(json({}), { baseUrl: 'http://127.0.0.1:1/v1' })
    const answer = await gone.ask('/peer/chat/completions')
    expect(answer.statusCode).toBe(502)
    expect(await messageOf(answer)).toContain('peer did not answer (ECONNREFUSED)')
    expect(gone.gateway.activityOf('ses_1').failure).toMatchObject({ status: 0, inARow: 1 })
  })

  it('lets the user of a cell connect to its socket, and nobody else', async () => {
    const { gateway, socketPath } = await rig(json({}))
    const users = [unprivileged(), userOfCell(1)]
    await gateway.listen(`${socketPath}-1`, userOfCell(1))
    for (const [index, path] of [socketPath, `${socketPath}-1`].entries()) {
      expect(await stat(path).then(({ mode, uid }) => ({ mode: mode & 0o777, uid }))).toEqual({
        mode: 0o600,
        uid: users[index]?.uid,
      })
    }
  })

  it('names what is wrong with a provider, never its key', async () => {
    const broken = { baseUrl: 'https://peer.example/v1', key: `${key}\n`, kind: 'openai' } as const
    const failure = await openModelGateway({ providers: { peer: broken } }).catch((error: Error) => error)
    expect(String(failure)).toContain('The key of the provider peer')
    expect(String(failure)).not.toContain(key)
  })
})
