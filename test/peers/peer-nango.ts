import { getProvider } from '@nangohq/providers'
import { chmod } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Json, JsonObject } from '../../src/lib/json.ts'

/** What the API behind a connection answers; the peer has added the credential. */
export type PeerApi = (request: Request) => Promise<Response>

export interface PeerConnection {
  readonly id: string
  /** Unique key of its integration. */
  readonly integration: string
  readonly provider: string
  /** Nobody but Nango and the API should ever see it. */
  readonly credential: string
  readonly api: PeerApi
  readonly config?: JsonObject
  readonly scope?: string
  readonly errors?: readonly { readonly type: string }[]
}

export interface PeerOptions {
  readonly secretKey: string
  readonly connections: readonly PeerConnection[]
  /** A unix socket to answer at as well, for clients in boxes. */
  readonly socketPath?: string
  /** Runs an action that was deployed. */
  readonly trigger?: (deployed: Deployed, call: TriggerCall) => Promise<Json>
}

export interface TriggerCall {
  readonly connection: PeerConnection
  readonly input: Json
}

/** One function of a deployment, as the CLI sends it. */
export interface Deployed {
  readonly syncName: string
  readonly providerConfigKey: string
  readonly type: 'action' | 'sync'
  readonly fileBody: { readonly js: string; readonly ts: string }
}

/**
 * The part of Nango's server that its CLI, its client and Assay use, over HTTP, with stand-ins behind its connections.
 * Answers as the real one was measured to: routes, shapes, refusals, what its proxy adds and leaves out.
 */
export interface PeerNango extends AsyncDisposable {
  readonly url: string
  readonly deployed: readonly Deployed[]
  /** `METHOD path` of what was asked, without query. */
  readonly asked: readonly string[]
}

interface House extends PeerOptions {
  readonly metadata: Map<string, JsonObject>
  readonly deployed: Deployed[]
  readonly asked: string[]
}

export async function openPeerNango(options: PeerOptions): Promise<PeerNango> {
  const house: House = { ...options, metadata: new Map(), deployed: [], asked: [] }
  const handle: RequestListener = (request, response) => {
    answer(request, house).then(
      (answered) => send(response, answered),
      (error: unknown) => send(response, failure(500, 'server_error', String(error))),
    )
  }
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { socketPath } = options
  const boxed = socketPath === undefined ? undefined : createServer(handle)
  if (boxed && socketPath !== undefined) {
    await new Promise<void>((resolve) => boxed.listen(socketPath, resolve))
    await chmod(socketPath, 0o666)
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deployed: house.deployed,
    asked: house.asked,
    async [Symbol.asyncDispose]() {
      for (const each of [server, boxed]) {
        const closed = new Promise((resolve) => (each ? each.close(resolve) : resolve(undefined)))
        each?.closeAllConnections()
        await closed
      }
    },
  }
}

interface Asked {
  readonly url: URL
  readonly request: IncomingMessage
  readonly body: Buffer<ArrayBuffer>
  readonly house: House
  /** What the route's pattern caught. */
  readonly part: string
}

type Route = readonly [method: RegExp, path: RegExp, answer: (asked: Asked) => Response | Promise<Response>]

const routes: readonly Route[] = [
  [/./, /^\/proxy\/(.*)$/, proxied],
  [/GET/, /^\/connections?\/?$/, listed],
  [/POST|PATCH/, /^\/connections?\/metadata$/, changed],
  [/GET/, /^\/connections?\/([^/]+)$/, shown],
  [/GET/, /^\/integrations\/([^/]+)$/, integration],
  [/GET/, /^\/environment-variables$/, () => Response.json([{ name: 'REGION', value: 'eu' }])],
  [/GET/, /^\/records\/?$/, () => Response.json({ records: [], next_cursor: null })],
  [/POST/, /^\/sync\/deploy\/confirmation$/, confirmed],
  [/POST/, /^\/sync\/deploy$/, deployed],
  [/POST/, /^\/action\/trigger$/, triggered],
]

