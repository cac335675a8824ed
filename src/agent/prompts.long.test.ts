import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { prepareToolchain } from '../nango/prepare-toolchain.ts'
import { runNangoCommand } from '../nango/shim.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import { sha256 } from '../lib/sha256.ts'
import { openGateway } from '../gateway/gateway.ts'

const prompts = ['builder.md', 'action.md', 'sync.md'].map((name) =>
  readFileSync(join(import.meta.dirname, 'prompts', name), 'utf8'),
)
/** Every command line that the prompts show as one to use, in code spans. */
const shown = [
  ...new Set(prompts.flatMap((text) => [...text.matchAll(/`(nango [a-z][^`]*)`/g)].map(([, line]) => line!))),
]
const absent = ['nango test', 'nango validate']

const action = `import { createAction } from 'nango'
import { z } from 'zod'
export default createAction({
  description: 'Echoes nothing.',
  version: '1.0.0',
  input: z.object({ key: z.string().optional() }),
  output: z.object({ ok: z.boolean() }),
  exec: async () => ({ ok: true }),
})
`
const sync = `import { createSync } from 'nango'
import { z } from 'zod'
export default createSync({
  description: 'Saves nothing.',
  version: '1.0.0',
  frequency: 'every hour',
  autoStart: false,
  metadata: z.object({ key: z.string().optional() }),
  checkpoint: z.object({ key: z.string() }),
  models: { Thing: z.object({ id: z.string() }) },
  exec: async (nango) => {
    await nango.getCheckpoint()
  },
})
`

describe.runIf(boxHere)('the commands in the prompts', () => {
  let temp: Awaited<ReturnType<typeof openTempDir>>
  let toolchain: Toolchain
  beforeAll(async () => {
    temp = await openTempDir()
    toolchain = await prepareToolchain('node_modules/.cache/assay')
  })
  afterAll(() => temp[Symbol.asyncDispose]())

  it("are at least compile, an action's and a sync's dry run, and the two that do not exist", () => {
    expect(shown).toEqual(expect.arrayContaining(['nango compile', ...absent]))
    expect(shown.filter((line) => line.startsWith('nango dryrun')).length).toBeGreaterThanOrEqual(2)
  })

  it.each(shown.filter((line) => !absent.includes(line) && line !== 'nango dryrun'))('%s runs', async (line) => {
    const kind = line.includes('--metadata') ? 'sync' : 'action'
    for (const each of [line, ...(line.startsWith('nango dryrun') ? extended(line, kind) : [])]) {
      const { exitCode, output } = await run(each, kind)
      expect(`${each} → ${exitCode}\n${output}`).toMatch(/→ 0\n/)
    }
  })

  it.each(absent)('%s is answered with the commands that exist', async (line) => {
    const { exitCode, output } = await run(line, 'action')
    expect(exitCode).toBe(64)
    expect(output).toContain('dryrun')
  })

  async function run(line: string, kind: 'action' | 'sync') {
    const filled = line.replace('NAME', 'check-prompt').replace('CONNECTION', 'demo').replace('API', 'slack')
    const argv = [...filled.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '').slice(1)
    const text = kind === 'action' ? action : sync
    const gateway = await openGateway({
      socketPath: join(temp.dir, `${sha256(line).slice(0, 8)}.sock`),
      api: 'slack',
      connection: 'demo',
      upstream: { kind: 'embedded', fetch: async () => new Response('{}') },
      credential: 'not-needed',
      recordingPath: join(temp.dir, `${sha256(line).slice(0, 8)}.jsonl`),
      hardStop: false,
    })
    try {
      return await runNangoCommand({
        argv,
        toolchain,
        interaction: {
          id: 'slack/check-prompt',
          api: 'slack',
          name: 'check-prompt',
          kind,
          does: 'Check the prompt.',
          connection: 'demo',
          docs: [],
          operations: [],
          exempt: [],
          ...(kind === 'sync' && { model: 'Thing' }),
        },
        source: { kind: 'file', text, sha256: sha256(text) },
        gateway,
      })
    } finally {
      await gateway[Symbol.asyncDispose]()
    }
  }
})

/** What the prompt says in words about the line above it. */
function extended(line: string, kind: 'action' | 'sync'): string[] {
  if (kind === 'sync') return [`${line} --checkpoint '{"key":"value"}'`]
  return [`${line} --save`, line.replace(/--input '[^']*'/, `--input '{}'`)]
}
