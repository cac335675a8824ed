import { Nango } from '@nangohq/node'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { openThroughNango } from '../../src/gateway/live/live-api.ts'
import { type TestGateway, openTestGateway } from '../../src/gateway/open-test-gateway.ts'
import { openLiveApis } from '../../src/open-live-apis.ts'
import { parseSpec } from '../../src/plan/parse-spec.ts'
import { planSpec } from '../../src/plan/plan.ts'
import { openStandIn } from '../../src/standins/open-stand-in.ts'
import { formsOfSecret } from '../forms-of-secret.ts'
import { closeAll, listen } from './direct-rig.ts'
import { type PeerConnection, type PeerNango, openPeerNango } from './peer-nango.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

const secretKey = '4b8f2f0e-canary-of-the-secret-key'
const credential = 'xoxb-canary-of-the-connection/1+2='

async function openPeer(connections?: readonly PeerConnection[]): Promise<PeerNango> {
  const peer = await openPeerNango({ secretKey, connections: connections ?? [await slackConnection()] })
  opened.push(peer)
  return peer
}

async function slackConnection(more: Partial<PeerConnection> = {}): Promise<PeerConnection> {
  const standIn = await openStandIn('slack', { seed: 1, credential })
  opened.push(standIn)
  const api = (request: Request) => standIn.fetch(request)
  return { id: 'test-account', integration: 'slack', provider: 'slack', credential, api, ...more }
}

async function openLive(
  peer: Pick<PeerNango, 'url'>,
  more: { connection?: string; key?: string; integration?: string } = {},
) {
  const { connection = 'test-account', key = secretKey, integration } = more
  const live = await openThroughNango({
    api: 'slack',
    connection,
    reach: integration === undefined ? {} : { integration },
    nango: {},
    env: { NANGO_HOSTPORT: peer.url, NANGO_SECRET_KEY: key },
  })
  opened.push(live)
  return live
}

/** As a run does before its first attempt. */
function openPlanned({ url }: Pick<PeerNango, 'url'>) {
  const text = `version: 1
models: [rehearsal/author]
apis:
  slack:
    connection: test-account
    interactions:
      send-message: { does: Send a message., operations: [POST /chat.postMessage] }
`
  const plan = planSpec(parseSpec(text, 'a.yaml', []), { embedded: [], upstream: 'nango' })
  return openLiveApis({ plan, keys: { NANGO_HOSTPORT: url, NANGO_SECRET_KEY: secretKey } })
}

async function openGateway(peer: PeerNango, more: Parameters<typeof openLive>[1] = {}): Promise<TestGateway> {
  const { upstream, baseUrl, connectionConfig } = await openLive(peer, more)
  const options = { upstream, baseUrl, connectionConfig, connection: 'test-account' }
  const test = await openTestGateway(() => new Response(), options)
  opened.push(test)
  return test
}

/** Where nothing listens any more. */
async function closedAddress(): Promise<string> {
  const peer = await openPeerNango({ secretKey, connections: [] })
  await peer[Symbol.asyncDispose]()
  return peer.url
}

const trouble = (opening: Promise<unknown>) => opening.catch((error: { message: string; fix: string }) => error)

describe('the upstream nango', () => {
  it('asks the API through the connection, and records it as any other', async () => {
    const test = await openGateway(await openPeer())
    const answer = await test.proxy('users.list?limit=2', { headers: { Retries: '3' } })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true })
    expect(test.gateway.recording).toMatchObject([
      {
        kind: 'proxy',
        url: 'https://slack.com/api/users.list?limit=2',
        upstream: 'nango',
        upstreamCalls: 1,
        status: 200,
      },
    ])
  })

  it('passes on the headers that a function chose, and a body with its type', async () => {
    const seen: Request[] = []
    const api = async (request: Request) => {
      seen.push(request.clone())
      return Response.json({ ok: true })
    }
    const test = await openGateway(await openPeer([await slackConnection({ api })]))
    await test.proxy('chat.postMessage', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'Nango-Proxy-X-Own': 'yes', 'Base-Url-Override': '' },
      body: '{"text":"hi"}',
    })
    expect(Object.fromEntries(seen[0]!.headers)).toMatchObject({ 'x-own': 'yes', 'content-type': 'application/json' })
    expect(await seen[0]?.text()).toBe('{"text":"hi"}')
    expect(seen[0]?.headers.get('authorization')).toBe(`Bearer ${credential}`)
  })

  it('lets neither the key nor the credential through, however they come back', async () => {
    const both = [credential, secretKey].flatMap((secret) => Object.values(formsOfSecret(secret)))
    const api = async () => Response.json({ ok: false, error: both.join(' ') }, { headers: { 'x-echo': both[0]! } })
    const test = await openGateway(await openPeer([await slackConnection({ api })]))
    const answer = await test.proxy('users.list')
    const shown = await test.ask('/connections/test-account?provider_config_key=slack')
    const written = readFileSync(test.recordingPath, 'utf8')
    for (const form of both) {
      for (const text of [answer.body, JSON.stringify(answer.headers), shown.body, written])
        expect(text).not.toContain(form)
    }
  })

  it('shows functions what the catalogue declares of a connection, and nothing that came with its token', async () => {
    const config = { 'incoming_webhook.url': 'https://hooks.example/T1/secret', bot_user_id: 'U1' }
    const test = await openGateway(await openPeer([await slackConnection({ config })]))
    const shown = await test.ask('/connections/test-account?provider_config_key=slack')
    expect(JSON.parse(shown.body)).toMatchObject({ connection_config: { provider: 'slack' } })
    expect(shown.body).not.toContain('hooks.example')
  })
})

