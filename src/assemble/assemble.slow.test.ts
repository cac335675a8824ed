import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../lib/sha256.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { UserError } from '../lib/user-error.ts'
import { generatedTest } from '../nango/generated-test.ts'
import { prepareToolchain } from '../nango/prepare-toolchain.ts'
import type { Interaction } from '../plan/interaction.ts'
import { type Accepted, assemble } from './assemble.ts'
import type { Difference } from './difference.ts'

const toolchain = await prepareToolchain(join(import.meta.dirname, '../../node_modules/.cache/assay'))
const facts = { run: 'r1', upstream: 'embedded' as const, versions: { assay: '0', nango: '0.71.10' } }

describe('assemble', () => {
  it('makes one project that compiles and whose tests pass, and that a second run adds to', async () => {
    await inOutput(async (outputDir) => {
      const first = await assemble({ accepted: [greet('slack')], outputDir, toolchain })
      expect(first.integrations).toEqual([
        {
          api: 'slack',
          path: join(outputDir, 'slack'),
          functions: 1,
          compiled: true,
          tests: { passed: 1, failed: 0 },
          leftOut: [],
        },
      ])

      const second = await assemble({ accepted: [people('google-calendar')], outputDir, toolchain })
      expect(second.integrations).toMatchObject([
        { api: 'google-calendar', compiled: true, tests: { passed: 2, failed: 0 } },
      ])
      expect(await readFile(join(outputDir, 'index.ts'), 'utf8')).toBe(
        `import './google-calendar/syncs/sync-people.js';\nimport './slack/actions/greet.js';\n`,
      )
      const files = (await readdir(outputDir, { recursive: true, withFileTypes: true })).filter((entry) =>
        entry.isFile(),
      )
      expect(files.map((entry) => join(entry.parentPath, entry.name).slice(outputDir.length + 1)).toSorted()).toEqual([
        '.gitignore',
        '.nango/.gitkeep',
        'README.md',
        'google-calendar/syncs/sync-people.ts',
        'google-calendar/tests/google-calendar-sync-people.test.ts',
        'google-calendar/tests/sync-people.test.json',
        'index.ts',
        'package.json',
        'receipts/files.json',
        'receipts/google-calendar/sync-people.json',
        'receipts/slack/greet.json',
        'slack/actions/greet.ts',
        'slack/tests/greet.test.json',
        'slack/tests/slack-greet.test.ts',
        'tsconfig.json',
      ])
      const receipt = JSON.parse(await readFile(join(outputDir, 'receipts/slack/greet.json'), 'utf8'))
      expect(receipt).toMatchObject({ interaction: 'slack/greet', proved: { upstream: 'embedded', exchanges: [3, 4] } })
    })
  })

  it('counts a test that fails', async () => {
    await inOutput(async (outputDir) => {
      const { integrations } = await assemble({ accepted: [greet('slack', 'Hello Eve')], outputDir, toolchain })
      expect(integrations).toMatchObject([{ compiled: true, tests: { passed: 0, failed: 1 } }])
    })
  })

  it('goes into a project of somebody else: keeps all of theirs, and leaves out what does not fit, in the compiler’s words', async () => {
    await inOutput(async (outputDir) => {
      const theirs = {
        'index.ts': "// Ours, by hand\nimport './crm/actions/hail.js';\nimport './crm/syncs/sync-folk.js';\n",
        'README.md': '# Mine\n',
        'crm/actions/hail.ts': greet('crm').source.text,
        'crm/syncs/sync-folk.ts': people('crm').source.text,
        'slack/actions/greet.ts': '// by hand, not in the index yet\n',
        '.env': 'NANGO_SECRET_KEY_DEV=1234\n',
      }
      for (const [path, text] of Object.entries(theirs)) {
        await mkdir(dirname(join(outputDir, path)), { recursive: true })
        await writeFile(join(outputDir, path), text)
      }
      // The model Person of this sync is there already; greet's file is there and not ours.
      const accepted = [greet('slack'), greet('crm'), people('crm'), people('google-calendar')]
      const seen: Difference[] = []
      const ask = (answer: boolean) => async (difference: Difference) => (seen.push(difference), answer)
      expect(await assemble({ accepted, outputDir, toolchain, confirm: ask(false) })).toEqual({ integrations: [] })
      expect(await readFile(join(outputDir, 'index.ts'), 'utf8')).toBe(theirs['index.ts'])

      const { integrations } = await assemble({ accepted, outputDir, toolchain, confirm: ask(true) })
      expect(seen[0]).toEqual(seen[1])
      expect(seen[0]).toMatchObject({ changed: ['index.ts'], left: ['README.md'], isShared: true })
      expect(seen[0]!.added).toContain('google-calendar/syncs/sync-people.ts')
      expect(integrations).toMatchObject([
        { api: 'slack', functions: 0, leftOut: [{ because: expect.stringContaining('slack/actions/greet.ts') }] },
        { api: 'crm', functions: 1, leftOut: [{ because: expect.stringMatching(/Person/) }] },
        { api: 'google-calendar', functions: 1, compiled: true, tests: { passed: 2, failed: 0 }, leftOut: [] },
      ])
      expect(await readFile(join(outputDir, 'index.ts'), 'utf8')).toBe(
        `${theirs['index.ts']}import './crm/actions/greet.js';\nimport './google-calendar/syncs/sync-people.js';\n`,
      )
      for (const [path, text] of Object.entries(theirs)) {
        if (path !== 'index.ts') expect(await readFile(join(outputDir, path), 'utf8')).toBe(text)
      }
    })
  })

  it('changes nothing when what is there does not compile, and says in whose words', async () => {
    await inOutput(async (outputDir) => {
      await assemble({ accepted: [people('crm')], outputDir, toolchain })
      await mkdir(join(outputDir, 'crm/actions'), { recursive: true })
      await writeFile(join(outputDir, 'crm/actions/mine.ts'), 'const number: string = 1\n')
      const index = `import './crm/actions/mine.js';\n`
      await writeFile(join(outputDir, 'index.ts'), index)
      const attempt = assemble({ accepted: [greet('slack')], outputDir, toolchain })
      await expect(attempt).rejects.toThrow(UserError)
      await expect(attempt).rejects.toThrow(/does not compile as it is.*crm\/actions\/mine\.ts/s)
      expect(await readFile(join(outputDir, 'index.ts'), 'utf8')).toBe(index)
      expect(await readdir(outputDir)).not.toContain('slack')
    })
  })
})

