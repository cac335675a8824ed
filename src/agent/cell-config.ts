import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Skill } from '../plan/skill.ts'
import { skillPermission, writeCellSkills } from './cell-skills.ts'
import { nameInCell } from './name-in-cell.ts'
import { openCodeVersion } from './opencode.ts'

export interface CellConfigOptions {
  readonly dir: string
  /** Text in every tool's description: its absence in a model request shows that ours were not loaded. */
  readonly marker: string
  /** Names of our tools, in the order of `tool-definitions.ts`. */
  readonly tools: readonly string[]
  /** The file that defines them, on the host; it imports nothing but zod. */
  readonly toolDefinitions: string
  /** `provider/model` ids that sessions of this cell may use. */
  readonly models: readonly ModelConfig[]
  /** Folders that every agent of this cell may load; none unless given. */
  readonly skills?: readonly Skill[]
}

export interface ModelConfig {
  readonly provider: string
  readonly model: string
  /** AI SDK package, one of those bundled in OpenCode. */
  readonly npm: '@ai-sdk/openai-compatible' | '@ai-sdk/openai' | '@ai-sdk/anthropic'
  readonly contextTokens: number
  readonly outputTokens: number
}

/** Where the cell reaches the model gateway, inside the cell. */
const modelGateway = 'http://127.0.0.1:18080'

/** Lays out the read-only configuration directory of a cell: agent, tools and providers, and nothing to download. */
export async function writeCellConfig(options: CellConfigOptions): Promise<void> {
  const { dir, skills = [] } = options
  await mkdir(join(dir, 'opencode', 'agent'), { recursive: true })
  await mkdir(join(dir, 'opencode', 'plugin'))
  await mkdir(join(dir, 'opencode', 'tool'))
  await mkdir(join(dir, 'opencode', 'lib'))
  await mkdir(join(dir, 'global', 'opencode'), { recursive: true })
  await Promise.all([
    ...['opencode', join('global', 'opencode')].map((name) => stopDownloads(join(dir, name))),
    writeFile(join(dir, 'models.json'), '{}'),
    writeFile(join(dir, 'opencode', 'opencode.json'), JSON.stringify(openCodeJson(options), null, 2)),
    writeFile(join(dir, 'opencode', 'agent', 'builder.md'), agentMarkdown(await readFile(builder, 'utf8'), skills)),
    writeFile(join(dir, 'opencode', 'plugin', 'stable-prompt.js'), stablePromptSource),
    writeCellSkills(join(dir, 'opencode'), skills),
    cp(options.toolDefinitions, join(dir, 'opencode', 'lib', 'tool-definitions.ts')),
    writeFile(join(dir, 'opencode', 'lib', 'forward.js'), forwardSource),
    ...options.tools.map((tool) =>
      writeFile(join(dir, 'opencode', 'tool', `${tool}.ts`), toolSource(tool, options.marker)),
    ),
  ])
  const zod = dirname(createRequire(import.meta.url).resolve('zod/package.json'))
  await cp(zod, join(dir, 'opencode', 'node_modules', 'zod'), { recursive: true })
}

const builder = join(import.meta.dirname, 'prompts', 'builder.md')

/**
 * OpenCode installs its plugin package into every configuration directory that lacks these markers, and waits for it
 * once a tool file exists; a read-only directory without `.gitignore` fails every request (opencode.md §1.3).
 */
async function stopDownloads(dir: string): Promise<void> {
  await mkdir(join(dir, 'node_modules'), { recursive: true })
  const lock = { lockfileVersion: 3, packages: { '': { dependencies: { '@opencode-ai/plugin': openCodeVersion } } } }
  await Promise.all([
    writeFile(join(dir, 'package-lock.json'), JSON.stringify(lock)),
    writeFile(join(dir, '.gitignore'), 'node_modules\n'),
  ])
}

