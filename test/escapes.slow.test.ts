import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellBox, layOut, modelSocketOf } from '../src/agent/cell.ts'
import { openCodeBinary } from '../src/agent/opencode.ts'
import type { BoxSpec } from '../src/box/box.ts'
import { countsMemory } from '../src/box/memory-group.ts'
import { bareBox } from '../src/box/probes/bare-box.ts'
import { probes } from '../src/box/probes/index.ts'
import { probeWithoutWalls } from '../src/box/probes/leaky-box.ts'
import { openOutside } from '../src/box/probes/outside.ts'
import { runProbes } from '../src/box/probes/run-probes.ts'
import { userOfCell } from '../src/box/unprivileged.ts'
import { mintSecret } from '../src/lib/mint-secret.ts'
import { openTempDir } from '../src/lib/temp-dir.ts'
import { inBoxScripts, nangoBox } from '../src/nango/nango-box.ts'
import { prepareToolchain } from '../src/nango/prepare-toolchain.ts'
import type { Toolchain } from '../src/nango/toolchain.ts'
import { asIsBox } from '../src/nango/works-as-is.ts'
import { openToyApi } from '../src/nango/toy-api.fixture.ts'
import { playerBox } from '../src/verify/replay/play-in-box.ts'
import { parserBox } from '../src/verify/source/read-source.ts'
import { handBox } from '../src/workspace/hands/hand-box.ts'
import { openTestHands } from '../src/workspace/hands/open-test-hands.ts'
import { toolDefinitions, toolDefinitionsFile } from '../src/workspace/hands/tool-list.ts'
import { boxHere } from './box-here.ts'

const light = probes.filter(({ isHeavy }) => !isHeavy)
const heavy = probes.filter(({ isHeavy }) => isHeavy)

/** Every box that there is, with its walls and mounts as they are, and the probes in place of what would run there. */
describe.runIf(boxHere)('no way out is found', () => {
  let toolchain: Toolchain
  let api: Awaited<ReturnType<typeof openToyApi>>
  let hands: Record<'enforce' | 'observe', Awaited<ReturnType<typeof openTestHands>>>
  beforeAll(async () => {
    toolchain = await prepareToolchain(join(import.meta.dirname, '../node_modules/.cache/assay'))
    api = await openToyApi()
    hands = {
      enforce: await openTestHands({ guardrails: 'enforce' }),
      observe: await openTestHands({ guardrails: 'observe' }),
    }
  })
  afterAll(async () => {
    for (const each of [api, hands.enforce, hands.observe]) await each[Symbol.asyncDispose]()
  })

  const limits = { milliseconds: 60_000, outputBytes: 1 << 20, memoryMb: 1_024 }
  const handsBox = (guardrails: 'enforce' | 'observe') =>
    handBox(
      {
        root: '/ws/s1',
        workspaceDir: join(hands[guardrails].dir, 's1'),
        sourceFile: 'slack/actions/post.ts',
        scratch: 'scratch',
        toolchain,
        guardrails,
      },
      { argv: ['true'], limits },
    )
  const boxes: Record<string, () => BoxSpec> = {
    'hands, guardrails enforced': () => handsBox('enforce'),
    'hands, guardrails observed': () => handsBox('observe'),
    'the room of a dry run': () => nangoBox({ toolchain, argv: [], gateway: api.gateway, limits }),
    'the room of generated tests': () => nangoBox({ toolchain, argv: [], limits }),
    'the reader': () => nangoBox({ toolchain, argv: [`${inBoxScripts}/reader.mts`], limits }),
    'the player of recordings': () => playerBox(toolchain),
    'the parser of sources': () => parserBox(toolchain),
  }
  it.each(Object.keys(boxes))('of %s', async (name) => expect(await holesOf(boxes[name]!())).toEqual([]))

  it('of the copy of a project as it was left, which may write there', async () => {
    await using temp = await openTempDir()
    const files = [{ path: 'a.txt', text: '', isExecutable: false }]
    const box = await asIsBox(join(temp.dir, 'project'), { toolchain, files, commands: ['true'], limits })
    expect(await holesOf(box)).toEqual([])
  })

  it.each([1, 4])('of a cell of %i agents, which holds the sockets of their hands and of the model', async (slots) => {
    const temp = await openTempDir()
    try {
      const dir = join(temp.dir, 'c1')
      mkdirSync(join(dir, 'in'), { recursive: true })
      const names = toolDefinitions.map((definition) => definition.name)
      const own = { dir, slots, user: userOfCell(1) }
      await layOut({
        ...own,
        mint: mintSecret,
        marker: 'm',
        tools: names,
        toolDefinitions: toolDefinitionsFile,
        models: [{ provider: 'p', model: 'm', npm: '@ai-sdk/openai', contextTokens: 1, outputTokens: 1 }],
      })
      expect(modelSocketOf(dir)).toContain(dir)
      expect(await holesOf(cellBox(own, openCodeBinary()))).toEqual([])
    } finally {
      await temp[Symbol.asyncDispose]()
    }
  })

  it('of one process that wants all the memory, and of many where the kernel counts their sum', async () => {
    await using outside = await openOutside()
    const ofMany = countsMemory() ? 'held' : 'hole'
    expect(await runProbes(bareBox(outside), outside, heavy)).toMatchObject([
      { name: 'memory-of-one', outcome: 'held' },
      { name: 'memory-of-many', outcome: ofMany },
    ])
    expect(await probeWithoutWalls(outside, heavy)).toMatchObject([{ outcome: 'hole' }, { outcome: 'hole' }])
  })

  async function holesOf(spec: BoxSpec) {
    await using outside = await openOutside()
    const results = await runProbes(spec, outside, light)
    expect(results).toHaveLength(light.length)
    return results.filter(({ outcome }) => outcome !== 'held')
  }
})
