import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTempDir } from '../lib/temp-dir.ts'
import type { Skill } from '../plan/skill.ts'
import { toolDefinitions, toolDefinitionsFile } from '../workspace/hands/tool-list.ts'
import { writeCellConfig } from './cell-config.ts'
import { taskPrompt } from './prompt.ts'

const model = { model: 'm', npm: '@ai-sdk/anthropic', contextTokens: 32_000, outputTokens: 4_000 } as const
const interaction = {
  api: 'slack',
  kind: 'action',
  connection: 'demo',
  docs: [],
  operations: [{ method: 'POST', path: '/chat.postMessage' }],
  exempt: [],
} as const

describe('what a model is asked', () => {
  let temp: Awaited<ReturnType<typeof openTempDir>>
  beforeEach(async () => {
    temp = await openTempDir()
  })
  afterEach(() => temp[Symbol.asyncDispose]())

  async function layOut(name: string, provider = 'a', skills: readonly Skill[] = []) {
    const dir = join(temp.dir, name)
    const tools = toolDefinitions.map((each) => each.name)
    const models = [{ ...model, provider }]
    await writeCellConfig({ dir, marker: 'm0123456789ab', tools, toolDefinitions: toolDefinitionsFile, models, skills })
    return join(dir, 'opencode')
  }

  it('begins alike in all cells, whatever their models', async () => {
    const [one, other] = [await layOut('one'), await layOut('other', 'b')]
    for (const part of ['agent', 'tool', 'lib', 'plugin']) {
      const names = await readdir(join(one, part))
      expect(names.length).toBeGreaterThan(0)
      for (const name of names)
        expect(await readFile(join(other, part, name), 'utf8')).toBe(await readFile(join(one, part, name), 'utf8'))
    }
  })

  it('loses what OpenCode says of place and day, and nothing else', async () => {
    const { StablePrompt } = await import(join(await layOut('one'), 'plugin', 'stable-prompt.js'))
    const place = `\nYou are powered by the model named m. The exact model ID is a/m\n<env>\n  Working directory: /ws/s1\n  Today's date: Sat Nov 28 2026\n</env>`
    const system = [`Write one function.${place}\nThe rest.`]
    const hooks = await StablePrompt()
    await hooks['experimental.chat.system.transform']({}, { system })
    expect(system).toEqual(['Write one function.\nThe rest.'])
  })

  it('is at most 2,500 tokens before the task, at four characters a token', async () => {
    const prompt = await readFile(join(await layOut('one'), 'agent', 'builder.md'), 'utf8')
    const tools = toolDefinitions.map(({ name, description, args }) => ({
      name,
      description: `${description}\n[m0123456789ab]`,
      input_schema: z.toJSONSchema(z.object(args), { io: 'input' }),
    }))
    expect(JSON.stringify([prompt, tools]).length / 4).toBeLessThan(2_500)
  })

  it('offers the skills of the plan by their names and no other, and nothing of them that is not for reading', async () => {
    const files = [
      { path: 'SKILL.md', text: '---\nname: naming\nmodel: dear/one\n---\nName it well.\n' },
      { path: 'words/list.md', text: 'create, list' },
    ]
    const skill: Skill = { name: 'naming', description: 'How: we name', sha256: 'x', files }
    const [bare, dir] = [await layOut('one'), await layOut('two', 'a', [skill])]
    const text = await readFile(join(dir, 'skills', 'naming', 'SKILL.md'), 'utf8')
    expect(text).toBe(
      '---\nname: "naming"\ndescription: "How: we name"\n---\nName it well.\n\nIts other files are below no base directory, but in your workspace:\n\n- skills/naming/words/list.md\n',
    )
    expect(await readdir(join(dir, 'skills', 'naming'))).toEqual(['SKILL.md'])
    const rules = async (of: string) => readFile(join(of, 'agent', 'builder.md'), 'utf8')
    expect(await rules(dir)).toContain('  skill:\n    "*": deny\n    "naming": allow\n')
    expect(await rules(bare)).not.toContain('skill:')
  })

  it('differs between two interactions of an API by their own lines alone, and never names an operation', () => {
    const [one, other] = [
      { ...interaction, id: 'slack/send-message', name: 'send-message', does: 'Send a message.' },
      { ...interaction, id: 'slack/pin-message', name: 'pin-message', does: 'Pin a message.' },
    ].map((each) => taskPrompt(each, `slack/actions/${each.name}.ts`).split('\n'))
    const lines = one!.filter((line, at) => line !== other![at]).map((line) => line.split(':')[0])
    expect(lines).toEqual(['Interaction', 'What it does', 'File'])
    expect(one!.join('\n')).not.toContain('chat.postMessage')
  })

  it('has the rules of its own kind of function', () => {
    const sync = { ...interaction, kind: 'sync', id: 'slack/sync-x', name: 'sync-x', does: 'x', model: 'X' } as const
    expect(taskPrompt(sync, 'slack/syncs/sync-x.ts')).toContain('batchSave')
    expect(taskPrompt({ ...sync, kind: 'action' }, 'slack/actions/x.ts')).not.toContain('batchSave')
  })
})