async function inOutput(look: (outputDir: string) => Promise<void>): Promise<void> {
  const temp = await openTempDir()
  try {
    await look(join(temp.dir, 'out'))
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

interface Parts {
  readonly interaction: Interaction
  readonly text: string
  readonly fixture: object
  readonly models?: readonly string[]
}

function acceptedFrom({ interaction, text, fixture, models = [] }: Parts): Accepted {
  const test = generatedTest(interaction, models)
  const files = [
    { path: test.path, text: test.text },
    { path: `${interaction.api}/tests/${interaction.name}.test.json`, text: JSON.stringify(fixture) },
  ]
  const proof = { sourceSha256: sha256(text), exchanges: [3, 4], files, tests: test.names }
  return {
    interaction,
    attempt: 1,
    source: { text, sha256: sha256(text) },
    verdict: {
      artefact: 'accepted',
      conduct: 'clean',
      checks: [{ check: 'compiles', outcome: 'held' }],
      marks: [],
      proof,
    },
    proof,
    facts,
    at: '2026-11-23T12:00:00.000Z',
  }
}

function interactionOf(api: string, name: string, kind: 'action' | 'sync'): Interaction {
  return {
    id: `${api}/${name}`,
    api,
    name,
    kind,
    does: 'Says *hello*.',
    connection: 'c',
    docs: [],
    operations: [],
    exempt: [],
  }
}

function greet(api: string, greeting = 'Hello Ada'): Accepted {
  const response = { response: { greeting: 'Hello Ada' }, status: 200, headers: {}, request: { data: { name: 'Ada' } } }
  return acceptedFrom({
    interaction: interactionOf(api, 'greet', 'action'),
    fixture: { input: { name: 'Ada' }, output: { greeting }, api: { post: { '/greet': response } } },
    text: `import { createAction } from 'nango'
import { z } from 'zod'
const Output = z.object({ greeting: z.string() })
export default createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: z.object({ name: z.string() }),
  output: Output,
  exec: async (nango, input): Promise<z.infer<typeof Output>> =>
    (await nango.post({ endpoint: '/greet', data: { name: input.name } })).data,
})
`,
  })
}

function people(api: string): Accepted {
  return acceptedFrom({
    interaction: interactionOf(api, 'sync-people', 'sync'),
    models: ['Person'],
    fixture: {
      nango: { getMetadata: { prefix: 'p-' }, batchSave: { Person: [{ id: 'p-1' }, { id: 'p-2' }] } },
      api: {},
    },
    text: `import { createSync } from 'nango'
import { z } from 'zod'
const Person = z.object({ id: z.string() })
export default createSync({
  description: 'People.',
  version: '1.0.0',
  frequency: 'every hour',
  models: { Person },
  metadata: z.object({ prefix: z.string() }),
  exec: async (nango) => {
    const { prefix } = await nango.getMetadata()
    await nango.batchSave([{ id: prefix + '1' }], 'Person')
    await nango.batchSave([{ id: prefix + '2' }], 'Person')
  },
})
`,
  })
}
