import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { identityOf } from '../../src/gateway/identity.ts'
import { commandsInHelp, flagsInHelp } from '../../src/nango/cli-help.ts'
import { nangoEnvironment } from '../../src/nango/nango-box.ts'
import { understood } from '../../src/nango/shim-arguments.ts'
import { type Fact, differs, fact } from './fact.ts'
import { type ToyNango, openToyNango } from './toy-nango.ts'

interface Ended {
  readonly code: number | null
  readonly output: string
}

/** The plain CLI on a toy project and a toy server. */
interface Cli {
  run(...argv: string[]): Promise<Ended>
  write(source: string): void
  readonly project: string
  readonly dist: string
  readonly server: ToyNango
}

/** What `src/nango` and `src/gateway` rely on. */
export async function nangoFacts(nodeModules: string, temp: string): Promise<Fact[]> {
  await using server = await openToyNango()
  const cli = openCli(nodeModules, join(temp, 'project'), server)
  return [
    ...(await factsOfHelp(cli)),
    ...(await factsOfCompile(cli)),
    ...(await factsOfDryRun(cli)),
    ...(await factsOfFailures(cli)),
    ...(await factsOfFiles(cli)),
  ]
}

async function factsOfHelp(cli: Cli): Promise<Fact[]> {
  const flags = async (name: string) => flagsInHelp((await cli.run(name, '--help')).output).toSorted()
  const known = (name: string) =>
    Object.entries(understood[name] ?? {}).flatMap(([long, { short }]: [string, { short?: string }]) => [
      `--${long}`,
      ...(short ? [`-${short}`] : []),
    ])
  return [
    await fact('its help lists compile, dryrun, deploy and generate:tests', async () => {
      const names = commandsInHelp((await cli.run('--help')).output).map(({ name }) => name)
      return differs(
        ['compile', 'dryrun', 'deploy', 'generate:tests'].filter((name) => !names.includes(name)),
        [],
      )
    }),
    await fact('compile has the flags that are understood', async () =>
      differs(await flags('compile'), known('compile').toSorted()),
    ),
    await fact('dryrun has the flags that are understood', async () =>
      differs(await flags('dryrun'), known('dryrun').toSorted()),
    ),
  ]
}

async function factsOfCompile(cli: Cli): Promise<Fact[]> {
  const compile = async (source: string) => {
    cli.write(source)
    return cli.run('compile', '--no-interactive')
  }
  return [
    await fact('a dry run without builds says that a module is missing, exit 12', async () => {
      cli.write(action())
      const { code, output } = await cli.run(...dryRun)
      return code === 12 || output.includes('Cannot find module') ? undefined : `${code}: ${output}`
    }),
    await fact('compile: exit 0, “✓ Compiled”, a .cjs per function and .nango/nango.json', async () => {
      const { code, output } = await compile(action())
      const built = ['build/slack_actions_greet.cjs', '.nango/nango.json'].filter((path) =>
        existsSync(join(cli.project, path)),
      )
      return differs([code, output.includes('✓ Compiled'), built.length], [0, true, 2])
    }),
    await fact('nango.json has the JSON schemas of input and output', () => {
      const [integration] = JSON.parse(readFileSync(join(cli.project, '.nango/nango.json'), 'utf8'))
      const [{ name, input, json_schema }] = integration.actions
      return differs([name, typeof json_schema.definitions[input]], ['greet', 'object'])
    }),
    await fact('a type error: exit 10, “err - file:line:column”, “Found n errors”', async () => {
      const { code, output } = await compile(action({ body: 'return { greeting: 1 }' }))
      return differs(
        [code, /err - slack\/actions\/greet\.ts:\d+:\d+/.test(output), /Found \d+ errors?/.test(output)],
        [10, true, true],
      )
    }),
    await fact('a broken rule of the compiler: exit 10', async () => {
      const { code } = await compile(action({ body: `nango.get({ endpoint: '/x' }); return { greeting: '' }` }))
      return differs(code, 10)
    }),
  ]
}

async function factsOfDryRun(cli: Cli): Promise<Fact[]> {
  cli.write(action())
  await cli.run('compile', '--no-interactive')
  cli.server.asked.length = 0
  const ended = await cli.run(...dryRun, '--save')
  const asked = [...cli.server.asked]
  const mock = () => JSON.parse(readFileSync(join(cli.project, 'slack/tests/greet.test.json'), 'utf8'))
  return [
    await fact('a dry run that ends well: exit 0, the output as JSON', () =>
      differs([ended.code, ended.output.includes('"greeting": "Hello Ada"')], [0, true]),
    ),
    await fact('it asks for the connection, for the integration, and then by /proxy', () =>
      differs(
        asked.map(({ method, url }) => `${method} ${url}`),
        ['GET /connection/test?provider_config_key=slack', 'GET /integrations/slack', 'POST /proxy/greet?x=1'],
      ),
    ),
    await fact('a proxied request has the headers that the gateway reads', () => {
      const wanted = [
        'authorization',
        'connection-id',
        'provider-config-key',
        'retries',
        'base-url-override',
        'nango-proxy-x-zulu',
      ]
      return differs(
        wanted.filter((name) => asked.at(-1)?.headers[name] === undefined),
        [],
      )
    }),
    await fact('a saved mock has input, output, and each answer with status and hash', () => {
      const { input, output, api } = mock()
      return differs([input, output, api.post['/greet'].status], [{ name: 'Ada' }, { greeting: 'Hello Ada' }, 200])
    }),
    await fact('the hash of a mock is the one that the gateway computes', () => {
      const { pairs = [], body = '' } = asked.at(-1) ?? {}
      const wire = { method: 'POST', pathname: '/proxy/greet', query: [['x', '1']] as const, headers: pairs }
      return differs(mock().api.post['/greet'].hash, identityOf({ ...wire, body: Buffer.from(body) }))
    }),
    await fact('a function sees no fetch, process, structuredClone or queueMicrotask', async () => {
      cli.write(action({ body: 'return { greeting: Object.getOwnPropertyNames(globalThis).join() }' }))
      await cli.run('compile', '--no-interactive')
      const seen = /"greeting": "([^"]*)"/.exec((await cli.run(...dryRun)).output)?.[1]?.split(',')
      const absent = ['fetch', 'process', 'structuredClone', 'queueMicrotask']
      return seen
        ? differs(
            absent.filter((name) => seen.includes(name)),
            [],
          )
        : 'the dry run failed'
    }),
  ]
}