describe('a connection is looked up before anything is spent', () => {
  it('says which there are when the one that was named is missing', async () => {
    const error = await trouble(openLive(await openPeer(), { connection: 'nobody' }))
    expect(error).toMatchObject({ message: 'Nango has no connection "nobody".' })
    expect((error as { fix: string }).fix).toContain('test-account')
  })

  it('says that there is none at all', async () => {
    const error = await trouble(openLive(await openPeer([]), {}))
    expect(error).toMatchObject({ message: expect.stringContaining('none of slack at all') as string })
  })

  it('refuses one of another provider, and one that is under another name', async () => {
    const other = await slackConnection({ integration: 'github', provider: 'github' })
    const error = await trouble(openLive(await openPeer([other])))
    expect(error).toMatchObject({ message: 'The connection "test-account" belongs to "github", not to slack.' })
    const renamed = await openPeer([await slackConnection({ integration: 'slack-dev' })])
    expect(await trouble(openLive(renamed))).toMatchObject({
      fix: 'Say so in the spec: apis.slack.integration: slack-dev',
    })
    expect((await openLive(renamed, { integration: 'slack-dev' })).baseUrl).toBe('https://slack.com/api')
  })

  it('refuses one that Nango itself calls broken', async () => {
    const peer = await openPeer([await slackConnection({ errors: [{ type: 'auth' }] })])
    expect(await trouble(openLive(peer))).toMatchObject({
      fix: expect.stringContaining('Connect the test account again') as string,
    })
  })

  it('refuses one whose scopes are told and are too few for what is to be built', async () => {
    const few = await openPeer([await slackConnection({ scope: 'channels:read,users:read' })])
    const error = await trouble(openPlanned(few))
    expect(error).toMatchObject({ message: 'The credential of "slack" lacks scopes: chat:write (for send-message).' })
    const enough = await openPeer([await slackConnection({ scope: 'channels:read,chat:write' })])
    opened.push((await openPlanned(enough)) as AsyncDisposable)
  })

  it('says so when the key is wrong or missing, and never repeats it', async () => {
    const peer = await openPeer()
    const wrong = await trouble(openLive(peer, { key: 'canary-of-a-wrong-key' }))
    expect(wrong).toMatchObject({ message: `Nango at ${peer.url} refuses the key in NANGO_SECRET_KEY.` })
    expect(JSON.stringify(wrong)).not.toContain('canary')
    expect(await trouble(openLive(peer, { key: '' }))).toMatchObject({
      message: expect.stringContaining('NANGO_SECRET_KEY') as string,
    })
  })

  it('says so when nothing answers, or something else does', async () => {
    expect(await trouble(openLive({ url: await closedAddress() }))).toMatchObject({
      message: expect.stringContaining('refuses connections') as string,
    })
    const other = createServer((_, response) => response.end('{"hello": "world"}'))
    const stranger = `http://${await listen(other)}`
    expect(await trouble(openLive({ url: stranger }))).toMatchObject({
      message: expect.stringContaining('does not speak like Nango') as string,
    })
    await closeAll()
    expect(await trouble(openLive({ url: 'http://nango.example' }))).toMatchObject({
      message: expect.stringContaining('not one to send a credential to') as string,
    })
  })
})

describe('the peer', () => {
  it('answers the real client of Nango', async () => {
    const peer = await openPeer()
    const nango = new Nango({ host: peer.url, secretKey })
    const { connections } = await nango.listConnections({ connectionId: 'test-account' })
    expect(connections).toMatchObject([{ connection_id: 'test-account', provider: 'slack' }])
    expect(await nango.getConnection('slack', 'test-account')).toMatchObject({
      credentials: { access_token: credential },
    })
    expect(await nango.getToken('slack', 'test-account')).toBe(credential)
    expect((await nango.getIntegration({ uniqueKey: 'slack' })).data).toMatchObject({ provider: 'slack' })
    await nango.setMetadata('slack', 'test-account', { team: 'one' })
    await nango.updateMetadata('slack', 'test-account', { more: 'two' })
    expect(await nango.getMetadata('slack', 'test-account')).toEqual({ team: 'one', more: 'two' })
    const through = { providerConfigKey: 'slack', connectionId: 'test-account', retries: 1 }
    const users = await nango.get<{ ok: boolean }>({ ...through, endpoint: '/users.list', params: { limit: '2' } })
    expect(users.data.ok).toBe(true)
    const posted = await nango.post<{ ok: boolean }>({
      ...through,
      endpoint: '/chat.postMessage',
      data: { channel: 'no', text: 'x' },
    })
    expect(posted.data.ok).toBe(false)
    const stranger = new Nango({ host: peer.url, secretKey: '3b8f2f0e-0000-4000-8000-000000000000' })
    await expect(stranger.listConnections()).rejects.toMatchObject({ response: { status: 401 } })
  })
})
