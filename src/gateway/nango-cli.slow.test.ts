import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { x } from 'tinyexec'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import type { Exchange } from './exchange.ts'
import { fixtureOf } from './fixture.ts'
import type { FixtureSource } from './fixture.ts'
import type { GatewayOptions } from './gateway.ts'
import { openTestGateway, testCredential } from './open-test-gateway.ts'
import type { TestGateway } from './open-test-gateway.ts'

const nodeModules = resolve('node_modules')

const action = `import { createAction } from 'nango'
import { z } from 'zod'

const action = createAction({
  description: 'Asks in every way that matters for an identity',
  version: '1.0.0',
  input: z.object({ channel: z.string(), text: z.string() }),
  output: z.object({ connection: z.string(), seen: z.array(z.string()), page: z.string() }),
  exec: async (nango, input) => {
    const connection = await nango.getConnection()
    const posted = await nango.post({ endpoint: '/chat.postMessage', data: input, retries: 3 })
    const long = await nango.post({ endpoint: 'long', data: { text: 'é'.repeat(1200) }, retries: 3 })
    const vendor = await nango.post({
      endpoint: '/vendor?b=2',
      params: { a: 'x y' },
      headers: { 'Content-Type': 'application/vnd.api+json', 'X-Zulu': '1', 'a-lower': 'two' },
      data: { a: 1 },
      retryOn: [409],
      retries: 2,
    })
    const form = await nango.post({
      endpoint: '/form',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      data: 'a=1&b=%C3%A9',
      retries: 3,
    })
    const fields = await nango.post({
      endpoint: '/fields',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      data: { channel: input.channel, text: input.text },
      retries: 3,
    })
    const typed = await nango.get({ endpoint: '/typed/a%40b/c@d', headers: { 'content-type': 'text/plain' }, retries: 3 })
    const removed = await nango.delete({ endpoint: '/gone', retries: 3 })
    const patched = await nango.patch({ endpoint: '/patched', data: { nothing: null }, retries: 3 })
    const page = await nango.get({ endpoint: '/page', retries: 3 })
    const again = await nango.post({ endpoint: '/chat.postMessage', data: input, retries: 3 })
    const all = [posted, long, vendor, form, fields, typed, patched, again]
    return {
      connection: connection.connection_id,
      seen: [...all.map((answer) => answer.data.was), String(removed.status)],
      page: page.data,
    }
  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`

const sync = `import { createSync } from 'nango'
import { z } from 'zod'

const sync = createSync({
  description: 'Reads members page by page',
  version: '1.0.0',
  frequency: 'every hour',
  autoStart: false,
  metadata: z.object({ team: z.string() }),
  models: { Member: z.object({ id: z.string(), team: z.string() }) },
  exec: async (nango) => {
    const { team } = await nango.getMetadata()
    for await (const page of nango.paginate({
      endpoint: '/users.list',
      params: { team },
      paginate: { response_path: 'members', limit: 2 },
      retries: 3,
    })) {
      await nango.batchSave(page.map((member: { id: string }) => ({ id: member.id, team })), 'Member')
    }
  },
})

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0]
export default sync
`

async function toySlack(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname.endsWith('/gone')) return new Response(null, { status: 204 })
  if (url.pathname.endsWith('/page')) return new Response('just text', { headers: { 'content-type': 'text/plain' } })
  if (url.pathname.endsWith('/users.list')) {
    const second = url.searchParams.get('cursor') === 'next=='
    const members = second ? [{ id: 'U3' }] : [{ id: 'U1' }, { id: 'U2' }]
    return Response.json({ ok: true, members, response_metadata: { next_cursor: second ? '' : 'next==' } })
  }
  return Response.json({ ok: true, was: `${request.method} ${url.pathname} ${(await request.text()).length}` })
}

