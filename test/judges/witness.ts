import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../../src/lib/json.ts'

/** One request of a client and its answer, as they went by. */
export interface Exchange {
  readonly method: string
  /** Without the query, and without the name of the API where the client kept it. */
  readonly path: string
  readonly query: string
  readonly userAgent: string
  readonly status: number
  /** Undefined when it was no JSON. */
  readonly answer: Json | undefined
}

/** Stands between a client and a served stand-in, changes nothing and writes down what goes by. */
export interface Witness extends AsyncDisposable {
  readonly origin: string
  readonly exchanges: readonly Exchange[]
}

export async function openWitness(api: string, port: number): Promise<Witness> {
  const exchanges: Exchange[] = []
  const agent = new Agent({ keepAlive: true })
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked
    const onward = request({ host: loopback, port, agent, method, path, headers }, (answered) => {
      void passOn(answered, answer).then((body) => exchanges.push(exchangeOf(api, asked, answered, body)))
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve))
  return {
    origin: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    exchanges,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

const loopback = '127.0.0.1'

/** The exchange is written down before the client has the end of its answer. */
async function passOn(answered: IncomingMessage, answer: ServerResponse): Promise<Buffer> {
  answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders)
  const body = Buffer.concat(await answered.toArray())
  setImmediate(() => answer.end(body))
  return body
}

function exchangeOf(api: string, asked: IncomingMessage, answered: IncomingMessage, body: Buffer): Exchange {
  const url = new URL(asked.url ?? '/', 'http://witness')
  const isJson = answered.headers['content-type']?.startsWith('application/json') === true
  return {
    method: asked.method ?? '',
    path: url.pathname.replace(new RegExp(`^/${api}(?=/)`), ''),
    query: url.search,
    userAgent: asked.headers['user-agent'] ?? '',
    status: answered.statusCode ?? 0,
    answer: isJson && body.length > 0 ? (JSON.parse(body.toString('utf8')) as Json) : undefined,
  }
}
