import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, type RequestOptions, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openGateway } from '../src/gateway/gateway.ts'
import { openDirect } from '../src/gateway/live/live-api.ts'
import { readRecording, verifyChain } from '../src/gateway/recording.ts'
import { openTempDir } from '../src/lib/temp-dir.ts'

// Measures the gateway: how many requests one core of it carries with everything on (recorded, chained, redacted, on
// disk before the answer), and how much later an answer comes by it than from the API itself. The gateway, the API and
// the clients are a process each, and only the gateway's own CPU seconds are counted, so that others on the machine
// blur the latency and not the rate. `node scripts/gateway-speed.ts`; `--profile DIR` leaves a CPU profile there.

const { values: flags } = parseArgs({
  options: {
    role: { type: 'string', default: 'all' },
    requests: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '20' },
    profile: { type: 'string' },
  },
})

const clients = 50
/** Of each client, in the measure of latency: what 50 agents that do nothing but ask one thing after the other come to. */
const pause = 200
const credential = 'xoxb-gateway-speed/0123456789+abcdef='

/** A page of a list, as APIs answer it: 2 KB. */
const page = JSON.stringify({
  ok: true,
  members: Array.from({ length: 14 }, (_, index) => ({
    id: `U0${index}ABCDEF`,
    name: `member-${index}`,
    profile: { email: `member-${index}@example.com`, title: 'Works here', image: `https://example.com/${index}.png` },
  })),
  response_metadata: { next_cursor: 'dXNlcjpVMDYxTkZUVDI=' },
})

/** Some requests read and some write, as functions do. */
function callOf(index: number): { readonly method: string; readonly path: string; readonly body?: string } {
  return index % 4 === 3
    ? {
        method: 'POST',
        path: 'chat.postMessage',
        body: JSON.stringify({ channel: `C${index}`, text: `Message ${index} of many, with some words in it.` }),
      }
    : { method: 'GET', path: `users.list?limit=14&cursor=page-${index}` }
}