async function answer(request: IncomingMessage, house: House): Promise<Response> {
  // Kept as it came: an address that is taken apart and put together again is another one.
  const [path = '/', search = ''] = (request.url ?? '/').split(/(?=\?)/)
  const url = new URL(`http://peer${search}`)
  house.asked.push(`${request.method} ${path}`)
  const body = Buffer.from(await buffer(request))
  if (path === '/health') return Response.json({ result: 'ok' })
  if (path === '/cli/telemetry') return Response.json({ success: true })
  if (request.headers.authorization === undefined) return failure(401, 'missing_auth_header', 'No key was given.')
  if (request.headers.authorization !== `Bearer ${house.secretKey}`) {
    return failure(401, 'unknown_account', 'There is no account with this key.')
  }
  const route = routes.find(([method, pattern]) => method.test(request.method ?? '') && pattern.test(path))
  if (!route) return failure(404, 'not_found', `${request.method} ${path}`)
  const [, part = ''] = route[1].exec(path) ?? []
  return route[2]({ url, request, body, house, part })
}

const since = '2026-01-01T00:00:00.000Z'

function summary(connection: PeerConnection, { metadata, connections }: House) {
  return {
    id: connections.indexOf(connection) + 1,
    connection_id: connection.id,
    provider_config_key: connection.integration,
    provider: connection.provider,
    errors: connection.errors ?? [],
    end_user: null,
    tags: {},
    metadata: metadata.get(connection.id) ?? null,
  }
}

function listed({ url, house }: Asked): Response {
  const [id, integrations] = [url.searchParams.get('connectionId'), url.searchParams.get('integrationId')]
  const found = house.connections.filter(
    (each) => (id ?? each.id) === each.id && (integrations ?? each.integration).split(',').includes(each.integration),
  )
  return Response.json({ connections: found.map((each) => ({ ...summary(each, house), created: since })) })
}

function shown({ url, house, part }: Asked): Response {
  const key = url.searchParams.get('provider_config_key')
  const found = house.connections.find((each) => each.id === decodeURIComponent(part) && each.integration === key)
  if (!found) return failure(404, 'not_found', `No connection ${part} of ${key}`)
  const { credential, scope } = found
  const raw = { access_token: credential, token_type: 'bearer', ...(scope !== undefined && { scope }) }
  return Response.json({
    ...summary(found, house),
    connection_config: found.config ?? {},
    webhook_url_override: null,
    created_at: since,
    updated_at: since,
    last_fetched_at: since,
    credentials: { type: 'OAUTH2', access_token: found.credential, raw },
  })
}

function integration({ url, house, part }: Asked): Response {
  const found = house.connections.find((each) => each.integration === decodeURIComponent(part))
  if (!found) return failure(404, 'not_found', `Integration "${part}" does not exist`)
  const webhook = url.searchParams.getAll('include').includes('webhook')
  return Response.json({
    data: {
      unique_key: found.integration,
      provider: found.provider,
      display_name: found.provider,
      logo: '',
      created_at: since,
      updated_at: since,
      forward_webhooks: true,
      ...(webhook && { webhook_url: `http://peer/webhook/${found.integration}` }),
    },
  })
}

function changed({ request, body, house }: Asked): Response {
  const { connection_id: ids, metadata } = JSON.parse(body.toString()) as {
    connection_id: string | string[]
    metadata: JsonObject
  }
  for (const id of [ids].flat()) {
    house.metadata.set(id, request.method === 'POST' ? metadata : { ...house.metadata.get(id), ...metadata })
  }
  return Response.json(JSON.parse(body.toString()), { status: request.method === 'POST' ? 201 : 200 })
}

function connectionOf({ request, house }: Asked): PeerConnection | undefined {
  const { 'connection-id': id, 'provider-config-key': key } = request.headers
  return house.connections.find((each) => each.id === id && each.integration === key)
}

