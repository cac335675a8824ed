import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInBox } from '../../src/box/run-in-box.ts'
import { mintSecret } from '../../src/lib/mint-secret.ts'
import { openTempDir } from '../../src/lib/temp-dir.ts'
import { nangoBox, nangoCli } from '../../src/nango/nango-box.ts'
import { prepareToolchain } from '../../src/nango/prepare-toolchain.ts'
import { writeProject } from '../../src/nango/project.ts'
import type { Report } from '../../src/report/report.ts'
import { openStandIn } from '../../src/standins/open-stand-in.ts'
import { serveStandIns } from '../../src/standins/serve/serve-stand-ins.ts'
import type { StandIn } from '../../src/standins/stand-in.ts'
import { runAssay, shareToolchain, temporaryDirectory } from '../assay-process.ts'
import { boxHere } from '../box-here.ts'
import { secretSearch } from '../forms-of-secret.ts'
import { shortfalls } from '../build-plan.ts'
import { searchFiles } from '../search-files.ts'
import { type PeerNango, openPeerNango } from './peer-nango.ts'
import { openVendorPeer } from './vendor-peer.ts'

const interactions = {
  slack: {
    'get-channel-info': 'Get the details of one channel.',
    'send-message': 'Send a message to a channel.',
  },
  'google-calendar': {
    'create-event': 'Create an event with a beginning and an end in a calendar.',
  },
}
type Api = keyof typeof interactions
const apis = Object.keys(interactions) as Api[]

/** The author writes to the first channel and calendar that it finds: those of the account have to be named. */
const lists = {
  slack: ['https://slack.com/api/conversations.list?limit=999', 'channels'],
  'google-calendar': ['https://www.googleapis.com/calendar/v3/users/me/calendarList?maxResults=250', 'items'],
} as const

async function mayIn(api: Api): Promise<string[]> {
  await using account = await openStandIn(api, { seed: 1, credential: 'any' })
  const [url, field] = lists[api]
  const answer = await account.fetch(new Request(url, { headers: { authorization: 'Bearer any' } }))
  const listed = (await answer.json()) as Record<string, { id: string }[]>
  const names = (listed[field] ?? []).map(({ id }) => id)
  expect(names).not.toEqual([])
  return names
}

/** The vendor of the model that plays the agents: what Anthropic's or OpenAI's servers would be asked is asked here. */
const modelKey = mintSecret()
const modelPrices = { input: 3, output: 15, cacheRead: 0.3 }

async function vendor(protocol: 'messages' | 'responses') {
  const peer = await openVendorPeer(protocol, modelKey)
  opened.push(peer)
  const prices = { author: modelPrices }
  return { peer, settings: { url: peer.url, protocol, key: 'VENDOR_KEY', prices } }
}

async function specOf(
  upstream: 'nango' | 'direct',
  vendorSettings: object,
  settings: (api: Api) => Readonly<Record<string, string>>,
): Promise<string> {
  const parts = await Promise.all(
    apis.map(
      async (api) => [api, { ...settings(api), may: await mayIn(api), interactions: interactions[api] }] as const,
    ),
  )
  const model = { models: ['vendor/author'], providers: { vendor: vendorSettings }, budget: { usd: 20 } }
  return JSON.stringify({ version: 1, upstream, ...model, apis: Object.fromEntries(parts) })
}

