import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { createGzip } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { openDirect } from '../../src/gateway/live/live-api.ts'
import { openTempDir } from '../../src/lib/temp-dir.ts'
import { canary, closeAll, keep, listen, openGateway, toyApi, trouble } from './direct-rig.ts'

afterEach(closeAll)

describe('an API that answers badly', () => {
  it('with 200 MB is cut off, and the gateway stays small', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x')
    let sent = 0
    const api = await toyApi((_, response) => {
      const more = () => {
        while (sent < 200 && !response.destroyed)
          if ((sent++, !response.write(piece))) return void response.once('drain', more)
        response.end()
      }
      more()
    })
    const test = await openGateway({ reach: { address: api.address } })
    const answer = await test.proxy('files.list')
    expect(answer.status).toBe(502)
    expect(answer.body).toContain('more than 10 MB')
    expect(sent).toBeLessThan(60)
  })

  it('with a bomb of zeros is cut off by what it unpacks to', async () => {
    const api = await toyApi((_, response) => {
      const gzip = createGzip()
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
      gzip.pipe(response)
      const zeros = Buffer.alloc(1024 * 1024)
      for (let at = 0; at < 100; at++) gzip.write(zeros)
      gzip.end()
    })
    const test = await openGateway({ reach: { address: api.address } })
    const answer = await test.proxy('files.list')
    expect(answer.status).toBe(502)
    expect(answer.body).toContain('more than 10 MB')
    expect(test.gateway.recording[0]?.responseBytes).toBeLessThan(1000)
  })

  it('or not at all is told before anything is spent', async () => {
    const api = await toyApi((_, response) => response.end())
    await closeAll()
    const error = await trouble(openGateway({ reach: { address: api.address } }))
    expect(error).toMatchObject({
      message: expect.stringMatching(/^"slack" cannot be reached: 127.0.0.1 refuses connections/) as string,
    })
  })

  it('with 429 for hours is not waited for: the function hears of it at once', async () => {
    const api = await toyApi((_, response) => response.writeHead(429, { 'retry-after': '7200' }).end('{"ok":false}'))
    const test = await openGateway({ reach: { address: api.address } })
    const began = performance.now()
    const answer = await test.proxy('users.list', { headers: { Retries: '5' } })
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7200' } })
    expect(test.gateway.recording.at(-1)?.upstreamCalls).toBe(1)
    expect(performance.now() - began).toBeLessThan(9_000)
  })

  it('by breaking off is a 502 without the address that was asked', async () => {
    const api = await toyApi((request) => request.socket.destroy())
    const test = await openGateway({ reach: { address: api.address } })
    const answer = await test.proxy('auth.test')
    expect(answer.status).toBe(502)
    expect(answer.body).toContain('broke the connection off')
  })

  it('with a certificate that nobody vouches for is refused, and the words name the remedy', async () => {
    const { dir } = await keep(openTempDir())
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '1',
      '-subj',
      '/CN=127.0.0.1',
    ])
    expect(made.status).toBe(0)
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
      response.end(),
    )
    const address = `https://${await listen(server)}/api`
    expect(await trouble(openGateway({ reach: { address } }))).toMatchObject({
      message: expect.stringMatching(/certificate that is not trusted .*NODE_EXTRA_CA_CERTS/) as string,
    })
  })
})

describe('the way to an API', () => {
  it('leads through the proxy that the environment names, but not to this machine', async () => {
    const tunnels: string[] = []
    const proxy = createServer()
    proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
      tunnels.push(String(request.url))
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    const env = { ASSAY_SLACK_TOKEN: canary, HTTPS_PROXY: `http://${await listen(proxy)}` }
    const error = await trouble(openGateway({ reach: { address: 'https://api.nowhere.example/api' }, env }))
    expect(tunnels).toEqual(['api.nowhere.example:443'])
    expect(error).toMatchObject({ message: expect.stringContaining('through the proxy') as string })
    const api = await toyApi((_, response) => response.end('{}'))
    expect((await (await openGateway({ reach: { address: api.address }, env })).proxy('auth.test')).status).toBe(200)
    expect(tunnels).toHaveLength(1)
  })

  it('is never one that others can read on, nor one with a name in it', async () => {
    for (const address of [
      'http://api.example/api',
      'https://me:secret@api.example',
      'ftp://api.example',
      'nonsense',
    ]) {
      const error = await trouble(openGateway({ reach: { address } }))
      expect(error).toMatchObject({ message: 'The address of "slack" is not one to send a credential to.' })
    }
  })

  it('has no query, and the words that say so do not repeat it', async () => {
    const error = await trouble(openGateway({ reach: { address: 'https://api.example/v1?key=canary-4711' } }))
    expect(error).toMatchObject({
      message: expect.stringMatching(/^The address of "slack" has a query in it/) as string,
      fix: expect.stringContaining('apis.slack.credential') as string,
    })
    expect(JSON.stringify(error) + error.message).not.toContain('canary')
  })

  it('is not tried with a credential at another address than the API’s, which the catalogue has for a few', async () => {
    const api = await toyApi((_, response) => response.writeHead(401).end())
    const env = { ASSAY_READWISE_READER_TOKEN: canary }
    await keep(openDirect({ api: 'readwise-reader', connection: 'mine', reach: { address: api.address }, env }))
    expect(api.seen).toEqual([])
  })

  it('that the catalogue leaves open is asked for', async () => {
    const env = { ASSAY_ZENDESK_TOKEN: canary }
    const error = await trouble(openDirect({ api: 'zendesk', connection: 'mine', reach: {}, env }))
    expect(error).toMatchObject({ fix: 'Give it in the spec: apis.zendesk.config.subdomain.' })
    const signed = await trouble(
      openDirect({ api: 'trello', connection: 'mine', reach: {}, env: { ASSAY_TRELLO_TOKEN: canary } }),
    )
    expect(signed).toMatchObject({ fix: 'Use the upstream "nango".' })
  })
})
