import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectsTheAnswer, hardCodes, inventsMethods, mapsMissingField, readsFirstPageOnly } from '../spoil.ts'
import { sourceText, works } from './work.ts'

const nango = dirname(createRequire(import.meta.url).resolve('nango/package.json'))
const scene = { model: 'CalendarEvent' }

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'assay-works-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

interface Source {
  readonly api: string
  readonly name: string
  readonly text: string
}

/** One project with all these functions, compiled by the real CLI. */
async function compiled(project: string, sources: readonly Source[]): Promise<{ code: number; output: string }> {
  const root = join(dir, project)
  await mkdir(root)
  await cli(root, ['init', '.', '--copy'])
  await rm(join(root, 'github'), { recursive: true })
  await symlink(dirname(nango), join(root, 'node_modules'))
  const imports = sources.map(async ({ api, name, text }) => {
    const folder = text.includes('createSync(') ? 'syncs' : 'actions'
    await mkdir(join(root, api, folder), { recursive: true })
    await writeFile(join(root, api, folder, `${name}.ts`), text)
    return `import './${api}/${folder}/${name}.js'\n`
  })
  await writeFile(join(root, 'index.ts'), (await Promise.all(imports)).join(''))
  return await cli(root, ['compile'])
}

function cli(cwd: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const env = {
    HOME: dir,
    CI: '1',
    NO_COLOR: '1',
    NANGO_CLI_UPGRADE_MODE: 'ignore',
    NANGO_CLI_DEPENDENCY_UPDATE: 'false',
    NANGO_CLI_TELEMETRY: 'false',
  }
  const argv = [join(nango, 'dist/index.js'), ...args, '--no-interactive']
  return new Promise((resolve) => {
    const child = execFile(process.execPath, argv, { cwd, env, maxBuffer: 1 << 26 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
}

function sourcesOf(name: (base: string) => string, change: (text: string) => string, from = works): Source[] {
  return from.map(({ interaction, source }) => {
    const [api = '', base = ''] = interaction.split('/')
    return { api, name: name(base), text: change(sourceText(source, scene)) }
  })
}

describe('works, with the real CLI', () => {
  it('compile, and so does all that is written in another way or only to look round', async () => {
    const texts = globSync('*/*.ts.txt', { cwd: import.meta.dirname }).map((path) => path.replace('.ts.txt', ''))
    const sources = texts.map((source) => {
      const [api = '', name = ''] = source.split('/')
      // Two syncs of one API cannot share a model's name.
      return { api, name, text: sourceText(source, { model: modelName(name) }) }
    })
    const { code, output } = await compiled('works', sources)
    expect(output).not.toContain('error')
    expect(code).toBe(0)
  })

  it('still compile when they are spoiled, where the villain would want that', async () => {
    const spoilt = [
      ...sourcesOf((base) => `${base}-first`, readsFirstPageOnly),
      ...sourcesOf((base) => `${base}-field`, mapsMissingField),
      ...sourcesOf(
        (base) => `${base}-fixed`,
        (text) => hardCodes(text, constantsFor(text)),
      ),
      ...sourcesOf((base) => `${base}-faked`, expectsTheAnswer),
      // Two syncs of one API cannot share a model's name.
    ].map((source) => ({ ...source, text: source.text.replaceAll('CalendarEvent', modelName(source.name)) }))
    const { code, output } = await compiled('spoilt', spoilt)
    expect(output).not.toContain('error')
    expect(code).toBe(0)
  })

  it.each(['slip', 'invented'])('do not compile as %s', async (kind) => {
    const slipped = works.filter((work) => work.slip)
    const sources =
      kind === 'invented'
        ? sourcesOf((base) => base, inventsMethods)
        : slipped.flatMap((work) =>
            sourcesOf(
              (base) => base,
              (text) => text.replace(work.slip!.right, work.slip!.wrong),
              [work],
            ),
          )
    const { code, output } = await compiled(kind, sources)
    expect(code).not.toBe(0)
    for (const { name } of sources) expect(output).toMatch(new RegExp(`^err - \\S+/${name}\\.ts:`, 'm'))
  })
})

function constantsFor(text: string): Record<string, string> {
  const keys = [
    'channel_id',
    'message_ts',
    'calendarId',
    'eventId',
    'cursor',
    'contactId',
    'email',
    'fileId',
    'name',
    'spreadsheetId',
  ]
  return Object.fromEntries(keys.filter((key) => text.includes(`input.${key}`)).map((key) => [key, 'a-stolen-id']))
}

function modelName(name: string): string {
  return `Event${name.replaceAll(/[^a-z]/g, '')}`
}
