import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createOpencodeClient, type OpencodeClient } from '@opencode-ai/sdk/v2/client'
import { type Fact, differs, fact } from './fact.ts'

/** A server with one tool of ours, before a model that calls it once and then stops. */
interface Server extends AsyncDisposable {
  readonly client: OpencodeClient
  readonly dir: string
  readonly database: string
  /** Bodies and headers of what the model was asked. */
  readonly asked: readonly { readonly headers: Readonly<Record<string, unknown>>; readonly body: ModelRequest }[]
}

interface ModelRequest {
  readonly tools?: readonly { readonly function: { readonly name: string; readonly description: string } }[]
  readonly messages: readonly { readonly role: string }[]
}

const marker = 'marker-of-the-check'

/** What `src/agent` and `src/trace` rely on. */
export async function openCodeFacts(nodeModules: string, temp: string): Promise<Fact[]> {
  const binary = join(nodeModules, `opencode-${process.platform}-${process.arch}`, 'bin/opencode')
  const found = await fact('the executable is where its package had it', () => existsSync(binary) || `no ${binary}`)
  if (found.broken !== undefined) return [found]
  await using server = await openServer(binary, join(temp, 'opencode'))
  return [found, ...(await factsOfRoutes(server)), ...(await factsOfSession(server))]
}

async function factsOfRoutes({ client, dir }: Server): Promise<Fact[]> {
  return [
    await fact('the server says that it is healthy, and its version', async () => {
      const { data } = await client.global.health()
      return data?.healthy === true && data.version !== '' ? undefined : JSON.stringify(data)
    }),
    await fact('it takes the configuration of OPENCODE_CONFIG_DIR', async () => {
      const { data } = await client.config.get({ directory: dir })
      return differs(data?.model, 'toy/toy')
    }),
    await fact('nothing is downloaded into a configuration that has a lock file and a .gitignore', () =>
      existsSync(join(dir, '../config/node_modules/@opencode-ai')) ? 'its plugin package was installed' : undefined,
    ),
  ]
}

async function factsOfSession(server: Server): Promise<Fact[]> {
  const { client, dir, database } = server
  const { data: session, error } = await client.session.create({
    directory: dir,
    title: 'check',
    agent: 'builder',
    metadata: { attempt: 'x' },
  })
  const opened = await fact('a session is opened with agent and metadata', () =>
    session ? undefined : JSON.stringify(error),
  )
  if (!session) return [opened]
  const idle = idleEvent(client, session.id)
  const prompt = {
    sessionID: session.id,
    directory: dir,
    agent: 'builder',
    model: { providerID: 'toy', modelID: 'toy' },
  }
  const sent = await client.session.promptAsync({ ...prompt, parts: [{ type: 'text', text: 'go' }] })
  const ended = await idle
  return [
    opened,
    await fact('a prompt is taken without waiting for its end', () =>
      sent.error ? JSON.stringify(sent.error) : undefined,
    ),
    await fact('session.idle comes by the event stream', () =>
      ended ? undefined : 'it did not come within 60 seconds',
    ),
    ...(await factsOfTools(server, session.id)),
    await fact('the messages of a session can be read', async () => {
      const { data } = await client.session.messages({ sessionID: session.id, directory: dir })
      return differs(
        data?.some(({ parts }) => parts.some(({ type }) => type === 'tool')),
        true,
      )
    }),
    await fact('a session is aborted, and its directory’s instance disposed of', async () => {
      const aborted = await client.session.abort({ sessionID: session.id, directory: dir })
      const disposed = await client.instance.dispose({ directory: dir })
      return aborted.error || disposed.error ? JSON.stringify([aborted.error, disposed.error]) : undefined
    }),
    await fact('its database has session, message and part, with data as JSON', () =>
      differs(columnsOf(database), columns),
    ),
  ]
}

async function factsOfTools({ dir, asked }: Server, sessionId: string): Promise<Fact[]> {
  const first = asked.find(({ body }) => body.tools !== undefined)
  const used = () => JSON.parse(readFileSync(join(dir, 'tool-call.json'), 'utf8'))
  return [
    await fact('the model is asked with x-session-id', () => differs(first?.headers['x-session-id'], sessionId)),
    await fact('a tool file of ours replaces the built-in one, with our marker', () => {
      const ours = first?.body.tools?.filter(({ function: { name } }) => name === 'bash') ?? []
      return differs(
        ours.map(({ function: { description } }) => description.includes(marker)),
        [true],
      )
    }),
    await fact('tools that the agent is denied are not offered', () =>
      differs(first?.body.tools?.map(({ function: { name } }) => name).toSorted(), ['bash']),
    ),
    await fact('a tool is told session, call and directory, and can be aborted', () => {
      const { sessionID, callID, directory, abort } = used()
      return differs([sessionID, typeof callID, directory, abort], [sessionId, 'string', dir, true])
    }),
    await fact('the tool’s answer goes back to the model', () =>
      differs(
        asked.at(-1)?.body.messages.some(({ role }) => role === 'tool'),
        true,
      ),
    ),
  ]
}