async function factsOfFailures(cli: Cli): Promise<Fact[]> {
  const fails = async (source: string, ...argv: string[]) => {
    cli.write(source)
    await cli.run('compile', '--no-interactive')
    rmSync(join(cli.project, 'slack/tests'), { recursive: true, force: true })
    return cli.run(...(argv.length > 0 ? argv : dryRun), '--save')
  }
  return [
    await fact('an ActionError: exit 12, its payload in the output, nothing saved', async () => {
      const { code, output } = await fails(
        action({ body: `throw new nango.ActionError({ message: 'no such thing' })` }),
      )
      return differs(
        [code, output.includes('no such thing'), existsSync(join(cli.project, 'slack/tests'))],
        [12, true, false],
      )
    }),
    await fact('an input that the schema declines: exit 12, invalid_action_input', async () => {
      const { code, output } = await fails(action(), ...dryRunWith('{}'))
      return differs([code, output.includes('invalid_action_input')], [12, true])
    }),
    await fact('an error of the API: exit 12, script_http_error', async () => {
      const { code, output } = await fails(
        action({ body: `await nango.get({ endpoint: '/none', retries: 0 }); return { greeting: '' }` }),
      )
      return differs([code, output.includes('script_http_error')], [12, true])
    }),
    await fact('a dry run validates by the schemas of the build before it', async () => {
      cli.write(action())
      await cli.run('compile', '--no-interactive')
      cli.write(action().replace(`name: z.string()`, `name: z.string(), more: z.string()`))
      const { code } = await cli.run(...dryRun)
      return differs(code, 0)
    }),
  ]
}

/** Modules that are imported by path, and places in them that the light CLI is cut at. */
async function factsOfFiles({ dist }: Cli): Promise<Fact[]> {
  const cuts: readonly (readonly [string, string])[] = [
    ['zeroYaml/compile.js', 'export function detectFeatures('],
    ['zeroYaml/compile.js', 'const def = await parseIntegrationDefinitions({ fullPath, debug });'],
    ['services/dryrun.service.js', 'return unzipper;'],
    ['services/dryrun.service.js', 'return zod;'],
    ['testMocks/utils.js', 'NangoActionMock'],
    ['../package.json', '"./test"'],
  ]
  return Promise.all(
    cuts.map(([path, text]) =>
      fact(`${path} has “${text}”`, () => readFileSync(join(dist, path), 'utf8').includes(text) || 'it has not'),
    ),
  )
}

function dryRunWith(input: string): string[] {
  const place = ['greet', 'test', '-e', 'dev', '--integration-id', 'slack']
  return ['dryrun', ...place, '--no-interactive', '--auto-confirm', '--validate', '--input', input]
}

const dryRun = dryRunWith('{"name":"Ada"}')

function openCli(nodeModules: string, project: string, server: ToyNango): Cli {
  const dist = join(nodeModules, 'nango/dist')
  const versionOf = (name: string) =>
    JSON.parse(readFileSync(join(nodeModules, name, 'package.json'), 'utf8')).version as string
  const manifest = { type: 'module', devDependencies: { nango: versionOf('nango'), zod: versionOf('zod') } }
  const files = {
    'package.json': JSON.stringify(manifest),
    'index.ts': `import './slack/actions/greet.js';\n`,
    '.nango/.gitkeep': '',
  }
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  symlinkSync(nodeModules, join(project, 'node_modules'))
  const env = {
    ...nangoEnvironment,
    NANGO_HOSTPORT: server.url,
    NANGO_SECRET_KEY_DEV: '11111111-2222-4333-8444-555555555555',
    HOME: project,
    PATH: '/usr/bin:/bin',
  }
  return {
    project,
    dist,
    server,
    write: (source) => write('slack/actions/greet.ts', source),
    run: (...argv) => ended(join(dist, 'index.js'), argv, { cwd: project, env }),
  }
}

function ended(
  cli: string,
  argv: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...argv], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

function action({
  body = `return (await nango.post({ endpoint: '/greet', params: { x: '1' }, headers: { 'X-Zulu': '1' }, data: input, retries: 3 })).data`,
} = {}): string {
  return `import { createAction } from 'nango'
import { z } from 'zod'
export default createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: z.object({ name: z.string() }),
  output: z.object({ greeting: z.string() }),
  exec: async (nango, input): Promise<{ greeting: string }> => {
    void input
    ${body}
  },
})
`
}
