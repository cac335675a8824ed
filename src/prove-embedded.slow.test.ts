import { chmod, mkdir, readFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeFiles } from '../test/foreign-project.ts'
import { type Accepted, assemble } from './assemble/assemble.ts'
import { type JsonObject, isJsonObject } from './lib/json.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { type Reader, openReader } from './nango/reader.ts'
import type { Toolchain } from './nango/toolchain.ts'
import { proveProject } from './prove-project.ts'
import type { FunctionProof } from './prove/project-proof.ts'
import type { AccountState } from './standins/stand-in.ts'
import { type StagedAttempt, interactionOf, stageAttempt } from './verify/testing/stage-attempt.ts'
import { verify } from './verify/verify.ts'

const cacheDir = resolve('node_modules/.cache/assay')
const facts = { run: 'r1', upstream: 'embedded' as const, versions: { assay: '0', nango: '0.71.10' } }
const source = (name: string) => readFileSync(`test/fixtures/functions/${name}.ts.txt`, 'utf8')
const channelIn = (account: AccountState) =>
  account.find(({ collection, fields }) => collection === 'channels' && fields['is_archived'] !== true)!.key

const operation = (path: string) => ({ operations: [{ method: 'POST', path }] })
const send = (account: AccountState) => ({ channel_id: channelIn(account), text: 'The stand-up moves to 9:30' })
const updates = source('honest-send')
  .replace('z.object({ channel_id: z.string(), text', 'z.object({ channel_id: z.string(), message_ts: z.string(), text')
  .replace('/chat.postMessage', '/chat.update')
  .replace('channel: input.channel_id,', 'channel: input.channel_id, ts: input.message_ts,')

const honest: readonly StagedAttempt[] = [
  {
    interaction: interactionOf('slack/send-message', operation('chat.postMessage')),
    source: source('honest-send'),
    input: send,
  },
  {
    // It works on what it has made itself: that has another name in every account, and at every time.
    interaction: interactionOf('slack/update-message', operation('chat.update')),
    source: updates,
    before: [{ source: source('honest-send'), input: send }],
    input: (_, found) => ({ ...(found as JsonObject), text: 'The stand-up moves to 10:00' }),
  },
  { interaction: interactionOf('slack/sync-users'), source: source('syncs-every-page'), input: () => undefined },
]

interface Corruption {
  readonly name: string
  readonly of: 'send-message' | 'sync-users'
  readonly file: 'source' | 'fixture'
  readonly change: (text: string, again: JsonObject) => string
  readonly said: RegExp
}

const on = (from: string, to: string) => (text: string) => text.replace(from, to)
const source1 = { of: 'send-message', file: 'source' } as const
const fixture1 = { of: 'send-message', file: 'fixture' } as const
const sync = { of: 'sync-users', file: 'source' } as const

const corruptions: readonly Corruption[] = [
  {
    name: 'constant',
    ...source1,
    change: on('response.data.ts', "'1700000000.000100'"),
    said: /rejected .*output-from-response/,
  },
  {
    name: 'echoes',
    ...source1,
    change: on('response.data.message.text', 'input.text'),
    said: /rejected .*output-from-response/,
  },
  {
    name: 'drops-input',
    ...source1,
    change: on('text: input.text', "text: 'Hello'"),
    said: /rejected .*request-from-input/,
  },
  {
    name: 'swallows',
    ...source1,
    change: (text) =>
      text
        .replace('const response', 'try { const response')
        .replace(
          'response.data.message.text }\n',
          "response.data.message.text } } catch { return { channel_id: '', message_ts: '', text: '' } }\n",
        ),
    said: /rejected .*errors-surface/,
  },
  {
    name: 'no-error-check',
    ...source1,
    change: (text) =>
      text
        .replace(/if \(!response.data.ok\).*\n/, '')
        .replace('response.data.message.text', "response.data.message?.text ?? ''")
        .replace('response.data.ts', "response.data.ts ?? ''")
        .replace('response.data.channel,', "response.data.channel ?? '',"),
    said: /rejected .*errors-surface/,
  },
  {
    name: 'wrong-endpoint',
    ...source1,
    change: on('chat.postMessage', 'chat.meMessage'),
    said: /rejected .*succeeded-live/,
  },
  {
    name: 'no-such-endpoint',
    ...source1,
    change: on('chat.postMessage', 'chat.postNothing'),
    said: /rejected .*succeeded-live/,
  },
  {
    name: 'hard-coded-id',
    ...source1,
    change: (text, { input }) =>
      text.replace(
        'channel: input.channel_id',
        `channel: ${JSON.stringify(isJsonObject(input) ? input['channel_id'] : '')}`,
      ),
    said: /rejected .*(fresh-input-dryrun|request-from-input)/,
  },
  {
    name: 'renames-field',
    ...source1,
    change: (text) => text.replace('message_ts: z', 'ts: z').replace('message_ts: response', 'ts: response'),
    said: /rejected .*agrees-with-recording: .*returned\.(message_)?ts/,
  },
  { name: 'renames-half', ...source1, change: on('message_ts: response', 'ts: response'), said: /rejected compiles/ },
  { name: 'edited-answer', ...fixture1, change: on('"ts": "', '"ts": "9'), said: /rejected .*agrees-with-recording/ },
  {
    name: 'edited-output',
    ...fixture1,
    change: on('"message_ts": "', '"message_ts": "9'),
    said: /rejected .*agrees-with-recording/,
  },
  { name: 'cut-fixture', ...fixture1, change: (text) => text.slice(0, -20), said: /rejected .*is not JSON/ },
  {
    name: 'first-page',
    ...sync,
    change: on('while (cursor)', 'while (cursor === 7 as unknown)'),
    said: /rejected .*pages-read/,
  },
  {
    name: 'loses-the-first',
    ...sync,
    change: on('members.map(', 'members.slice(1).map('),
    said: /rejected .*(entries-kept|pages-read)/,
  },
]