const columns = [
  'session.id',
  'session.directory',
  'message.session_id',
  'message.data',
  'part.message_id',
  'part.session_id',
  'part.data',
]

function columnsOf(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return columns.filter((column) => {
      const [table = '', name = ''] = column.split('.')
      const names = database
        .prepare(`SELECT name FROM pragma_table_info(?)`)
        .all(table)
        .map((row) => row['name'])
      return names.includes(name)
    })
  } finally {
    database.close()
  }
}

async function idleEvent(client: OpencodeClient, sessionId: string): Promise<boolean> {
  const { stream } = await client.global.event({ signal: AbortSignal.timeout(60_000) })
  try {
    for await (const event of stream) {
      const { payload } = event as { payload?: { type: string; properties?: { sessionID?: string } } }
      if (payload?.type === 'session.idle' && payload.properties?.sessionID === sessionId) return true
    }
  } catch {
    // Out of time.
  }
  return false
}

async function openServer(binary: string, root: string): Promise<Server> {
  const dir = join(root, 'work')
  mkdirSync(dir, { recursive: true })
  const asked: Server['asked'][number][] = []
  const model = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const body = JSON.parse(text) as ModelRequest
      asked.push({ headers: request.headers, body })
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const isFirst = body.tools !== undefined && !body.messages.some(({ role }) => role === 'tool')
      for (const chunk of isFirst ? callOfTool : finalAnswer) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
      response.end('data: [DONE]\n\n')
    })
  })
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve))
  layOut(root, (model.address() as AddressInfo).port)
  const server = spawn(binary, ['serve', '--port', '0', '--hostname', '127.0.0.1'], {
    cwd: dir,
    env: environment(root),
  })
  const close = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    if (server.kill('SIGKILL')) await gone
    model.closeAllConnections()
    model.close()
  }
  try {
    const client = createOpencodeClient({ baseUrl: await listening(server) })
    return { client, dir, asked, database: join(root, 'data/opencode/opencode.db'), [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
        if (url) resolve(url)
      })
    }
    server.on('exit', () => reject(new Error(`the server ended: ${said.slice(-500)}`)))
    setTimeout(() => reject(new Error(`the server did not say where it listens: ${said.slice(-500)}`)), 60_000).unref()
  })
}

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'x',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'toy',
  choices: [{ index: 0, delta, finish_reason }],
})
const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'bash', arguments: '{"command":"ls"}' } }
const callOfTool = [chunk({ role: 'assistant', tool_calls: [call] }), chunk({}, 'tool_calls')]
const finalAnswer = [chunk({ role: 'assistant', content: 'done' }), chunk({}, 'stop')]

const toolSource = `import { writeFileSync } from 'node:fs'
export default {
  description: 'Runs a command [${marker}]',
  args: {},
  async execute(args, { sessionID, callID, directory, abort }) {
    writeFileSync(directory + '/tool-call.json', JSON.stringify({ sessionID, callID, directory, abort: abort instanceof AbortSignal }))
    return 'ran'
  },
}
`

function layOut(root: string, port: number): void {
  const config = {
    model: 'toy/toy',
    small_model: 'toy/toy',
    enabled_providers: ['toy'],
    default_agent: 'builder',
    autoupdate: false,
    share: 'disabled',
    snapshot: false,
    provider: {
      toy: {
        npm: '@ai-sdk/openai-compatible',
        name: 'toy',
        options: { baseURL: `http://127.0.0.1:${port}`, apiKey: 'x' },
        models: { toy: { name: 'toy', tool_call: true, limit: { context: 100_000, output: 8_000 } } },
      },
    },
  }
  const files = {
    'config/opencode.json': JSON.stringify(config),
    'config/agent/builder.md':
      '---\ndescription: x\nmode: primary\npermission:\n  "*": deny\n  bash: allow\n---\nDo it.\n',
    'config/tool/bash.ts': toolSource,
    'config/.gitignore': 'node_modules\n',
    'config/package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: { '': { dependencies: { '@opencode-ai/plugin': '*' } } },
    }),
    'models.json': '{}',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  mkdirSync(join(root, 'config/node_modules'), { recursive: true })
}

function environment(root: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    HOME: root,
    XDG_CONFIG_HOME: join(root, 'global'),
    XDG_DATA_HOME: join(root, 'data'),
    XDG_STATE_HOME: join(root, 'state'),
    XDG_CACHE_HOME: join(root, 'cache'),
    OPENCODE_CONFIG_DIR: join(root, 'config'),
    OPENCODE_MODELS_PATH: join(root, 'models.json'),
    OPENCODE_DISABLE_PROJECT_CONFIG: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_FFF: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    OPENCODE_DISABLE_SHARE: '1',
  }
}
