import { mkdir, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CellOptions, layOut, modelSocketOf, startCell } from '../../src/agent/cell.ts'
import { userOfCell } from '../../src/box/unprivileged.ts'
import { mintSecret } from '../../src/lib/mint-secret.ts'
import { toolDefinitions, toolDefinitionsFile } from '../../src/workspace/hands/tool-list.ts'
import { type Asked, type Replaced, openPeer } from './peer.ts'
import type { Trajectory } from './trajectories.ts'

const model = 'claude-sonnet-4-5'
const builder = readFileSync(new URL('../../src/agent/prompts/builder.md', import.meta.url), 'utf8')

export interface Configuration {
  readonly name: string
  readonly agent: 'builder' | 'build'
  /** Changes a cell that is laid out as Assay lays it out. */
  readonly change: (config: string) => Promise<void>
  readonly replaced: Replaced
}

export const configurations: readonly Configuration[] = [
  { name: 'Assay', agent: 'builder', change: async () => {}, replaced: (call) => call },
  { name: 'default, with the same rules', agent: 'build', change: asDefault(builder), replaced: forDefault },
  { name: 'default, told the task alone', agent: 'build', change: asDefault(), replaced: forDefault },
]

/** Plays all trajectories, one after the other, each in a directory of its own. */
export async function playAll(
  trajectories: readonly Trajectory[],
  { agent, change, replaced }: Configuration,
  dir: string,
): Promise<readonly (readonly Asked[])[]> {
  const options: CellOptions = {
    dir,
    marker: 'm0123456789ab',
    slots: trajectories.length,
    user: userOfCell(1),
    mint: mintSecret,
    models: [{ provider: 'anthropic', model, npm: '@ai-sdk/anthropic', contextTokens: 200_000, outputTokens: 16_000 }],
    toolDefinitions: toolDefinitionsFile,
    tools: toolDefinitions.map(({ name }) => name),
  }
  await mkdir(dir, { recursive: true })
  await layOut(options)
  await change(join(dir, 'config', 'opencode'))
  await using peer = await openPeer(modelSocketOf(dir), replaced)
  await using cell = await startCell(options)
  const all = []
  for (const [at, trajectory] of trajectories.entries()) {
    const { directory } = cell.slot(`s${at + 1}`)
    const begin = async () => {
      const { data: session } = await cell.client.session.create({ directory, title: 'played', agent })
      await cell.client.session.promptAsync({
        sessionID: session!.id,
        directory,
        agent,
        model: { providerID: 'anthropic', modelID: model },
        parts: [{ type: 'text', text: trajectory.prompt }],
      })
    }
    all.push(await peer.play(trajectory, begin))
  }
  return all
}

/** OpenCode's own agent, prompt and tools. A plugin keeps every tool from being run. */
function asDefault(instructions?: string) {
  return async (config: string) => {
    for (const name of ['agent', 'tool', 'lib', 'plugin']) await rm(join(config, name), { recursive: true })
    await mkdir(join(config, 'plugin'))
    const path = join(config, 'opencode.json')
    const { default_agent: _, agent: __, shell: ___, ...settings } = JSON.parse(readFileSync(path, 'utf8'))
    const named = instructions === undefined ? {} : { instructions: ['/cfg/opencode/AGENTS.md'] }
    await writeFile(path, JSON.stringify({ ...settings, ...named }))
    await writeFile(join(config, 'AGENTS.md'), instructions ?? '')
    const refusal = `export const Play = async () => ({ 'tool.execute.before': async () => { throw new Error('played') } })\n`
    await writeFile(join(config, 'plugin', 'play.js'), refusal)
  }
}

/** It has no tool for the reference: a page of the web, here with the very text that ours brought. */
function forDefault({ tool, args }: Parameters<Replaced>[0]) {
  if (tool === 'docs') {
    const place = args['page']
      ? encodeURIComponent(String(args['page']))
      : `?q=${encodeURIComponent(String(args['query']))}`
    return { tool: 'webfetch', args: { url: `https://docs.example/${place}`, format: 'markdown' } }
  }
  return tool === 'bash' ? { tool, args: { description: 'Runs it', ...args } } : { tool, args }
}
