import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { UserError } from '../../lib/user-error.ts'
import { openRoutes } from './routes.ts'
import { chatAnswer, json, key, messageOf, rig } from './test-rig.ts'

const open: { close(): unknown; closeAllConnections(): void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** What an agent’s server is told, and what is said once the model is given up. */
async function complaintOf({ ask, gateway }: Awaited<ReturnType<typeof rig>>) {
  for (let count = 0; count < 2; count++) await (await ask('/peer/chat/completions')).body.dump()
  const { failure } = gateway.activityOf('ses_1')
  return { because: failure?.because, closed: gateway.closed('peer/m1') }
}

const answering = (status: number, error: object) =>
  rig(async (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
  })

describe('what no waiting mends', () => {
  it.each([
    [
      'an expired key',
      401,
      { type: 'authentication_error', message: `invalid x-api-key ${key}` },
      /about its key: put a valid one into PEER_KEY/,
    ],
    ['an account without credit', 402, { message: 'payment required' }, /about its account: see to its billing/],
    ['a key that may not', 403, { message: 'forbidden' }, /the one in PEER_KEY may not use "peer\/m1"/],
    [
      'the wrong region',
      403,
      { code: 'unsupported_country_region_territory', message: 'Country, region, or territory not supported' },
      /does not serve where this machine is: use another provider, or an address of it that does \(providers\.peer\.url\)/,
    ],
    [
      'the wrong region, as Google says it',
      400,
      { message: 'User location is not supported for the API use.' },
      /does not serve where this machine is/,
    ],
    [
      'a model that does not exist',
      404,
      { type: 'not_found_error', message: 'model: m1' },
      /correct "peer\/m1", or providers\.peer\.url/,
    ],
    [
      'a model that does not exist, as others say it',
      400,
      { message: 'The model `m1` does not exist' },
      /correct "peer\/m1"/,
    ],
    [
      'a quota that is used up',
      429,
      { code: 'insufficient_quota', message: 'You exceeded your current quota' },
      /the quota of its account is used up: raise it, or use another model/,
    ],
  ])('is named with its fix, once and for all: %s', async (_, status, error, words) => {
    const { because, closed } = await complaintOf(await answering(status, error))
    expect(because).toMatch(words)
    expect(because).not.toContain(key)
    expect(closed).toMatch(words)
  })

  it('is not what one bad request says', async () => {
    const { because, closed } = await complaintOf(
      await answering(400, { message: 'prompt is too long: 210000 tokens' }),
    )
    expect(because).toContain('prompt is too long')
    expect(closed).toBeUndefined()
  })

  it('is a certificate that nobody vouches for', async () => {
    const pem = readFileSync(new URL('../../../test/fixtures/self-signed.pem', import.meta.url))
    const server = createServer({ key: pem, cert: pem }, (_, response) => response.end('{}'))
    const { because, closed } = await complaintOf(
      await rig(json({}), { baseUrl: `https://localhost:${await listen(server)}/v1` }),
    )
    expect(because).toMatch(
      /DEPTH_ZERO_SELF_SIGNED_CERT\): its certificate is not trusted here\. .* NODE_EXTRA_CA_CERTS/,
    )
    expect(closed).toBe(because)
  })
})

describe('a provider that is not there', () => {
  it.each([
    [
      'http://127.0.0.1:1/v1',
      /peer did not answer \(ECONNREFUSED\): nothing listens there\. It is down, or providers\.peer\.url is wrong/,
    ],
    ['http://peer.invalid/v1', /peer did not answer \((ENOTFOUND|EAI_AGAIN)\)/],
  ])('is named: %s', async (baseUrl, words) => {
    const { ask, gateway } = await rig(json({}), { baseUrl })
    const answer = await ask('/peer/chat/completions')
    expect(answer.statusCode).toBe(502)
    expect(await messageOf(answer)).toMatch(words)
    expect(gateway.spent.usd).toBe(0)
  })
})

describe('a proxy that the environment names', () => {
  it('is used, but for this machine and for what NO_PROXY exempts', async () => {
    const asked: string[] = []
    let upstream = 0
    const proxy = createHttpServer((_, response) => response.end())
    proxy.on('connect', (request, socket, head) => {
      asked.push(request.url ?? '')
      const target = connect(upstream, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        target.write(head)
        socket.pipe(target).pipe(socket)
      })
      for (const end of [socket, target]) end.on('error', () => target.destroy())
    })
    proxy.on('request', (request) => asked.push(request.url ?? ''))
    const http = `http://127.0.0.1:${await listen(proxy)}`
    const direct = await rig(json(chatAnswer), { proxies: { http } })
    upstream = Number(new URL(direct.peer.baseUrl).port)
    expect((await direct.ask('/peer/chat/completions')).statusCode).toBe(200)
    expect(asked).toEqual([])
    const far = await rig(json(chatAnswer), { proxies: { http }, baseUrl: 'http://peer.invalid:80/v1' })
    await (await far.ask('/peer/chat/completions')).body.dump()
    expect(asked.join()).toContain('peer.invalid')
    const exempt = openRoutes(1_000, { http, no: '.invalid, other.example' })
    expect(exempt.to(new URL('http://peer.invalid/v1')).proxy).toBeUndefined()
    expect(exempt.to(new URL('http://peer.example/v1')).proxy).toContain('HTTP_PROXY')
    await exempt[Symbol.asyncDispose]()
  })

  it('is named when it is the one that is not there, without its password', async () => {
    const proxies = { http: 'http://user:secret@127.0.0.1:1', https: 'http://user:secret@127.0.0.1:1' }
    for (const baseUrl of ['http://peer.invalid/v1', 'https://peer.invalid/v1']) {
      const { ask } = await rig(json({}), { baseUrl, proxies })
      const message = await messageOf(await ask('/peer/chat/completions'))
      expect(message).toMatch(
        /it is asked by way of the proxy that HTTPS?_PROXY names \(127\.0\.0\.1:1\)\. Correct that, or put its host into NO_PROXY/,
      )
      expect(message).not.toContain('secret')
    }
  })

  it('is refused at once when it is no address', () => {
    expect(() => openRoutes(1_000, { https: 'squid.local:3128 ' })).toThrow(UserError)
    expect(() => openRoutes(1_000, { http: 'socks5://127.0.0.1:1' })).toThrow(/HTTP_PROXY/)
  })
})

async function listen(server: Server | ReturnType<typeof createHttpServer>): Promise<number> {
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