describe('proveProject, on what Assay built', () => {
  let proofs: ReadonlyMap<string, FunctionProof>

  beforeAll(async () => {
    const toolchain = await prepareToolchain(cacheDir)
    const reader = openReader(toolchain)
    const temp = await openTempDir()
    try {
      await chmod(temp.dir, 0o755)
      const root = join(temp.dir, 'project')
      await mkdir(root)
      const accepted: Accepted[] = []
      for (const staged of honest) accepted.push(await acceptedFrom(staged, { toolchain, reader }))
      await assemble({ accepted, outputDir: root, toolchain })
      for (const corruption of corruptions) await corrupt(root, corruption)
      const index = await readFile(join(root, 'index.ts'), 'utf8')
      const more = corruptions.map(({ of, name }) => `import './${placesOf(of, name).source.replace(/ts$/, 'js')}';\n`)
      await writeFiles(root, { 'index.ts': index + more.join('') })
      const { items } = await proveProject({ root, cacheDir, assay: '0' })
      proofs = new Map(items.map((item) => [item.name, item]))
    } finally {
      await reader[Symbol.asyncDispose]()
      await temp[Symbol.asyncDispose]()
    }
  })
  const said = (name: string) => `${proofs.get(name)?.artefact} ${proofs.get(name)?.because.join(' ')}`

  it.each(honest.map(({ interaction }) => interaction.name))('proves again what it had proved: %s', (name) => {
    expect(said(name)).toBe('accepted ')
    expect(proofs.get(name)).toMatchObject({ evidence: 'embedded', edited: [] })
  })

  it.each(corruptions)('tells what was done to it: $name', ({ of, name, file, said: expected }) => {
    const corrupted = `${of}-${name}`
    expect(said(corrupted)).toMatch(expected)
    expect(proofs.get(corrupted)?.edited).toEqual([placesOf(of, name)[file]])
  })
})

async function acceptedFrom(
  staged: StagedAttempt,
  tools: { readonly toolchain: Toolchain; readonly reader: Reader },
): Promise<Accepted> {
  const evidence = await stageAttempt(staged, tools)
  const temp = await openTempDir()
  try {
    const dir = join(temp.dir, 'verification')
    await mkdir(dir)
    const rig = {
      ...tools,
      dir,
      socketDir: temp.dir,
      seed: 4711,
      mint: mintSecret,
      heavy: <result>(work: () => Promise<result>) => work(),
    }
    const verdict = await verify(evidence, rig)
    if (!verdict.proof || evidence.source.kind !== 'file') throw new Error(JSON.stringify(verdict.checks))
    const { interaction, source: written } = evidence
    return {
      interaction,
      attempt: 1,
      source: written,
      verdict,
      proof: verdict.proof,
      facts,
      at: '2026-11-23T12:00:00.000Z',
    }
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

function placesOf(of: Corruption['of'], name: string) {
  const kind = of === 'sync-users' ? 'syncs' : 'actions'
  const own = `${of}-${name}`
  return {
    source: `slack/${kind}/${own}.ts`,
    fixture: `slack/tests/${own}.test.json`,
    receipt: `receipts/slack/${own}.json`,
  }
}

/** A copy of a proved function with its receipt, one of its files changed. */
async function corrupt(root: string, { of, name, file, change }: Corruption): Promise<void> {
  const places = placesOf(of, name)
  const original = (path: string) => readFile(join(root, path.replace(`${of}-${name}`, of)), 'utf8')
  const texts = { source: await original(places.source), fixture: await original(places.fixture) }
  const receipt = JSON.parse(await original(places.receipt)) as JsonObject & {
    files: { path: string; sha256: string }[]
    again: JsonObject
  }
  const files = receipt.files
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .map((each) => ({ ...each, path: each.path.replace(of, `${of}-${name}`) }))
  const copy = { ...receipt, interaction: `slack/${of}-${name}`, name: `${of}-${name}`, files }
  const changed = change(texts[file], receipt.again)
  if (changed === texts[file]) throw new Error(`${name} changes nothing`)
  await writeFiles(root, {
    [places.source]: texts.source,
    [places.fixture]: texts.fixture,
    [places[file]]: changed,
    [places.receipt]: JSON.stringify(copy),
  })
}
