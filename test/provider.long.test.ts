import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../src/rehearsal/start-rehearsal.ts'
import { runAssay, shareToolchain, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'
import { searchFiles } from './search-files.ts'

const prices = { input: 3, output: 15, cacheRead: 0.3 }

/** The scripted model serves as the peer: to Assay it is a provider of the spec like any other, behind a URL. */
const specFor = (url: string) => `version: 1
models: [peer/honest]
providers:
  peer:
    url: ${url}
    protocol: chat
    key: PEER_KEY
    prices:
      honest: {input: ${prices.input}, output: ${prices.output}, cacheRead: ${prices.cacheRead}}
budget: {usd: 5}
apis:
  slack:
    interactions:
      send-message: Send a message to a channel.
      get-channel-info: Get one channel.
`

describe.runIf(boxHere)('a provider that the spec describes', () => {
  const apiKey = randomBytes(24).toString('hex')
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  let peer: Rehearsal
  const assay = (...args: string[]) => runAssay(place.dir, args, { PEER_KEY: apiKey })

  beforeAll(async () => {
    place = await temporaryDirectory()
    await shareToolchain(join(place.dir, '.assay/cache'))
    peer = await startRehearsal({ latency: 'zero', apiKey, seed: 1 })
    writeFileSync(join(place.dir, 'assay.yaml'), specFor(peer.url))
  })
  afterAll(async () => {
    await peer[Symbol.asyncDispose]()
    await place.remove()
  })

  it('needs its key before anything is made', async () => {
    const { code, stderr } = await runAssay(place.dir, ['run', '--yes'])
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Set PEER_KEY in the environment'),
    })
    expect(existsSync(join(place.dir, '.assay/runs'))).toBe(false)
  })

  it('builds an interaction, and its spend is tokens times price', async () => {
    const { code, stdout, stderr } = await assay('run', '--yes', '--only', 'send-message', '--json')
    expect(`${code} ${stderr}`).toMatch(/^0 /)
    const { model, artefact, spend, notices } = JSON.parse(stdout)
    expect({ model, accepted: artefact.accepted }).toEqual({ model: 'peer/honest', accepted: 1 })
    expect(notices.join()).not.toContain('a script played the model')
    const fresh = spend.inputTokens - spend.cachedTokens
    const usd =
      (fresh * prices.input + spend.cachedTokens * prices.cacheRead + spend.outputTokens * prices.output) / 1e6
    expect(spend.usd).toBeGreaterThan(0)
    expect(spend.usd).toBeCloseTo(usd, 9)
    expect(spend.estimatedUsd).toBeUndefined()
    expect(stderr).toMatch(/\$\d+\.\d\d to \$\d+\.\d\d by what attempts took in the bench · at most \$5\.00/)
    expect(searchFiles(join(place.dir, '.assay/runs'), (bytes) => (bytes.includes(apiKey) ? ['the key'] : []))).toEqual(
      [],
    )
  })

  it('stops at the budget, blames no agent and keeps what was accepted', async () => {
    const whole = JSON.parse((await assay('report', '--json')).stdout).spend.usd
    const budget = (whole * 1.2).toFixed(4)
    const { code, stdout } = await assay('run', '--yes', '--fresh', '--budget', budget, '--concurrency', '1', '--json')
    expect(code).toBe(3)
    const { ended, items, integrations } = JSON.parse(stdout)
    expect(ended).toBe('budget')
    expect(items).toMatchObject([
      { outcome: 'accepted', history: [{ artefact: 'accepted' }] },
      { outcome: null, artefact: 'pending', history: [] },
    ])
    expect(integrations).toMatchObject([{ api: 'slack', functions: 1, compiled: true }])
  })

  it('goes on with a raised budget: what was spent counts, and what was accepted is not built again', async () => {
    const before = JSON.parse((await assay('report', '--json')).stdout)
    const { code, stderr } = await assay('resume', '--yes')
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('The budget is spent') })

    const on = await assay('resume', '--yes', '--budget', '5', '--json')
    expect(`${on.code} ${on.stderr}`).toMatch(/^0 .*keeps +1 +slack\/send-message/s)
    const { spend, items, integrations } = JSON.parse(on.stdout)
    expect(items[0]).toEqual(before.items[0])
    expect(items[1]).toMatchObject({ id: 'slack/get-channel-info', outcome: 'accepted' })
    expect(spend.usd).toBeGreaterThan(before.spend.usd)
    expect(integrations).toMatchObject([{ api: 'slack', functions: 2, compiled: true, tests: { failed: 0 } }])
  })

  it('ends an attempt that has used up what it may cost, judges what it left, and tries no further than allowed', async () => {
    const text = specFor(peer.url).replace('{usd: 5}', '{usd: 5, attempts: 2, usdPerAttempt: 0.0001}')
    writeFileSync(join(place.dir, 'tight.yaml'), text)
    const { code, stdout } = await assay(
      'run',
      '--yes',
      '--fresh',
      '--spec',
      'tight.yaml',
      '--only',
      'send-message',
      '--json',
    )
    const { ended, items, spend } = JSON.parse(stdout)
    const history = [1, 2].map((attempt) => ({ attempt, artefact: 'rejected', ending: 'out-of-budget' }))
    expect({ code, ended, items }).toMatchObject({
      code: 1,
      ended: 'finished',
      items: [{ outcome: 'given-up', history }],
    })
    expect(spend.wastedUsd.rejected).toBeCloseTo(spend.usd, 9)
  })

  it('ends a run whose key is refused, with the reason and no attempt used up, and goes on with a good one', async () => {
    const flags = ['--yes', '--only', 'send-message', '--json']
    const refused = await runAssay(place.dir, ['run', '--fresh', ...flags], { PEER_KEY: 'no-good' })
    const { run, ended, attempts, items } = JSON.parse(refused.stdout)
    expect({ code: refused.code, ended, attempts }).toEqual({ code: 2, ended: 'no-model', attempts: 0 })
    expect(items[0]).toMatchObject({ outcome: null, history: [] })
    expect(items[0].rigFaults[0]).toContain('peer answered 401, which is about its key: put a valid one into PEER_KEY')
    const on = await assay('resume', run, '--yes', '--json')
    expect(JSON.parse(on.stdout).items[0]).toMatchObject({ outcome: 'accepted', history: [{ attempt: 1 }] })
  })
})
