import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import { userOfCell } from '../box/unprivileged.ts'
import { mintSecret } from '../lib/mint-secret.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { toolDefinitions, toolDefinitionsFile } from '../workspace/hands/tool-list.ts'
import { type Cell, type CellOptions, modelSocketOf, openCell } from './cell.ts'
import { type ModelGateway, openModelGateway } from './model-gateway.ts'

const allTools = toolDefinitions.map(({ name }) => name)
const models = [
  {
    provider: 'peer',
    model: 'm',
    npm: '@ai-sdk/openai-compatible',
    contextTokens: 32_000,
    outputTokens: 4_000,
  },
] as const

describe.runIf(boxHere)('a cell', () => {
  const asked: string[] = []
  const peer = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push(body)
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}')
  })
  let temp: Awaited<ReturnType<typeof openTempDir>>
  let gateway: ModelGateway
  beforeAll(() => new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve)))
  afterAll(() => peer.close())
  beforeEach(async () => {
    asked.length = 0
    temp = await openTempDir()
    const { port } = peer.address() as AddressInfo
    gateway = await openModelGateway({
      providers: { peer: { baseUrl: `http://127.0.0.1:${port}/v1`, key: 'k', kind: 'openai' } },
    })
  })
  afterEach(async () => {
    await gateway[Symbol.asyncDispose]()
    await temp[Symbol.asyncDispose]()
  })

  it('offers a model the hands and nothing else, with the same short beginning whichever its slot', async () => {
    await withCell(allTools, {}, async (cell) => {
      for (const slot of ['s1', 's2']) {
        const id = await begin(cell, cell.slot(slot).directory)
        expect(await gateway.preflightOf(id)).toMatchObject({ kind: 'passed' })
      }
      await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(2)
    })
    const [one, other] = asked.map((body) => {
      const { tools, messages } = JSON.parse(body) as { tools: object[]; messages: { role: string }[] }
      return JSON.stringify([tools, messages.filter(({ role }) => role === 'system')])
    })
    expect(one).toBe(other)
    expect(one).toContain('marker-of-this-test')
    expect(one).not.toMatch(/\/ws\/|Today's date/)
    expect(one!.length / 4).toBeLessThan(2_500)
  })

  it('asks no model when its tool files are missing and the built-in ones came back', async () => {
    const preflight = await firstRequestWith(allTools.filter((name) => name !== 'read' && name !== 'edit'))
    expect(preflight).toMatchObject({ kind: 'failed', because: expect.stringContaining('read') })
    expect(asked).toEqual([])
  })

  it('asks no model when its tools are others than ours', async () => {
    const preflight = await firstRequestWith(allTools, { marker: 'marker-of-somebody-else' })
    expect(preflight).toMatchObject({ kind: 'failed', because: expect.stringContaining('not ours') })
    expect(asked).toEqual([])
  })

  it('asks no model when a tool file is broken', async () => {
    const broken = join(temp.dir, 'broken.ts')
    writeFileSync(broken, 'export const toolDefinitions = [')
    const preflight = await withCell(allTools, { toolDefinitions: broken }, async (cell, directory) => {
      const id = await begin(cell, directory)
      // A session that cannot begin never comes to ask.
      await sleep(5_000)
      await gateway.unregister(id)
      return gateway.preflightOf(id)
    })
    expect(preflight).toMatchObject({ kind: 'failed' })
    expect(asked).toEqual([])
  })

  it('has no rule by which anything would be asked that nobody answers', async () => {
    await withCell(allTools, {}, async (cell, directory) => {
      const { data: agents = [] } = await cell.client.app.agents({ directory })
      const builder = agents.find(({ name }) => name === 'builder')
      const rules = (builder?.permission ?? []) as readonly { permission: string; pattern: string; action: string }[]
      expect(rules.length).toBeGreaterThan(5)
      const fits = (glob: string, text: string) =>
        new RegExp(
          `^${glob
            .replace(/[.+^${}()|[\]\\]/g, '\\$&')
            .replaceAll('*', '.*')
            .replaceAll('?', '.')}$`,
        ).test(text)
      const actionFor = (permission: string, subject: string) =>
        rules.findLast((rule) => fits(rule.permission, permission) && fits(rule.pattern, subject))?.action
      for (const subject of ['*', '.env', 'a/.env.local', '/etc/passwd', 'rm -rf /', 'https://example.com']) {
        for (const permission of ['read', 'edit', 'bash', 'grep', 'glob', 'external_directory', 'doom_loop']) {
          expect(actionFor(permission, subject), `${permission} ${subject}`).toBe('allow')
        }
        for (const permission of [
          'task',
          'webfetch',
          'websearch',
          'question',
          'todowrite',
          'lsp',
          'plan_enter',
          'new',
        ]) {
          expect(actionFor(permission, subject), `${permission} ${subject}`).toBe('deny')
        }
      }
    })
  })

  type Changed = Partial<Pick<CellOptions, 'marker' | 'toolDefinitions'>>

  async function firstRequestWith(tools: readonly string[], changed: Changed = {}) {
    return withCell(tools, changed, async (cell, directory) => {
      const id = await begin(cell, directory)
      const preflight = await gateway.preflightOf(id)
      const status = async () => (await cell.client.session.status({ directory })).data?.[id]
      await expect.poll(status, { timeout: 20_000 }).toBeUndefined()
      return preflight
    })
  }

  async function begin(cell: Cell, directory: string): Promise<string> {
    const { data: session } = await cell.client.session.create({ directory, title: 'a title', agent: 'builder' })
    const id = session!.id
    gateway.register(id, {
      payer: { api: 'slack', interaction: 'slack/x' },
      model: 'peer/m',
      socketPath: cell.modelSocket,
      tools: { ...cell.expectedTools, marker: 'marker-of-this-test', names: allTools },
    })
    const prompt = { sessionID: id, directory, agent: 'builder', model: { providerID: 'peer', modelID: 'm' } }
    await cell.client.session.promptAsync({ ...prompt, parts: [{ type: 'text', text: 'Begin.' }] })
    return id
  }

  async function withCell<result>(
    tools: readonly string[],
    changed: Changed,
    work: (cell: Cell, directory: string) => Promise<result>,
  ): Promise<result> {
    const dir = join(temp.dir, 'c1')
    await mkdir(join(dir, 'in'), { recursive: true })
    await gateway.listen(modelSocketOf(dir), userOfCell(1))
    const cell = await openCell({
      dir,
      marker: 'marker-of-this-test',
      slots: 2,
      user: userOfCell(1),
      mint: mintSecret,
      models,
      toolDefinitions: toolDefinitionsFile,
      tools,
      ...changed,
    })
    try {
      return await work(cell, cell.slot('s1').directory)
    } finally {
      await cell[Symbol.asyncDispose]()
    }
  }
})
