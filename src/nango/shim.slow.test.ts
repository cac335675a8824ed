import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../lib/sha256.ts'
import type { Interaction } from '../plan/interaction.ts'
import { prepareToolchain } from './prepare-toolchain.ts'
import { type Reader, openReader } from './reader.ts'
import { runNangoCommand } from './shim.ts'
import { understood } from './shim-arguments.ts'
import type { Toolchain } from './toolchain.ts'
import { openToyApi } from './toy-api.fixture.ts'

const interaction: Interaction = {
  id: 'toy/greet',
  api: 'toy',
  name: 'greet',
  kind: 'action',
  does: 'Greets.',
  connection: 'test',
  docs: [],
  operations: [],
  exempt: [],
}

let toolchain: Toolchain
let reader: Reader
let api: Awaited<ReturnType<typeof openToyApi>>

beforeAll(async () => {
  toolchain = await prepareToolchain(join(import.meta.dirname, '../../node_modules/.cache/assay'))
  reader = openReader(toolchain)
  api = await openToyApi()
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  await api[Symbol.asyncDispose]()
})

const dryRun = ['dryrun', 'greet', 'test', '-e', 'dev', '--integration-id', 'toy', '--validate']

describe('runNangoCommand', () => {
  it('dry-runs the source as it is, by schemas that are not those of the last build', async () => {
    const answer = await nango([...dryRun, '--input', '{"name":"Ada"}'], source('name'))
    expect(answer).toMatchObject({ exitCode: 0, output: expect.stringContaining('"greeting": "Hello Ada"') })
    expect(answer.dryRun).toMatchObject({ input: { name: 'Ada' }, metadata: undefined, exitCode: 0 })
    expect(answer.dryRun?.sourceSha256).toBe(sha256(source('name')))
    expect(answer.saved).toBeUndefined()

    const changed = await nango([...dryRun, '--input', '{"name":"Ada"}'], source('who'))
    expect(changed).toMatchObject({ exitCode: 12, output: expect.stringContaining('invalid_action_input') })
  })

  it('hands out what a run with --save was given and returned', async () => {
    const answer = await nango([...dryRun, '--save', '--input', '{"name":"Ada"}'], source('name'))
    expect(answer).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('Mocks saved to toy/tests/greet.test.json'),
    })
    expect(answer.saved).toMatchObject({ input: { name: 'Ada' }, output: { greeting: 'Hello Ada' } })
    expect(answer.output).not.toContain(api.gateway.token)
  })

  it.each([
    ['types', (text: string) => text.replace('input.name', 'input.nome'), 'nome'],
    ['rules', (text: string) => `import fs from 'node:fs'\nvoid fs\n${text}`, 'node:fs'],
  ])('lets the CLI say what is wrong with the %s', async (_, spoil, said) => {
    for (const argv of [['compile'], [...dryRun, '--input', '{"name":"Ada"}']]) {
      const answer = await nango(argv, spoil(source('name')))
      expect(answer).toMatchObject({ exitCode: 10, output: expect.stringContaining(said) })
    }
  })

  it('compiles', async () => {
    expect(await nango(['compile'], source('name'))).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('✓ Compiled'),
    })
  })

  it('gives the same answers without a warm reader', async () => {
    const options = { toolchain, interaction, gateway: api.gateway }
    const text = source('name')
    const given = { kind: 'file' as const, text, sha256: sha256(text) }
    const argv = [...dryRun, '--input', '{"name":"Ada"}']
    const [cold, warm] = [
      await runNangoCommand({ ...options, argv, source: given }),
      await runNangoCommand({ ...options, argv, source: given, reader }),
    ]
    expect(cold).toEqual(warm)
  })

  it('understands exactly the flags of the CLI', () => {
    for (const [name, options] of Object.entries(understood)) {
      const flags = Object.entries(options).flatMap(([long, { short }]) => [
        `--${long}`,
        ...(short ? [`-${short}`] : []),
      ])
      expect(flags.toSorted()).toEqual(toolchain.commands.find((command) => command.name === name)?.flags.toSorted())
    }
  })
})

async function nango(argv: readonly string[], text: string) {
  const given = { kind: 'file' as const, text, sha256: sha256(text) }
  return runNangoCommand({ argv, toolchain, interaction, source: given, gateway: api.gateway, reader })
}

function source(field: string): string {
  return `import { createAction } from 'nango'
import { z } from 'zod'
const Output = z.object({ greeting: z.string() })
export default createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: z.object({ ${field}: z.string() }),
  output: Output,
  exec: async (nango, input): Promise<z.infer<typeof Output>> => {
    return (await nango.post({ endpoint: '/greet', data: { name: input.${field} } })).data
  },
})
`
}
