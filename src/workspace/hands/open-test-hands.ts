import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { writtenByTools } from '../../nango/toolchain.ts'
import type { HandCall } from '../hand-call.ts'
import { openHands } from './open-hands.ts'
import type { HandsOptions } from './open-hands.ts'

/** Hands for tests, on a workspace with a sibling beside it. */
export interface TestHands extends AsyncDisposable {
  readonly dir: string
  readonly journal: readonly HandCall[]
  readonly socketPath: string
  /** For a second pair of hands on the same workspace. */
  readonly options: HandsOptions
  call(tool: string, args: unknown, signal?: AbortSignal): Promise<{ output?: string; error?: string; title?: string }>
  /** What a bash command printed. */
  bash(command: string): Promise<string>
  lastDenial(): HandCall['denial']
}

export async function openTestHands(more: Partial<HandsOptions> = {}): Promise<TestHands> {
  const dir = mkdtempSync('/tmp/hands-')
  const { workspaceDir, toolchain } = layOut(dir)
  const journal: HandCall[] = []
  const socketPath = join(dir, 's1.sock')
  const options: HandsOptions = {
    socketPath,
    root: '/ws/s1',
    workspaceDir,
    sourceFile: 'slack/actions/post.ts',
    scratch: 'scratch',
    toolchain,
    session: () => 'ses',
    guardrails: 'enforce',
    laid: new Map(),
    run: {
      nango: async (argv) => ({ exitCode: 12, output: `ran ${JSON.stringify(argv)}` }),
      docs: async ({ query, page }) => `docs for ${query ?? page}`,
      blocked: () => undefined,
    },
    journal: (call) => journal.push(call),
    ...more,
  }
  const hands = await openHands(options)
  const call: TestHands['call'] = (tool, args, signal) => callHands({ socketPath, tool, args }, signal)
  return {
    dir,
    journal,
    socketPath,
    options,
    call,
    bash: async (command) => (await call('bash', { command })).output ?? '',
    lastDenial: () => journal.at(-1)?.denial,
    async [Symbol.asyncDispose]() {
      await hands[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export const sourceText = `import { createAction } from 'nango'

export default createAction({
  description: 'posts',
  exec: async (nango, input) => {
    const response = await nango.post({ endpoint: '/chat.postMessage', data: input })
    return { ok: response.data.ok }
  },
})
`

function layOut(dir: string) {
  const toolchainDir = join(dir, 'toolchain')
  for (const name of ['nango', ...writtenByTools])
    mkdirSync(join(toolchainDir, 'node_modules', name), { recursive: true })
  writeFileSync(join(toolchainDir, 'node_modules/nango/index.js'), 'exports.version = 1 // createAction')
  for (const name of ['s1', 's2']) {
    const files = {
      'slack/actions/post.ts': name === 's1' ? sourceText : 'SIBLING-SECRET',
      'slack/tests/post.test.json': '{"owned":true}',
      'package.json': '{}',
      'tsconfig.json': '{}',
      '.env': 'NANGO_SECRET_KEY_DEV=none\n',
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(dir, name, path, '..'), { recursive: true })
      writeFileSync(join(dir, name, path), text)
    }
    mkdirSync(join(dir, name, 'node_modules'))
  }
  writeFileSync(join(dir, 'canary'), 'HOST-SECRET')
  mkdirSync(join(dir, 's1/scratch'))
  return {
    workspaceDir: join(dir, 's1'),
    toolchain: { dir: toolchainDir, node: process.execPath },
  }
}

interface Sent {
  readonly socketPath: string
  readonly tool: string
  readonly args: unknown
}

/** As the server of a cell would. */
export function callHands(
  { socketPath, tool, args }: Sent,
  signal?: AbortSignal,
): Promise<{ output?: string; error?: string }> {
  return new Promise((resolve, reject) => {
    const options = { socketPath, method: 'POST', path: `/${tool}`, ...(signal && { signal }) }
    const sent = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(JSON.parse(text)))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ args, session: 'ses', call: `call-${tool}` }))
  })
}