function openCodeJson({ models }: CellConfigOptions) {
  const first = models[0]
  if (!first) throw new Error('a cell needs at least one model')
  const name = `${first.provider}/${nameInCell(first.model)}`
  return {
    model: name,
    small_model: name,
    enabled_providers: [...new Set(models.map(({ provider }) => provider))],
    default_agent: 'builder',
    autoupdate: false,
    share: 'disabled',
    snapshot: false,
    lsp: false,
    formatter: false,
    // Ours replace the built-in tools; if they ever did not load, the built-in shell would have no shell.
    shell: '/bin/false',
    agent: {
      build: { disable: true },
      plan: { disable: true },
      general: { disable: true },
      explore: { disable: true },
    },
    provider: Object.fromEntries(
      Object.entries(Object.groupBy(models, ({ provider }) => provider)).map(([provider, group = []]) => [
        provider,
        providerJson(provider, group),
      ]),
    ),
  }
}

function providerJson(provider: string, models: readonly ModelConfig[]) {
  return {
    npm: models[0]?.npm,
    name: provider,
    options: {
      baseURL: `${modelGateway}/${provider}`,
      apiKey: 'held-by-the-model-gateway',
      chunkTimeout: 120_000,
      headerTimeout: 120_000,
    },
    models: Object.fromEntries(
      models.map(({ model, contextTokens, outputTokens }) => [
        nameInCell(model),
        { name: model, tool_call: true, limit: { context: contextTokens, output: outputTokens } },
      ]),
    ),
  }
}

function agentMarkdown(prompt: string, skills: readonly Skill[]): string {
  const allowed = ['bash', 'read', 'edit', 'write', 'grep', 'glob', 'docs', 'report_blocked', 'invalid']
  // The box is the wall; no rule may ever resolve to "ask", which would wait for ever.
  const permission = [
    '"*": deny',
    ...allowed.map((tool) => `${tool}: allow`),
    ...skillPermission(skills),
    'external_directory: allow',
    'doom_loop: allow',
  ]
  const rules = permission.map((rule) => `  ${rule}`).join('\n')
  return `---\ndescription: Writes one Nango function and proves it in dry runs\nmode: primary\npermission:\n${rules}\n---\n${prompt}`
}

function toolSource(tool: string, marker: string): string {
  return `import { toolDefinitions } from '../lib/tool-definitions.ts'
import { forward } from '../lib/forward.js'
const definition = toolDefinitions.find(({ name }) => name === ${JSON.stringify(tool)})
export default {
  description: definition.description + ${JSON.stringify(`\n[${marker}]`)},
  args: definition.args,
  execute: (args, context) => forward(${JSON.stringify(tool)}, args, context),
}
`
}

/**
 * OpenCode puts the slot's directory, the day and the model's name behind the agent's prompt, before all that was said.
 * No agent needs them there, and with them no two attempts would have a beginning in common. Were it not loaded, prompts
 * would be dearer and as good.
 */
const stablePromptSource = `export const StablePrompt = async () => ({
  'experimental.chat.system.transform': async (_, output) => {
    const text = output.system[0]
    if (text) output.system[0] = text.replace(/\\nYou are powered by the model named [^]*?<\\/env>/, '')
  },
})
`

/** Runs in the server: passes a call on to the agent's hands, by the socket named after the session's directory. */
const forwardSource = `import http from 'node:http'
export const forward = (tool, args, context) => new Promise((resolve, reject) => {
  const body = JSON.stringify({ args, session: context.sessionID, call: context.callID ?? '' })
  const slot = context.directory.split('/')[2]
  const request = http.request({
    socketPath: '/run/cell/hands/' + slot + '.sock', method: 'POST', path: '/' + tool,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk) => { text += chunk })
    response.on('error', reject)
    response.on('end', () => {
      const answer = JSON.parse(text)
      if (answer.error) reject(new Error(answer.error))
      else resolve({ title: answer.title ?? tool, output: answer.output, metadata: answer.metadata ?? {} })
    })
  })
  context.abort?.addEventListener('abort', () => request.destroy(new Error('aborted')))
  request.on('error', reject)
  request.end(body)
})
`
