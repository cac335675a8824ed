import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { openDirect } from '../../src/gateway/live/live-api.ts'
import { openTempDir } from '../../src/lib/temp-dir.ts'
import { serveStandIns } from '../../src/standins/serve/serve-stand-ins.ts'
import { formsOfSecret } from '../forms-of-secret.ts'
import { canary, closeAll, keep, openGateway, toyApi, trouble } from './direct-rig.ts'

afterEach(closeAll)

describe('the upstream direct', () => {
  it('asks a served stand-in with the token of the environment, and records it', async () => {
    const served = await keep(serveStandIns({ port: 0, seed: 1, apis: ['slack'] }))
    const reach = { address: `${served.apis[0]?.url}/api` }
    const test = await openGateway({ reach, env: { ASSAY_SLACK_TOKEN: served.credential } })
    const answer = await test.proxy('users.list?limit=2')
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true })
    expect(test.gateway.recording).toMatchObject([{ kind: 'proxy', upstream: 'direct', status: 200, upstreamCalls: 1 }])
    expect(readFileSync(test.recordingPath, 'utf8')).not.toContain(served.credential)
  })

  it('lets the token through in no form, whatever the API does with it', async () => {
    const forms = Object.values(formsOfSecret(canary))
    const api = await toyApi((_, response) =>
      response.writeHead(200, { 'x-echo': canary, location: `/${canary}` }).end(JSON.stringify(forms)),
    )
    const test = await openGateway({ reach: { address: api.address } })
    const answer = await test.proxy('auth.test')
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${canary}`)
    const all = [answer.body, JSON.stringify(answer.headers), readFileSync(test.recordingPath, 'utf8')].join('\n')
    expect(forms.filter((form) => all.includes(form))).toEqual([])
  })

  it('asks as the catalogue says: keys in headers, names and passwords, keys in the query', async () => {
    const api = await toyApi((_, response) => response.end('{}'))
    const address = api.address
    const key = await openGateway({ api: 'sendgrid', reach: { address }, env: { ASSAY_SENDGRID_TOKEN: 'canary-key' } })
    await key.proxy('v3/user')
    const env = { ASSAY_GONG_USERNAME: 'canary-name', ASSAY_GONG_PASSWORD: 'canary-password' }
    const basic = await openGateway({ api: 'gong', reach: { address }, env })
    await basic.proxy('v2/users')
    expect(api.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer canary-key',
      `Basic ${Buffer.from('canary-name:canary-password').toString('base64')}`,
    ])
  })

  it('does what a function asks for with the credential of the person alone', async () => {
    const api = await toyApi((_, response) => response.end('{}'))
    const test = await openGateway({ reach: { address: api.address } })
    const own = await test.proxy('auth.test', { headers: { 'Nango-Proxy-Authorization': 'Bearer other' } })
    expect(own.status).toBe(403)
    await test.proxy('auth.test', { headers: { 'Nango-Proxy-Cookie': 'a=1', 'Nango-Proxy-Host': 'evil.example' } })
    expect(api.seen[0]?.headers.cookie).toBeUndefined()
    expect(api.seen[0]?.headers.host).not.toContain('evil')
  })
})

describe('an address that an agent gives', () => {
  const hostile = [
    'https://evil.example/x',
    '//evil.example/x',
    '///evil.example/x',
    'https:%2F%2Fevil.example/x',
    'https%3A%2F%2Fevil.example/x',
    '%2F%2Fevil.example/x',
    '../../admin',
    'a/../../../admin',
    '%2e%2e/%2e%2e/admin',
    '..%2f..%2fadmin',
    '.%2e/.%2E/admin',
    '..%5c..%5cadmin',
    '..;/..;/admin',
    '..%3bx/admin',
    '%252e%252e/%252e%252e/admin',
    '..%25252f..%25252fadmin',
    '\\\\evil.example\\x',
    'file:///etc/passwd',
  ]
  it.each(hostile)('%s is refused with what to do instead, and nothing is asked', async (endpoint) => {
    const api = await toyApi((_, response) => response.end('{}'))
    const test = await openGateway({ reach: { address: api.address } })
    const answer = await test.proxy(endpoint)
    expect(answer.status).toBe(403)
    expect(answer.body).toMatch(/relative to|plain path below/)
    expect(api.seen).toEqual([])
  })

  it.each(['@evil.example/x', 'x@evil.example', 'evil.example', ':80/x', '?u=https://evil.example'])(
    '%s stays below the base, whatever it looks like',
    async (endpoint) => {
      const api = await toyApi((_, response) => response.end('{}'))
      const test = await openGateway({ reach: { address: api.address } })
      await test.proxy(endpoint)
      expect(api.seen.map(({ url }) => url)).toEqual([expect.stringMatching(/^\/api\//)])
    },
  )

  it('may name no other host by a header either', async () => {
    const api = await toyApi((_, response) => response.end('{}'))
    const evil = await toyApi((_, response) => response.end('{}'))
    const test = await openGateway({ reach: { address: api.address } })
    const refused = await test.proxy('auth.test', { headers: { 'Base-Url-Override': evil.address } })
    expect(refused.status).toBe(403)
    await test.proxy('auth.test', { headers: { 'Nango-Proxy-Base-Url-Override': evil.address } })
    expect([api.seen.length, evil.seen.length]).toEqual([1, 0])
  })

  it('is not followed when the API redirects, to another host or to its own', async () => {
    const evil = await toyApi((_, response) => response.end('{}'))
    const api = await toyApi((_, response) => response.writeHead(302, { location: `${evil.address}/x` }).end())
    const test = await openGateway({ reach: { address: api.address } })
    const answer = await test.proxy('auth.test')
    expect(answer.status).toBe(302)
    expect(answer.headers).toMatchObject({ 'x-upstream-location': `${evil.address}/x` })
    expect(evil.seen).toEqual([])
  })
})

describe('a credential', () => {
  it('is asked for by the name of its variable', async () => {
    const error = await trouble(openDirect({ api: 'google-calendar', connection: 'mine', reach: {}, env: {} }))
    expect(error).toMatchObject({
      message: 'There is no credential for "google-calendar": ASSAY_GOOGLE_CALENDAR_TOKEN is not set.',
    })
  })

  it('in a file is taken from one that nobody else may read', async () => {
    const { dir } = await keep(openTempDir())
    const file = join(dir, 'slack.json')
    writeFileSync(file, JSON.stringify({ token: canary }), { mode: 0o600 })
    const api = await toyApi((_, response) => response.end('{}'))
    const reach = { address: api.address, credential: { file } }
    await (await openGateway({ reach, env: {} })).proxy('auth.test')
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${canary}`)
    chmodSync(file, 0o640)
    expect(await trouble(openGateway({ reach, env: {} }))).toMatchObject({ fix: `Type: chmod 600 ${file}` })
    symlinkSync(file, join(dir, 'link.json'))
    const link = { ...reach, credential: { file: join(dir, 'link.json') } }
    expect(await trouble(openGateway({ reach: link, env: {} }))).toMatchObject({
      message: expect.stringContaining('it is a link') as string,
    })
    writeFileSync(file, `token: ${canary}`)
    chmodSync(file, 0o600)
    expect(JSON.stringify(await trouble(openGateway({ reach, env: {} })))).not.toContain('canary')
  })

  const refreshing = { refreshToken: 'canary-refresh-1', clientId: 'client', clientSecret: 'canary-client-secret' }

  /** Accepts the newest token that its token endpoint gave. */
  async function renewingApi(first: string) {
    let number = 0
    let valid = first
    const api = await toyApi((request, response) => {
      if (request.url === '/token') {
        valid = `canary-token-${++number}`
        response.end(
          JSON.stringify({ access_token: valid, refresh_token: `canary-refresh-${number + 1}`, expires_in: 3600 }),
        )
        return
      }
      const isIn = request.headers.authorization === `Bearer ${valid}`
      response.writeHead(isIn ? 200 : 401).end(JSON.stringify({ echo: request.headers.authorization }))
    })
    return { ...api, reach: { address: api.address, tokenAddress: new URL('/token', api.address).href } }
  }

  it('is renewed once when it is refused, for all who ask at the same time, and kept where it came from', async () => {
    const { dir } = await keep(openTempDir())
    const file = join(dir, 'google.json')
    writeFileSync(file, JSON.stringify({ token: 'canary-token-0', ...refreshing }), { mode: 0o600 })
    const elsewhere = join(dir, 'elsewhere')
    writeFileSync(elsewhere, '')
    symlinkSync(elsewhere, `${file}.new`)
    const api = await renewingApi('something else')
    const test = await openGateway({ api: 'google-calendar', reach: { ...api.reach, credential: { file } }, env: {} })
    const answers = await Promise.all([test.proxy('a'), test.proxy('b'), test.proxy('c')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const renewals = api.seen.filter(({ url }) => url === '/token')
    expect(renewals).toHaveLength(1)
    expect(Object.fromEntries(new URLSearchParams(renewals[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'canary-refresh-1',
      client_id: 'client',
      client_secret: 'canary-client-secret',
    })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      token: 'canary-token-1',
      refreshToken: 'canary-refresh-2',
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(elsewhere, 'utf8')).toBe('')
    expect(answers.map(({ body }) => body).join() + readFileSync(test.recordingPath, 'utf8')).not.toContain('canary')
  })

  it('is renewed where Slack refuses it in an answer that says 200 and is packed', async () => {
    const long = { ok: true, members: Array.from({ length: 100 }, (_, index) => `member ${index}`) }
    const api = await toyApi((request, response) => {
      if (request.url === '/token') return void response.end('{"access_token":"canary-token-1","expires_in":3600}')
      const isIn = request.headers.authorization === 'Bearer canary-token-1'
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
      response.write(gzipSync(JSON.stringify(isIn ? long : { ok: false, error: 'token_expired' })))
      response.end()
    })
    const test = await openGateway({
      reach: { address: api.address, tokenAddress: new URL('/token', api.address).href },
      env: {
        ASSAY_SLACK_TOKEN: 'canary-token-0',
        ASSAY_SLACK_REFRESH_TOKEN: 'canary-refresh-1',
        ASSAY_SLACK_CLIENT_ID: 'client',
        ASSAY_SLACK_CLIENT_SECRET: 'canary-client-secret',
      },
    })
    expect(JSON.parse((await test.proxy('users.list')).body)).toEqual(long)
    expect(api.seen.map(({ url }) => url)).toEqual(['/api/users.list', '/token', '/api/users.list'])
  })

  it('is renewed before it ends, and at once where there is only the right to one', async () => {
    const api = await renewingApi('canary-token-0')
    const env = {
      ASSAY_HUBSPOT_REFRESH_TOKEN: 'canary-refresh-1',
      ASSAY_HUBSPOT_CLIENT_ID: 'client',
      ASSAY_HUBSPOT_CLIENT_SECRET: 'canary-client-secret',
    }
    const test = await openGateway({ api: 'hubspot', reach: api.reach, env })
    expect((await test.proxy('crm/v3/objects/contacts')).status).toBe(200)
    expect(api.seen.map(({ url }) => url)).toEqual(['/token', '/api/crm/v3/objects/contacts'])
  })

  it('that cannot be renewed ends in the refusal of the API, which stops the attempt', async () => {
    const api = await toyApi((request, response) =>
      response.writeHead(request.url === '/token' ? 400 : 401).end('{"error":"canary-refresh-1"}'),
    )
    const reach = { address: api.address, tokenAddress: new URL('/token', api.address).href }
    const env = {
      ASSAY_HUBSPOT_TOKEN: 'old',
      ASSAY_HUBSPOT_REFRESH_TOKEN: 'canary-refresh-1',
      ASSAY_HUBSPOT_CLIENT_ID: 'c',
      ASSAY_HUBSPOT_CLIENT_SECRET: 's',
    }
    const test = await openGateway({ api: 'hubspot', reach, env })
    expect((await test.proxy('crm/v3/objects/contacts')).status).toBe(401)
    expect(test.gateway.accessStops).toMatchObject([{ level: 'connection' }])
    expect((await test.proxy('crm/v3/objects/contacts')).body).toContain('report_blocked')
    const another = await openGateway({ api: 'hubspot', reach, env })
    await Promise.all([another.proxy('crm/v3/objects/a'), another.proxy('crm/v3/objects/b')])
    await another.proxy('crm/v3/objects/c')
    expect(api.seen.filter(({ url }) => url === '/token')).toHaveLength(2)
  })
})