const opened: AsyncDisposable[] = []
afterAll(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

async function directory(): Promise<string> {
  const { dir, remove } = await temporaryDirectory()
  opened.push({ [Symbol.asyncDispose]: remove })
  await shareToolchain(join(dir, '.assay/cache'))
  return dir
}

function reportIn(stdout: string): Report {
  return JSON.parse(stdout) as Report
}

function expectPriced({ spend }: Report): void {
  const { input, output, cacheRead } = modelPrices
  const fresh = spend.inputTokens - spend.cachedTokens
  expect(spend.cachedTokens).toBeGreaterThan(0)
  expect(spend.usd).toBeCloseTo((fresh * input + spend.cachedTokens * cacheRead + spend.outputTokens * output) / 1e6, 9)
}

describe.runIf(boxHere)('a run over nango', () => {
  const secretKey = mintSecret()
  const credentials = { slack: mintSecret(), 'google-calendar': mintSecret() }
  const accounts = new Map<string, StandIn>()
  let dir: string
  let peer: PeerNango
  let model: Awaited<ReturnType<typeof vendor>>
  let socketPath: string
  let ran: Awaited<ReturnType<typeof runAssay>>

  beforeAll(async () => {
    dir = await directory()
    const temp = await openTempDir()
    opened.push(temp)
    socketPath = join(temp.dir, 'nango.sock')
    for (const api of apis) {
      const standIn = await openStandIn(api, { seed: 1, credential: credentials[api] })
      accounts.set(api, standIn)
      opened.push(standIn)
    }
    const connections = apis.map((api) => ({
      id: `test-${api}`,
      integration: api,
      provider: api,
      credential: credentials[api],
      api: (request: Request) => accounts.get(api)!.fetch(request),
    }))
    peer = await openPeerNango({ secretKey, connections, socketPath })
    opened.push(peer)
    model = await vendor('messages')
    const spec = await specOf('nango', model.settings, (api) => ({ connection: `test-${api}` }))
    writeFileSync(join(dir, 'assay.yaml'), spec)
    const env = { NANGO_HOSTPORT: peer.url, NANGO_SECRET_KEY: secretKey, VENDOR_KEY: modelKey }
    ran = await runAssay(dir, ['run', '--yes', '--json', '--seed', '1'], env)
  })

  it('builds what it was asked for in the one test account, and says that it was live', () => {
    expect(ran.stderr).not.toContain('assay:')
    const report = reportIn(ran.stdout)
    expect(report.upstream).toBe('nango')
    expect(report.notices).toContainEqual(expect.stringMatching(/^Live: .* through Nango/))
    expect(shortfalls(report)).toEqual([])
    expect(report.leaks.map(({ api }) => api)).not.toContain('google-calendar')
    expect(peer.asked.some((asked) => asked.startsWith('POST /proxy/'))).toBe(true)
  })

  it('lets its agents work on a model of the protocol of Anthropic, and pays for what that says it took', () => {
    expect(model.peer.asked).toContain('/v1/messages with 8 tools')
    expectPriced(reportIn(ran.stdout))
  })

  it('says in its receipts by which way it was proved, and which pages were read', () => {
    const receipt = readFileSync(join(dir, 'nango-integrations/receipts/slack/send-message.json'), 'utf8')
    const { proved } = JSON.parse(receipt) as { proved: { upstream: string; pages: readonly unknown[] } }
    expect(proved.upstream).toBe('nango')
    expect(proved.pages.length).toBeGreaterThan(0)
  })

  it('leaves neither the key nor a credential in any file', () => {
    const secrets = {
      key: secretKey,
      model: modelKey,
      slack: credentials.slack,
      calendar: credentials['google-calendar'],
    }
    expect(searchFiles(dir, secretSearch(secrets))).toEqual([])
    expect(ran.stdout + ran.stderr).not.toContain(secretKey)
  })

  it('makes what the real CLI deploys', async () => {
    const output = join(dir, 'nango-integrations')
    const project = await openTempDir()
    opened.push(project)
    const files = globSync('**/*', { cwd: output, exclude: ['node_modules/**'] })
      .filter((path) => /\.(ts|json)$/.test(path))
      .map((path) => ({ path, text: readFileSync(join(output, path), 'utf8') }))
    await writeProject(project.dir, files)
    const toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
    const deployed = await runInBox(
      nangoBox({
        toolchain,
        project: project.dir,
        argv: [
          '--import',
          '/opt/assay/in-box/before-cli.mts',
          nangoCli,
          'deploy',
          'dev',
          '--no-interactive',
          '--auto-confirm',
        ],
        gateway: { socketPath, token: secretKey },
        limits: { milliseconds: 120_000, outputBytes: 1 << 20, memoryMb: 4096 },
      }),
    )
    expect(deployed).toMatchObject({ exitCode: 0 })
    expect(peer.deployed.map(({ syncName }) => syncName)).toContain('send-message')
  })
})

describe.runIf(boxHere)('a run over direct', () => {
  it('builds the same against the APIs themselves, at the address that the spec names', async () => {
    const dir = await directory()
    const served = await serveStandIns({ port: 0, seed: 1, apis })
    opened.push(served)
    const urlOf = (api: Api) => served.apis.find((each) => each.api === api)!.url
    const bases = { slack: `${urlOf('slack')}/api`, 'google-calendar': urlOf('google-calendar') }
    const { peer, settings } = await vendor('responses')
    writeFileSync(join(dir, 'assay.yaml'), await specOf('direct', settings, (api) => ({ address: bases[api] })))
    const tokens = { ASSAY_SLACK_TOKEN: served.credential, ASSAY_GOOGLE_CALENDAR_TOKEN: served.credential }
    const env = { ...tokens, VENDOR_KEY: modelKey }
    const ran = await runAssay(dir, ['run', '--yes', '--json', '--seed', '1'], env)
    expect(ran.stderr).not.toContain('assay:')
    const report = reportIn(ran.stdout)
    expect(report.upstream).toBe('direct')
    expect(report.notices).toContainEqual(expect.stringContaining(bases.slack))
    expect(shortfalls(report)).toEqual([])
    expect(peer.asked).toContain('/v1/responses with 8 tools')
    expectPriced(report)
    expect(searchFiles(dir, secretSearch({ token: served.credential, model: modelKey }))).toEqual([])
  })
})