async function serveApi(): Promise<string> {
  const server = createServer((incoming, response) => {
    incoming.resume()
    incoming.on('end', () =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': page.length }).end(page),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
}

type Kind = 'embedded' | 'direct'

interface Opened {
  readonly socketPath: string
  readonly token: string
  readonly recordingPath: string
}

async function serveGateway(): Promise<void> {
  const temp = await openTempDir()
  const [kind, address] = (await once(process, 'message'))[0] as readonly [Kind, string]
  const env = { ASSAY_SLACK_TOKEN: credential }
  const live = kind === 'direct' ? await openDirect({ api: 'slack', connection: 'own', reach: { address }, env }) : null
  const answer = { status: 200, headers: { 'content-type': 'application/json' } }
  const gateway = await openGateway({
    socketPath: join(temp.dir, 'gateway.sock'),
    api: 'slack',
    connection: 'own',
    ...(live
      ? { upstream: live.upstream, baseUrl: live.baseUrl }
      : { upstream: { kind: 'embedded', fetch: async () => new Response(page, answer) }, credential }),
    recordingPath: join(temp.dir, 'recording.jsonl'),
    allowance: Infinity,
    allowanceBytes: Infinity,
    hardStop: true,
  })
  const { socketPath, token } = gateway
  process.send?.({ socketPath, token, recordingPath: join(temp.dir, 'recording.jsonl') } satisfies Opened)
  process.on('message', (message) => {
    if (message === 'usage') process.send?.(usage())
    else void end()
  })
  async function end() {
    await gateway[Symbol.asyncDispose]()
    await live?.[Symbol.asyncDispose]()
    const exchanges = readRecording(join(temp.dir, 'recording.jsonl'))
    process.send?.({ chain: verifyChain(exchanges).kind, exchanges: exchanges.length })
    await temp[Symbol.asyncDispose]()
    process.disconnect()
  }
}

interface Usage {
  readonly cpuSeconds: number
  readonly megabytes: number
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpuSeconds: (user + system) / 1e6, megabytes: process.memoryUsage.rss() / 1e6 }
}

interface Load {
  /** Where to: through a gateway, or to the API itself. */
  readonly to: Opened | { readonly address: string }
  /** So many requests as fast as they go, or for so many seconds at the pace of agents. */
  readonly amount: { readonly requests: number } | { readonly seconds: number }
}

interface Loaded {
  readonly requests: number
  readonly failed: number
  readonly milliseconds: readonly number[]
}

async function serveClients(): Promise<void> {
  process.send?.('ready')
  for (;;) {
    const [load] = (await once(process, 'message')) as [Load]
    process.send?.(await carry(load))
  }
}

async function carry({ to, amount }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const milliseconds: number[] = []
  let [started, failed] = [0, 0]
  const end = 'seconds' in amount ? performance.now() + amount.seconds * 1000 : Infinity
  const isOver = () => ('requests' in amount ? started >= amount.requests : performance.now() >= end)
  const client = async (number: number) => {
    if ('seconds' in amount) await wait((pause * number) / clients)
    while (!isOver()) {
      const index = started++
      const began = performance.now()
      if ((await ask(agent, to, index)) !== 200) failed++
      const took = performance.now() - began
      milliseconds.push(took)
      if ('seconds' in amount) await wait(Math.max(0, pause - took))
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  agent.destroy()
  return { requests: milliseconds.length, failed, milliseconds }
}

function ask(agent: Agent, to: Load['to'], index: number): Promise<number> {
  const { method, path, body } = callOf(index)
  const json = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }
  const options: RequestOptions =
    'address' in to
      ? { ...where(to.address, path), headers: { ...json, authorization: `Bearer ${credential}` } }
      : { socketPath: to.socketPath, path: `/proxy/${path}`, headers: { ...json, ...headersOf(to) } }
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, agent, method }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function where(address: string, path: string): RequestOptions {
  const { hostname, port, pathname } = new URL(address)
  return { hostname, port, path: `${pathname}/${path}` }
}

/** As the SDK in a function sends them. */
function headersOf({ token }: Opened): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'provider-config-key': 'slack',
    'connection-id': 'own',
    'nango-is-script': 'true',
    'user-agent': 'nango-node-client/0.71.10',
    accept: 'application/json, text/plain, */*',
  }
}

function start(role: string, profile?: string): ChildProcess {
  const execArgv = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  return fork(fileURLToPath(import.meta.url), ['--role', role], { execArgv })
}

async function told<answer>(child: ChildProcess, message?: unknown): Promise<answer> {
  const answered = once(child, 'message')
  if (message !== undefined) child.send(message as string)
  return ((await answered) as [answer])[0]
}

async function measure(kind: Kind): Promise<string[]> {
  const api = start('api')
  const address = await told<string>(api)
  const gateway = start('gateway', flags.profile)
  const opened = await told<Opened>(gateway, [kind, address])
  const client = start('clients')
  await told(client)
  const load = (to: Load['to'], amount: Load['amount']) => told<Loaded>(client, { to, amount } satisfies Load)
  await load(opened, { requests: 2000 })
  await load({ address }, { requests: 2000 })
  const before = await told<Usage>(gateway, 'usage')
  const began = performance.now()
  const full = await load(opened, { requests: Number(flags.requests) })
  const seconds = (performance.now() - began) / 1000
  const after = await told<Usage>(gateway, 'usage')
  const paced = { seconds: Number(flags.seconds) }
  const [by, bare] = [await load(opened, paced), await load({ address }, paced)]
  const { chain, exchanges } = await told<{ chain: string; exchanges: number }>(gateway, 'end')
  for (const child of [api, client]) child.kill()
  const cpu = after.cpuSeconds - before.cpuSeconds
  const p = ({ milliseconds }: Loaded, part: number) =>
    milliseconds.toSorted((a, b) => a - b)[Math.floor(milliseconds.length * part)]!
  const added = (part: number) => `${(p(by, part) - p(bare, part)).toFixed(1)} (${p(by, part).toFixed(1)})`
  return [
    `requests per CPU second of the gateway, upstream ${kind} | ${Math.round(full.requests / cpu)}`,
    `… per second of the clock, beside its clients | ${Math.round(full.requests / seconds)}`,
    `… not answered with 200 | ${full.failed + by.failed} of ${full.requests + by.requests}`,
    `latency added at ${Math.round(by.requests / paced.seconds)} requests a second of ${clients} clients, ms: p50 (whole) | ${added(0.5)}`,
    `… p99 (whole) | ${added(0.99)}`,
    `memory at the end, MB; exchanges in the recording; its chain | ${Math.round(after.megabytes)}; ${exchanges}; ${chain}`,
  ]
}

switch (flags.role) {
  case 'api':
    process.send?.(await serveApi())
    break
  case 'gateway':
    await serveGateway()
    break
  case 'clients':
    await serveClients()
    break
  default: {
    const rows = [...(await measure('direct')), ...(await measure('embedded'))]
    process.stdout.write(['| measure | |', '|---|---|', ...rows.map((row) => `| ${row} |`), ''].join('\n'))
  }
}
