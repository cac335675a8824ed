import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { openDirect } from '../../src/gateway/live/live-api.ts'
import { type TestGateway, openTestGateway } from '../../src/gateway/open-test-gateway.ts'
import type { Reach } from '../../src/plan/reach.ts'

/** A token that must not be seen anywhere. */
export const canary = 'xoxb-canary-of-the-token/1+2='

const opened: AsyncDisposable[] = []

/** What a test has opened, the last first. */
export async function closeAll(): Promise<void> {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
}

export async function keep<thing extends AsyncDisposable>(opening: Promise<thing>): Promise<thing> {
  const thing = await opening
  opened.push(thing)
  return thing
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push({ [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

export interface ToyApi {
  readonly address: string
  readonly seen: {
    readonly method: string
    readonly url: string
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }[]
}

/** An API over HTTP; a request for its bare address only asks whether it is there. */
export async function toyApi(answer: RequestListener): Promise<ToyApi> {
  const seen: ToyApi['seen'] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request
      if (url === '/api') return response.end()
      seen.push({ method, url, headers, body })
      answer(request, response)
    })
  })
  server.keepAliveTimeout = 100
  return { address: `http://${await listen(server)}/api`, seen }
}

interface Opening {
  readonly api?: string
  readonly reach?: Reach
  readonly env?: Readonly<Record<string, string>>
}

/** A gateway before an API that is asked directly. */
export async function openGateway({
  api = 'slack',
  reach = {},
  env = { ASSAY_SLACK_TOKEN: canary },
}: Opening): Promise<TestGateway> {
  const { upstream, baseUrl } = await keep(openDirect({ api, connection: 'mine', reach, env }))
  return keep(openTestGateway(() => new Response(), { api, upstream, baseUrl }))
}

/** What a person is told when it does not work. */
export const trouble = (opening: Promise<unknown>) =>
  opening.then(
    () => ({ message: 'none', fix: '' }),
    (error: { message: string; fix: string }) => error,
  )
