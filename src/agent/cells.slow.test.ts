import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import { mintSecret } from '../lib/mint-secret.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { toolDefinitions, toolDefinitionsFile } from '../workspace/hands/tool-list.ts'
import { type Berth, type Cells, type Wear, openCells } from './cells.ts'

const model = { provider: 'peer', model: 'm', npm: '@ai-sdk/openai-compatible' } as const

describe.runIf(boxHere)('cells', () => {
  let temp: Awaited<ReturnType<typeof openTempDir>>
  let cells: Cells | undefined
  beforeEach(async () => {
    temp = await openTempDir()
  })
  afterEach(async () => {
    await cells?.[Symbol.asyncDispose]()
    await temp[Symbol.asyncDispose]()
  })

  function open(wear?: Wear): Cells {
    return (cells = openCells({
      dir: temp.dir,
      agentsPerServer: 2,
      ...(wear && { wear }),
      mint: mintSecret,
      models: [{ ...model, contextTokens: 32_000, outputTokens: 4_000 }],
      toolDefinitions: toolDefinitionsFile,
      tools: toolDefinitions.map(({ name }) => name),
      listen: async () => undefined,
    }))
  }

  it('starts as few as the agents need, and spreads who comes later', async () => {
    const { berth } = open()
    const [first, second, third] = await Promise.all([berth(), berth(), berth()])
    expect(second.cell).toBe(first.cell)
    expect(third.cell).not.toBe(first.cell)
    // Who has taken one server over is a stranger to the other.
    if (process.getuid?.() === 0) expect(third.cell.user.uid).not.toBe(first.cell.user.uid)
    await Promise.all([second, first].map((each) => each[Symbol.asyncDispose]()))
    const fourth = await berth()
    expect(fourth.cell).toBe(first.cell)
    expect(await fourth.cell.memoryMb()).toBeGreaterThan(50)
  })

  it.each([
    { name: 'age', wear: { agents: 2, memoryMb: 10_000 } },
    { name: 'memory', wear: { agents: 10_000, memoryMb: 1 } },
  ])('replaces one that is worn out by $name when its last agent has left, not before', async ({ wear }) => {
    const { berth } = open(wear)
    const [first, second] = await Promise.all([berth(), berth()])
    await first[Symbol.asyncDispose]()
    expect(second.cell.died.aborted).toBe(false)
    const third = await berth()
    expect(third.cell).not.toBe(second.cell)
    expect(await isHealthy(second.cell)).toBe(true)
    await second[Symbol.asyncDispose]()
    expect(second.cell.died.aborted).toBe(true)
    expect(third.cell.died.aborted).toBe(false)
  })
})

async function isHealthy(cell: Berth['cell']): Promise<boolean> {
  return cell.kind === 'server' && (await cell.client.global.health()).data?.healthy === true
}
