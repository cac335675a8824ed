import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import { mintSecret } from '../lib/mint-secret.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { toolDefinitions, toolDefinitionsFile } from '../workspace/hands/tool-list.ts'
import { modelSocketOf, openCell } from './cell.ts'
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

  it('offers a model the hands and nothing else', async () => {
    const preflight = await firstRequestWith(allTools)
    expect(preflight).toMatchObject({ kind: 'passed' })
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain('marker-of-this-test')
  })

  it('asks no model when its tool files are missing and the built-in ones came back', async () => {
    const preflight = await firstRequestWith(allTools.filter((name) => name !== 'read' && name !== 'edit'))
    expect(preflight).toMatchObject({ kind: 'failed', because: expect.stringContaining('read') })
    expect(asked).toEqual([])
  })

  async function firstRequestWith(tools: readonly string[]) {
    const dir = join(temp.dir, 'c1')
    await mkdir(join(dir, 'in'), { recursive: true })
    await gateway.listen(modelSocketOf(dir))
    const marker = 'marker-of-this-test'
    const cell = await openCell({
      dir,
      marker,
      slots: 1,
      mint: mintSecret,
      models,
      toolDefinitions: toolDefinitionsFile,
      tools,
    })
    try {
      const { directory } = cell.slot('s1')
      const { data: session } = await cell.client.session.create({ directory, title: 'a title', agent: 'builder' })
      const id = session!.id
      gateway.register(id, {
        attempt: 'a',
        model: 'peer/m',
        socketPath: cell.modelSocket,
        tools: { ...cell.expectedTools, names: [...allTools, 'skill'] },
      })
      const prompt = { sessionID: id, directory, agent: 'builder', model: { providerID: 'peer', modelID: 'm' } }
      await cell.client.session.promptAsync({ ...prompt, parts: [{ type: 'text', text: 'Begin.' }] })
      const preflight = await gateway.preflightOf(id)
      const status = async () => (await cell.client.session.status({ directory })).data?.[id]
      await expect.poll(status, { timeout: 20_000 }).toBeUndefined()
      return preflight
    } finally {
      await cell[Symbol.asyncDispose]()
    }
  }
})