/** Only headers with its prefix go on, and never a header that would take the place of the credential. */
async function proxied(asked: Asked): Promise<Response> {
  const { request, body, url, part } = asked
  const connection = connectionOf(asked)
  if (!connection)
    return failure(400, 'unknown_connection', 'No connection matches Connection-Id and Provider-Config-Key')
  const base = request.headers['base-url-override'] || getProvider(connection.provider)?.proxy?.base_url
  const headers = new Headers()
  const contentType = request.headers['content-type']
  if (contentType !== undefined && body.length > 0) headers.set('content-type', contentType)
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith('nango-proxy-') && typeof value === 'string')
      headers.set(name.slice('nango-proxy-'.length), value)
  }
  headers.set('authorization', `Bearer ${connection.credential}`)
  const hasBody = body.length > 0 && request.method !== 'GET'
  return connection.api(
    new Request(`${String(base)}/${part.replace(/^\/+/, '')}${url.search}`, {
      method: request.method ?? 'GET',
      headers,
      body: hasBody ? body : null,
    }),
  )
}

interface Deployment {
  readonly flowConfigs: readonly Deployed[]
}

function confirmed({ body, house }: Asked): Response {
  const { flowConfigs } = JSON.parse(body.toString()) as Deployment
  const known = (each: Deployed) => house.deployed.some((old) => isSameFunction(old, each))
  const named = (type: Deployed['type'], isUpdate: boolean) =>
    flowConfigs
      .filter((each) => each.type === type && known(each) === isUpdate)
      .map(({ syncName: name, providerConfigKey }) => ({ name, providerConfigKey, connections: 0 }))
  return Response.json({
    newSyncs: named('sync', false),
    updatedSyncs: named('sync', true),
    deletedSyncs: [],
    newActions: named('action', false),
    updatedActions: named('action', true),
    deletedActions: [],
    newOnEventScripts: [],
    updatedOnEventScripts: [],
    deletedOnEventScripts: [],
    deletedModels: [],
  })
}

function isSameFunction(one: Deployed, other: Deployed): boolean {
  return one.syncName === other.syncName && one.providerConfigKey === other.providerConfigKey
}

function deployed({ body, house }: Asked): Response {
  const { flowConfigs } = JSON.parse(body.toString()) as Deployment
  const unknown = flowConfigs.find(
    (flow) => !house.connections.some((each) => each.integration === flow.providerConfigKey),
  )
  if (unknown) return failure(400, 'unknown_provider_config', `There is no integration ${unknown.providerConfigKey}`)
  for (const flow of flowConfigs) {
    const at = house.deployed.findIndex((old) => isSameFunction(old, flow))
    house.deployed.splice(at < 0 ? house.deployed.length : at, at < 0 ? 0 : 1, flow)
  }
  return Response.json(flowConfigs.map(({ syncName, ...rest }) => ({ ...rest, name: syncName, fileBody: undefined })))
}

async function triggered(asked: Asked): Promise<Response> {
  const { body, house } = asked
  const { action_name: name, input = null } = JSON.parse(body.toString()) as { action_name: string; input?: Json }
  const connection = connectionOf(asked)
  if (!connection) return failure(404, 'unknown_connection', 'No such connection')
  const found = house.deployed.find(
    (each) => each.syncName === name && each.providerConfigKey === connection.integration,
  )
  if (!found || !house.trigger) return failure(404, 'action_not_found', `No action ${name}`)
  return Response.json(await house.trigger(found, { connection, input }))
}

function failure(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status })
}

async function send(response: ServerResponse, answered: Response): Promise<void> {
  const body = Buffer.from(await answered.arrayBuffer())
  const headers = [...answered.headers].filter(
    ([name]) => !/^(content-length|transfer-encoding|access-control-.*)$/.test(name),
  )
  response.writeHead(answered.status, Object.fromEntries(headers))
  response.end(body)
}
