import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent } from 'undici'
import { afterEach } from 'vitest'
import { unprivileged } from '../../box/unprivileged.ts'
import { openModelGateway, type ModelGatewayOptions } from '../model-gateway.ts'
import type { Registration } from './session.ts'

export const key = 'sk-peer-5b1c9e'
export const payer = { api: 'slack', interaction: 'slack/x' }
const m1 = { m1: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } }
const cleanUps: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

export const chatUsage = { prompt_tokens: 1000, prompt_tokens_details: { cached_tokens: 400 }, completion_tokens: 50 }
export const chatAnswer = { choices: [], usage: chatUsage }

export type Peer = (response: ServerResponse) => Promise<void>

export function json(body: object): Peer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
}

export function events(...bodies: readonly object[]): Peer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const body of bodies) response.write(`event: x\ndata: ${JSON.stringify(body)}\n\n`)
    response.end()
  }
}

interface RigOptions extends Partial<ModelGatewayOptions> {
  readonly kind?: 'openai' | 'anthropic'
  readonly baseUrl?: string
  readonly prices?: Record<string, { input: number; output: number }>
}

/** A provider that answers as `peer` does, a gateway before it, and one registered session. */
export async function rig(peer: Peer, options: RigOptions = {}, registration: Partial<Registration> = {}) {
  const upstream = await startPeer(peer)
  const dir = await mkdtemp(join(tmpdir(), 'model-gateway-'))
  cleanUps.push(() => rm(dir, { recursive: true }))
  const { kind = 'openai', baseUrl = upstream.baseUrl, prices: table = m1, ...rest } = options
  const providers = { peer: { baseUrl, key, keyName: 'PEER_KEY', kind, prices: table } }
  const gateway = await openModelGateway({ providers, pace: { backoffMs: 1 }, ...rest })
  cleanUps.push(async () => gateway[Symbol.asyncDispose]())
  const socketPath = join(dir, 'model.sock')
  await gateway.listen(socketPath, unprivileged())
  gateway.register('ses_1', { payer, model: 'peer/m1', ...registration })
  const dispatcher = new Agent({ connect: { socketPath } })
  cleanUps.push(async () => dispatcher.destroy())
  const ask = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    dispatcher.request({
      // The path is sent as it is written, dots and all.
      origin: 'http://cell',
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-id': 'ses_1', ...headers },
      body: JSON.stringify({ model: 'm1', ...body }),
    })
  return { gateway, peer: upstream, ask, socketPath }
}

async function startPeer(answer: Peer) {
  const requests: { url: string; headers: IncomingHttpHeaders; body: unknown }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    requests.push({
      url: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    })
    await answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { requests, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

export async function messageOf(answer: { readonly body: { json(): Promise<unknown> } }): Promise<string> {
  return ((await answer.body.json()) as { error: { message: string } }).error.message
}
