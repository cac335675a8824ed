import { request } from 'node:http'
import { join } from 'node:path'
import { openTempDir } from '../lib/temp-dir.ts'
import { openGateway } from './gateway.ts'
import type { Gateway, GatewayOptions } from './gateway.ts'

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface TestAsk {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Another token, or none at all. */
  readonly token?: string | null
}

/** For tests: a gateway in a temporary directory before a toy API, and a client on its socket. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway
  readonly recordingPath: string
  /** Requests that the toy API saw. */
  readonly seen: readonly Request[]
  ask(path: string, ask?: TestAsk): Promise<TestAnswer>
  /** As a function would, with the headers of the connection. */
  proxy(endpoint: string, ask?: TestAsk): Promise<TestAnswer>
}

export const testCredential = 'xyz-real-credential/of+the=account'

export async function openTestGateway(
  api: (request: Request) => Response | Promise<Response>,
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const temp = await openTempDir()
  const recordingPath = options.recordingPath ?? join(temp.dir, 'recording.jsonl')
  const seen: Request[] = []
  const fetch = async (request: Request) => {
    seen.push(request.clone())
    return api(request)
  }
  const whole: GatewayOptions = {
    socketPath: join(temp.dir, 'gateway.sock'),
    api: 'slack',
    connection: 'test-connection',
    upstream: { kind: 'embedded', fetch },
    ...(options.upstream === undefined && { credential: testCredential }),
    hardStop: true,
    ...options,
    recordingPath,
  }
  const gateway = await openGateway(whole)
  const ask = (path: string, ask: TestAsk = {}) => askSocket(gateway, path, ask)
  return {
    gateway,
    recordingPath,
    seen,
    ask,
    proxy: (endpoint, given = {}) =>
      ask(`/proxy/${endpoint}`, {
        ...given,
        headers: { 'Provider-Config-Key': whole.api, 'Connection-Id': whole.connection, ...given.headers },
      }),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await temp[Symbol.asyncDispose]()
    },
  }
}

function askSocket({ socketPath, token }: Gateway, path: string, ask: TestAsk): Promise<TestAnswer> {
  const authorization = ask.token === null ? {} : { Authorization: `Bearer ${ask.token ?? token}` }
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath, path, method: ask.method ?? 'GET', headers: { ...authorization, ...ask.headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(ask.body)
  })
}
