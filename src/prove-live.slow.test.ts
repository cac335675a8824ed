import { readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeFiles } from '../test/foreign-project.ts'
import { checkNames } from './check-names.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { parseSpec } from './plan/parse-spec.ts'
import { planSpec } from './plan/plan.ts'
import { proveProject } from './prove-project.ts'
import type { FunctionProof, ProjectProof } from './prove/project-proof.ts'
import { openStandIn } from './standins/open-stand-in.ts'
import { serveStandIns } from './standins/serve/serve-stand-ins.ts'

const work = (name: string) => readFileSync(`src/rehearsal/works/slack/${name}.ts.txt`, 'utf8')
const sources: Readonly<Record<string, string>> = {
  'slack/actions/get-channel-info.ts': work('get-channel-info'),
  // The API had this once, and has not now.
  'slack/actions/list-users.ts': work('list-users').replace(
    'is_bot: z.boolean().optional(),',
    'team_domain: z.string(), is_bot: z.boolean().optional(),',
  ),
  'slack/actions/send-message.ts': work('send-message'),
  'slack/actions/post-note.ts': work('send-message'),
  // It writes where nobody told it to.
  'slack/actions/announce.ts': work('send-message').replace('channel: input.channel_id', "channel: 'C0000000000'"),
  'slack/actions/look-around.ts': work('look-around'),
  'github/actions/list-users.ts': work('list-users'),
}

describe('proveProject, in a test account', () => {
  const opened: AsyncDisposable[] = []
  let whole: ProjectProof
  let proofs: ReadonlyMap<string, FunctionProof>
  beforeAll(async () => {
    const temp = await openTempDir()
    opened.push(temp)
    await chmod(temp.dir, 0o755)
    const root = join(temp.dir, 'project')
    const index = Object.keys(sources).map((path) => `import './${path.replace(/ts$/, 'js')}';\n`)
    await writeFiles(root, { ...sources, 'index.ts': index.join('') })
    const account = await openStandIn('slack', { seed: 1, credential: 'only-to-look-inside' })
    opened.push(account)
    const channel = (await account.snapshot()).find(({ collection }) => collection === 'channels')!.key
    const served = await serveStandIns({ port: 0, seed: 1, apis: ['slack'] })
    opened.push(served)
    const interactions = {
      'get-channel-info': { does: 'Get the details of one channel.', input: { channel_id: channel } },
      'list-users': 'List the users of the workspace.',
      'send-message': 'Send a message to a channel.',
      'post-note': { does: 'Send a message to a channel.', input: { channel_id: channel, text: 'Hello there' } },
      announce: { does: 'Send a message to a channel.', input: { channel_id: channel, text: 'Hello there' } },
    }
    const slack = { address: `${served.apis[0]!.url}/api`, interactions }
    const spec = parseSpec(JSON.stringify({ version: 1, models: [], apis: { slack } }), 'assay.yaml', checkNames)
    const plan = planSpec(spec, { embedded: [], upstream: 'direct' })
    const booksDir = join(temp.dir, 'books')
    const live = { plan, keys: { ASSAY_SLACK_TOKEN: served.credential }, booksDir }
    whole = await proveProject({ root, cacheDir: resolve('node_modules/.cache/assay'), assay: '0', live })
    proofs = new Map(whole.items.map((item) => [item.id, item]))
  })
  afterAll(async () => {
    for (const each of opened.toReversed()) await each[Symbol.asyncDispose]()
  })
  const said = (id: string) => `${proofs.get(id)?.artefact} ${proofs.get(id)?.because.join(' ')}`

  it('accepts what works there, and says that it was there', () => {
    expect(said('slack/get-channel-info')).toBe('accepted ')
    expect(proofs.get('slack/get-channel-info')).toMatchObject({
      evidence: 'direct',
      says: 'proved in the test account, by asking its API directly',
    })
    expect(whole.upstream).toBe('direct')
    expect(whole.items.map(({ evidence }) => evidence)).not.toContain('embedded')
  })

  it('rejects what the API does not answer any more', () => {
    expect(said('slack/list-users')).toMatch(/^rejected succeeded-live: /)
    expect(proofs.get('slack/list-users')?.evidence).toBe('direct')
  })

  it('lets nothing be changed there but what the proof made or the spec names', () => {
    expect(said('slack/post-note')).toBe('accepted ')
    expect(said('slack/announce')).toMatch(/^undecided .*"C0000000000" was not made by this attempt.*apis\.slack\.may/)
    expect(whole.leaks).toEqual([])
  })

  it('lets nothing loose on an account of which nobody said with what', () => {
    expect(said('slack/send-message')).toMatch(/^undecided the input .* give it one in the spec/)
    expect(said('slack/look-around')).toMatch(/^undecided neither the spec nor a fixture says/)
    expect(said('github/list-users')).toBe('undecided the spec names no account for "github"')
  })
})