/** A Nango project with the two functions, and the real CLI in it, talking to a gateway by TCP. */
async function openProject(options: Partial<GatewayOptions> = {}) {
  const temp = await openTempDir()
  const dir = join(temp.dir, 'project')
  const files = {
    'package.json': JSON.stringify({ type: 'module', devDependencies: { nango: '0.71.10', zod: '4.3.6' } }),
    'index.ts': "import './slack/actions/ask-around.js';\nimport './slack/syncs/members.js';\n",
    'slack/actions/ask-around.ts': action,
    'slack/syncs/members.ts': sync,
    '.nango/.gitkeep': '',
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(dir, path, '..'), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  await symlink(nodeModules, join(dir, 'node_modules'))
  const test = await openTestGateway(toySlack, options)
  const bridge = createServer((client) => {
    const server = connect(test.gateway.socketPath)
    client.on('error', () => server.destroy()).pipe(server)
    server.on('error', () => client.destroy()).pipe(client)
  })
  await new Promise<void>((resolve) => bridge.listen(0, '127.0.0.1', resolve))
  const env = {
    HOME: temp.dir,
    NANGO_HOSTPORT: `http://127.0.0.1:${(bridge.address() as AddressInfo).port}`,
    NANGO_SECRET_KEY_DEV: test.gateway.token,
    NANGO_CLI_UPGRADE_MODE: 'ignore',
    NANGO_CLI_DEPENDENCY_UPDATE: 'false',
    NO_COLOR: '1',
  }
  return {
    dir,
    test,
    run: (script: string, ...args: string[]) =>
      x(process.execPath, [join(nodeModules, script), ...args], { nodeOptions: { cwd: dir, env } }),
    async [Symbol.asyncDispose]() {
      bridge.close()
      await test[Symbol.asyncDispose]()
      await temp[Symbol.asyncDispose]()
    },
  }
}

type Project = Awaited<ReturnType<typeof openProject>>

function dryRun(project: Project, name: string, ...args: string[]) {
  return project.test.gateway.during(name, async () =>
    project.run('nango/dist/index.js', 'dryrun', name, 'test-connection', ...dryRunFlags, ...args),
  )
}
const dryRunFlags = ['-e', 'dev', '--no-interactive', '--auto-confirm', '--integration-id', 'slack', '--save']

async function savedMock({ dir }: Project, name: string) {
  return JSON.parse(await readFile(join(dir, `slack/tests/${name}.test.json`), 'utf8'))
}

function fixture({ gateway }: TestGateway, name: string, rest: Partial<FixtureSource>) {
  const exchanges = gateway.recording.filter((exchange: Exchange) => exchange.during === name)
  return JSON.parse(JSON.stringify(fixtureOf({ exchanges, connection: 'test-connection', provider: 'slack', ...rest })))
}

interface Mock {
  readonly api: Record<string, Record<string, unknown>>
}

/** What replay goes by: hash, answer and query of every entry, in order. */
function entriesOf({ api }: Mock): unknown[] {
  return Object.entries(api).flatMap(([method, paths]) =>
    Object.entries(paths).flatMap(([path, entries]) =>
      [entries].flat().map((entry) => {
        const { hash, response, status, request } = entry as Record<string, { params?: unknown }>
        return { method, path, hash, response, status, params: request?.params }
      }),
    ),
  )
}

describe("Nango's own CLI before the gateway", () => {
  let project: Project
  const input = { channel: 'C1', text: 'hé "quoted"' }
  beforeAll(async () => {
    project = await openProject({ metadata: { team: 'T1' } })
    const compiled = await project.run('nango/dist/index.js', 'compile', '--no-interactive')
    expect(compiled.exitCode, compiled.stdout + compiled.stderr).toBe(0)
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('dry-runs an action and saves what our recording yields', async () => {
    const done = await dryRun(project, 'ask-around', '--input', JSON.stringify(input))
    expect(done.exitCode, done.stdout + done.stderr).toBe(0)
    const saved = await savedMock(project, 'ask-around')
    const ours = fixture(project.test, 'ask-around', { input, output: saved.output })
    // Nango drops a lower-case content-type of a GET when it saves and looks for it when it replays.
    const { '/typed/a%40b/c@d': typed, ...get } = saved.api.get
    const { '/typed/a%40b/c@d': ourTyped, ...ourGet } = ours.api.get
    expect(entriesOf({ api: { ...ours.api, get: ourGet } })).toEqual(entriesOf({ api: { ...saved.api, get } }))
    expect(ourTyped.response).toEqual(typed.response)
    expect(ours).toMatchObject({ nango: saved.nango })
    expect(Object.keys(saved.api.post)).toEqual(['/chat.postMessage', '/long', '/vendor', '/form', '/fields'])
  })

  it('dry-runs a paginated sync and saves what our recording yields', async () => {
    const done = await dryRun(project, 'members')
    expect(done.exitCode, done.stdout + done.stderr).toBe(0)
    const saved = await savedMock(project, 'members')
    const { batchSave, batchDelete } = saved.nango
    expect(batchSave.Member.map(({ id }: { id: string }) => id)).toEqual(['U1', 'U2', 'U3'])
    const ours = fixture(project.test, 'members', { saved: batchSave, deleted: batchDelete })
    expect(ours).toMatchObject({ nango: saved.nango })
    expect(entriesOf(ours)).toEqual(entriesOf(saved))
  })

  it('replays our fixtures with its own mocks', async () => {
    const actionMock = await savedMock(project, 'ask-around')
    const syncMock = await savedMock(project, 'members')
    const fixtures = {
      'ask-around': fixture(project.test, 'ask-around', { input, output: actionMock.output }),
      members: fixture(project.test, 'members', { saved: syncMock.nango.batchSave, deleted: { Member: [] } }),
    }
    for (const [name, value] of Object.entries(fixtures)) {
      await writeFile(join(project.dir, `slack/tests/${name}.test.json`), JSON.stringify(value))
    }
    const generated = await project.run('nango/dist/index.js', 'generate:tests', '--no-interactive', '--auto-confirm')
    expect(generated.exitCode, generated.stdout + generated.stderr).toBe(0)
    await project.run('vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=report.json')
    const report = await readFile(join(project.dir, 'report.json'), 'utf8')
    expect(JSON.parse(report), report).toMatchObject({ numPassedTests: 3, numFailedTests: 0 })
  })

  it('leaves no secret in the project', async () => {
    for (const name of ['ask-around', 'members']) {
      const saved = JSON.stringify(await savedMock(project, name))
      expect(saved).not.toContain(testCredential)
      expect(saved).not.toContain(project.test.gateway.token)
    }
  })
})

describe("Nango's CLI after failed access", () => {
  it('gets the stop in the place of every later answer', async () => {
    const dead = JSON.stringify({ ok: false, error: 'invalid_auth' })
    const project = await openProject({ faults: [{ kind: 'status', status: 401, body: dead }] })
    try {
      await project.run('nango/dist/index.js', 'compile', '--no-interactive')
      const done = await dryRun(project, 'ask-around', '--input', '{"channel":"C1","text":"a"}')
      expect(done.exitCode).toBe(12)
      const stopped = await dryRun(project, 'ask-around', '--input', '{"channel":"C1","text":"a"}')
      expect(stopped.stdout + stopped.stderr).toContain('use report_blocked')
      const proxied = project.test.gateway.recording.filter(({ kind }) => kind === 'proxy')
      expect(proxied.map(({ madeBy, faults = [] }) => [madeBy, faults.length])).toEqual([
        ['fault', 4],
        ['stop', 0],
      ])
    } finally {
      await project[Symbol.asyncDispose]()
    }
  })
})

describe("Nango's CLI and a connection that breaks", () => {
  const once = `import { createAction } from 'nango'
import { z } from 'zod'
const action = createAction({
  description: 'Posts, and says how that ended',
  version: '1.0.0',
  input: z.object({ retries: z.number() }),
  output: z.object({ ended: z.string() }),
  exec: async (nango, input) => {
    try {
      const posted = await nango.post({ endpoint: '/chat.postMessage', data: { text: 'a' }, retries: input.retries })
      return { ended: typeof posted.data }
    } catch (error: any) {
      return { ended: [error.code, error.response?.status ?? 'no answer'].join(' ') }
    }
  },
})
export default action
`
  let project: Project
  beforeAll(async () => {
    project = await openProject()
    await writeFile(join(project.dir, 'slack/actions/ask-around.ts'), once)
    await project.run('nango/dist/index.js', 'compile', '--no-interactive')
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it.each([
    [{ kind: 'lost-answer', times: 1 }, 0, 'ECONNRESET no answer', 1],
    [{ kind: 'lost-answer', times: 1 }, 3, 'object', 2],
    [{ kind: 'reset', times: 1 }, 0, 'ECONNRESET no answer', 0],
    [{ kind: 'truncation', bytes: 9 }, 3, 'ERR_BAD_RESPONSE 200', 1],
    [{ kind: 'html' }, 3, 'string', 0],
  ] as const)('by %o, with %d retries, ends with %s', async (fault, retries, ended, asked) => {
    const before = project.test.seen.length
    const input = JSON.stringify({ retries })
    const done = await project.test.gateway.failing([fault], () => dryRun(project, 'ask-around', '--input', input))
    expect(done.stdout + done.stderr).toContain(ended)
    expect(project.test.seen.length - before).toBe(asked)
  })
})
