import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mintSecret } from '../../lib/mint-secret.ts'
import { UserError } from '../../lib/user-error.ts'
import { openStandIn, standInApis } from '../open-stand-in.ts'
import { answerRequest, type House, refusal } from './answer-request.ts'
import type { Address } from './local-links.ts'

/** Every embedded API over HTTP on this machine alone, each with one account that lives until disposal. */
export interface ServedStandIns extends AsyncDisposable {
  readonly port: number
  /** The only bearer token that is let in, by every API. */
  readonly credential: string
  readonly apis: readonly ServedApi[]
}

export interface ServedApi {
  readonly api: string
  /** Takes the place of `origin` in an address of the API, such as `http://127.0.0.1:4000/slack`. */
  readonly url: string
  /** Such as `https://slack.com`. */
  readonly origin: string
  readonly label: string
}

export interface ServeOptions {
  /** 0 takes any that is free. */
  readonly port: number
  readonly seed: number
  /** What the credential may do, at every API; everything when absent. */
  readonly scopes?: readonly string[]
  /** Which of them; all when absent. */
  readonly apis?: readonly string[]
}

/** Throws `UserError` for a port that cannot be had. */
export async function serveStandIns({ port, apis = standInApis, ...account }: ServeOptions): Promise<ServedStandIns> {
  const credential = mintSecret()
  const houses = new Map<string, House>()
  const server = createServer((request, response) => void handle(request, response, houses))
  const taken = await listen(server, port)
  for (const api of apis) {
    const address = { ...addressOf(api), url: `http://${loopback}:${taken}/${api}` }
    houses.set(api, { address, standIn: await openStandIn(api, { ...account, credential }) })
  }
  return {
    port: taken,
    credential,
    apis: [...houses].map(([api, { address, standIn }]) => ({
      api,
      url: address.url,
      origin: address.origins[0]!,
      label: standIn.label,
    })),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      for (const { standIn } of houses.values()) await standIn[Symbol.asyncDispose]()
    },
  }
}

const loopback = '127.0.0.1'

function addressOf(api: string): Omit<Address, 'url'> {
  const address = addresses[api]
  if (!address) throw new Error(`it is not known where ${api} lives`)
  return address
}

const addresses: Record<string, Omit<Address, 'url'>> = {
  'google-calendar': { origins: ['https://www.googleapis.com'], bare: ['calendar'], links: [] },
  'google-drive': { origins: ['https://www.googleapis.com'], bare: ['drive', 'upload'], links: [] },
  'google-sheet': { origins: ['https://sheets.googleapis.com'], bare: ['v4'], links: [] },
  hubspot: { origins: ['https://api.hubapi.com'], bare: [], links: ['link'] },
  slack: { origins: ['https://slack.com', 'https://files.slack.com'], bare: [], links: ['upload_url'] },
}

async function handle(request: IncomingMessage, response: ServerResponse, houses: ReadonlyMap<string, House>) {
  try {
    await send(response, await answerRequest(request, houses))
  } catch (error) {
    // A bug of a stand-in, or a client that went away. Nobody is to take it for an answer of the vendor.
    if (response.headersSent || response.destroyed) return void response.destroy()
    await send(response, refusal(500, `The stand-in failed: ${error instanceof Error ? error.message : String(error)}`))
  }
}

async function send(response: ServerResponse, answered: Response): Promise<void> {
  const body = Buffer.from(await answered.arrayBuffer())
  const isEmpty = answered.status === 204 || answered.status === 304
  response.writeHead(answered.status, {
    ...Object.fromEntries(answered.headers),
    ...(!isEmpty && { 'content-length': body.length }),
  })
  response.end(isEmpty ? undefined : body)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const because = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message
      reject(new UserError(`Port ${port} cannot be had: ${because}.`, 'Name another one, or leave --port out.'))
    })
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port))
  })
}
