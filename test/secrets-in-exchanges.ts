import { readFileSync } from 'node:fs'
import { type RequestListener, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { constants, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type { Exchange } from '../src/gateway/exchange.ts'
import { fixtureOf } from '../src/gateway/fixture.ts'
import { type Gateway, openGateway } from '../src/gateway/gateway.ts'
import { openDirect } from '../src/gateway/live/live-api.ts'
import { writeHar } from '../src/gateway/write-har.ts'
import type { Json } from '../src/lib/json.ts'
import { openTempDir } from '../src/lib/temp-dir.ts'
import { secretSearch } from './forms-of-secret.ts'
import { type HostileAnswer, type HostileExchange, diceOf, hostileExchange } from './hostile-exchange.ts'

export interface Searched {
  /** Exchanges in the recording; those of control are none of them. */
  readonly recorded: number
  /** Exchanges in which the same search finds a secret as the API had sent it. */
  readonly planted: number
  /** What was found and should not be anywhere: where, and in which exchange. */
  readonly leaks: readonly string[]
}

const canaries = {
  ASSAY_SLACK_TOKEN: 'xoxb-4471902286-8830174652917-Qm7ZtLr2VwX9bKc4JpN1sYhD',
  ASSAY_SLACK_REFRESH_TOKEN: `rt/${Buffer.from('a refresh token, long enough?>').toString('base64')}`,
  ASSAY_SLACK_CLIENT_ID: 'client',
  ASSAY_SLACK_CLIENT_SECRET: `s+1/"Kq8>&'~Zr5vT2\\xW7yB=?'`,
}

/** Lets so many hostile exchanges go through a gateway, and looks for its secrets in all that comes out of it. */
export async function searchHostileExchanges(count: number, seed: number): Promise<Searched> {
  await using temp = await openTempDir()
  const dice = diceOf(seed)
  const answers = new Map<string, HostileAnswer>()
  await using api = await serve((incoming, response) => {
    const answer = answers.get(String(incoming.headers['x-case']))
    incoming.resume()
    if (answer) write(answer, response)
    else response.writeHead(400, { 'content-type': 'application/json' }).end('{"ok":false}')
  })
  const reach = { address: `${api.url}/api`, tokenAddress: `${api.url}/token` }
  await using live = await openDirect({ api: 'slack', connection: 'mine', reach, env: canaries })
  const recordingPath = join(temp.dir, 'recording.jsonl')
  const { upstream, baseUrl } = live
  const room = { socketPath: join(temp.dir, 's.sock'), api: 'slack', connection: 'mine', recordingPath }
  await using gateway = await openGateway({
    ...room,
    upstream,
    baseUrl,
    hardStop: false,
    allowance: Infinity,
    allowanceBytes: Infinity,
  })
  const secrets = [canaries.ASSAY_SLACK_TOKEN, canaries.ASSAY_SLACK_REFRESH_TOKEN, canaries.ASSAY_SLACK_CLIENT_SECRET]
  const all = [...secrets, gateway.token]
  const search = searchFor(all)
  const leaks: string[] = []
  let planted = 0
  for (let index = 0; index < count; index++) {
    const exchange = hostileExchange(dice, all)
    answers.set(String(index), exchange.answer)
    const { pieces, headers } = exchange.answer
    if ([Buffer.concat(pieces), Buffer.from(JSON.stringify(headers))].some((bytes) => search(bytes).length > 0))
      planted++
    const before = gateway.recording.length
    const received = await gateway.failing(exchange.faults, () => ask(gateway, exchange, index))
    const written = gateway.recording.slice(before)
    const where = (place: string) => (what: string) => `${index}: ${exchange.what}: ${place} has ${what}`
    leaks.push(
      ...received.flatMap(search).map(where('the answer')),
      ...written.flatMap((each) => searchIn(each, search)).map(where('the recording')),
    )
    answers.delete(String(index))
  }
  leaks.push(...(await searchFiles({ gateway, recordingPath, dir: temp.dir, search })))
  return { recorded: gateway.recording.length, planted, leaks }
}

type Search = (bytes: Buffer) => string[]

interface Written {
  readonly gateway: Gateway
  readonly recordingPath: string
  readonly dir: string
  readonly search: Search
}

/** All that is made of a recording. */
async function searchFiles({ gateway, recordingPath, dir, search }: Written): Promise<string[]> {
  const har = join(dir, 'all.har')
  await writeHar(har, [{ title: 'all', recordingPath }], '0')
  const output = gateway.recording.at(-1)?.responseBody ?? null
  const fixture = fixtureOf({
    exchanges: gateway.recording,
    connection: 'mine',
    provider: 'slack',
    output: gateway.redacted(output as Json),
  })
  const files = {
    recording: readFileSync(recordingPath),
    har: readFileSync(har),
    fixture: Buffer.from(JSON.stringify(fixture)),
    failure: Buffer.from(gateway.failure ?? ''),
  }
  return Object.entries(files).flatMap(([name, bytes]) => search(bytes).map((what) => `the ${name} has ${what}`))
}

function searchIn(exchange: Exchange, search: Search): string[] {
  const lost = (exchange.faults ?? []).flatMap((fault) => (fault.kind === 'lost-answer' ? [fault] : []))
  const bodies = [exchange, ...lost].flatMap(({ responseBody, responseEncoding }) =>
    responseEncoding ? [Buffer.from(responseBody, 'base64')] : [Buffer.from(responseBody)],
  )
  const sent = Buffer.from(exchange.requestBody, 'base64')
  return [Buffer.from(JSON.stringify(exchange)), ...bodies, sent].flatMap(search)
}

/** In any form, in parts of 20 characters, in either case, with every other byte zero, within what is packed. */
function searchFor(secrets: readonly string[]): Search {
  const cases = secrets.flatMap((secret) => [secret, secret.toUpperCase(), secret.toLowerCase()])
  const whole = secretSearch(Object.fromEntries(cases.map((secret) => [secret.slice(0, 6), secret])))
  const parts = secrets.flatMap((secret) =>
    Array.from({ length: secret.length - 19 }, (_, at) => secret.slice(at, at + 20)),
  )
  const look = (bytes: Buffer) => {
    const text = bytes.toString('latin1').replaceAll(/(?:\\[rn])+|[\r\n\0]+/g, '')
    return [...whole(bytes), ...whole(text), ...parts.filter((part) => text.includes(part)).slice(0, 1)]
  }
  return (bytes) => [...look(bytes), ...unpackings(bytes).flatMap(look)]
}

function unpackings(bytes: Buffer): Buffer[] {
  return [gunzipSync, inflateSync, zstdDecompressSync].flatMap((unpack) => {
    try {
      return [
        unpack(bytes, { finishFlush: unpack === zstdDecompressSync ? constants.ZSTD_e_flush : constants.Z_SYNC_FLUSH }),
      ]
    } catch {
      // It was not packed that way.
      return []
    }
  })
}

function ask({ socketPath, token }: Gateway, exchange: HostileExchange, index: number): Promise<Buffer[]> {
  const { method, path, headers, body } = exchange
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        socketPath,
        path: `/proxy/${path}`,
        method,
        agent: false,
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
          'provider-config-key': 'slack',
          'connection-id': 'mine',
          'nango-proxy-x-case': String(index),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        // One that was cut is looked at as far as it came.
        response.on('close', () => resolve([Buffer.from(response.rawHeaders.join('\n')), Buffer.concat(chunks)]))
        response.on('error', () => undefined)
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve([]) : reject(error)))
    sent.end(body)
  })
}

function write({ status, headers, pieces, isCut }: HostileAnswer, response: Parameters<RequestListener>[1]): void {
  response.writeHead(status, headers)
  for (const piece of pieces) response.write(piece)
  if (isCut) response.destroy()
  else response.end()
}

async function serve(answer: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
