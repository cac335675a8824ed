import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assayIn } from '../../test/assay-in.ts'
import { attemptEntries, interaction, runFacts, verdict } from '../../test/samples.ts'
import { sha256 } from '../lib/sha256.ts'
import type { Means } from '../plan/means.ts'
import type { Entry } from '../record/entry.ts'
import { openRecord, readRecord } from '../record/record.ts'

const ids = ['slack/send-message', 'slack/list-users', 'slack/get-channel-info', 'slack/update-message']
const [send, list, get, update] = ids as [string, string, string, string]

const spec = `version: 1
models: [acme/one]
providers: {acme: {url: 'http://127.0.0.1:9/v1', protocol: chat, prices: {one: {input: 1, output: 2}}}}
budget: {usd: 5}
apis:
  slack:
    interactions:
      send-message: Does send-message
      list-users: Does list-users
      get-channel-info: Does get-channel-info
      update-message: Does update-message
`

const means: Means = {
  ladders: Object.fromEntries(ids.map((id) => [id, ['acme/one']])),
  providers: { acme: { url: 'http://127.0.0.1:9/v1', protocol: 'chat', prices: { one: { input: 1, output: 2 } } } },
  budget: { attempts: 3, usd: 5 },
  scopes: {},
  concurrency: 4,
  asked: { spec: 'assay.yaml', isPart: false },
}

const source = 'export default 1\n'
const accepted = verdict({
  proof: { sourceSha256: sha256(source), exchanges: [], files: [], tests: [] },
})

/** One accepted, one whose second attempt was cut off, one judged a last time, one not begun. */
const cutOff: Entry[] = [
  { kind: 'run-started', ...runFacts({ run: '2026-11-23-a', model: 'acme/one' }) },
  { kind: 'planned', interactions: ids.map((id) => interaction(id, { connection: 'embedded' })), means },
  ...attemptEntries(send, 1, accepted, 'acme/one'),
  { kind: 'settled', interaction: send, outcome: { kind: 'accepted', attempt: 1, review: false } },
  ...attemptEntries(list, 1, verdict({ artefact: 'rejected' }), 'acme/one'),
  { kind: 'attempt-started', interaction: list, attempt: 2, model: 'acme/one' },
  {
    kind: 'spent',
    interaction: list,
    attempt: 2,
    spend: { usd: 1.25, inputTokens: 1, outputTokens: 1, cachedTokens: 0 },
  },
  ...attemptEntries(get, 3, verdict({ artefact: 'rejected' }), 'acme/one'),
]

describe('assay resume', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'assay-resume-'))
    writeFileSync(join(dir, 'assay.yaml'), spec)
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  const runDir = (run = '2026-11-23-a') => join(dir, '.assay/runs', run)
  const assay = (...argv: string[]) => assayIn(dir, ...argv)
  const keep = (entries: readonly Entry[], run?: string) => {
    const record = openRecord(runDir(run))
    for (const entry of entries) record.append(entry)
    record[Symbol.dispose]()
    const evidence = join(runDir(run), send, 'attempt-1')
    mkdirSync(evidence, { recursive: true })
    const sealed = { kind: 'file', path: 'slack/actions/send-message.ts', text: source, sha256: sha256(source) }
    writeFileSync(join(evidence, 'evidence.json'), JSON.stringify({ source: sealed }))
  }

  it('says what it keeps, begins again and starts and what that may cost, and does nothing that nobody agreed to', () => {
    keep(cutOff)
    const { code, stderr } = assay('resume')
    expect(code).toBe(2)
    expect(stderr).toContain('run 2026-11-23-a · cut off · $1.25 of $5.00 spent')
    expect(stderr).toMatch(/keeps +2 +slack\/send-message, slack\/get-channel-info\n/)
    expect(stderr).toMatch(/goes on +1 +slack\/list-users \(attempt 2\)\n/)
    expect(stderr).toMatch(/starts +1 +slack\/update-message\n/)
    expect(stderr).toMatch(/assembles +1 +slack\/send-message\n/)
    expect(stderr).toMatch(
      /\n2 to 5 more attempts · \$0\.47 to \$1\.18 by what attempts took in the bench · at most \$3\.75 more\n/,
    )
    expect(stderr).toContain('This run may spend money, and nobody can be asked.\nfix: Add --yes')
    expect(readRecord(runDir())).toHaveLength(cutOff.length)
  })

  it('says what a person agreed to have replaced', () => {
    const asked = { spec: 'assay.yaml', isPart: true, givenUp: { 'slack/actions/list-users.ts': 'a1' } }
    keep(cutOff.map((entry) => (entry.kind === 'planned' ? { ...entry, means: { ...means, asked } } : entry)))
    expect(assay('resume').stderr).toMatch(
      /replaces +1 +what you changed and gave up: slack\/actions\/list-users\.ts\n/,
    )
  })

  it('stops at a purse that is empty, and says how to go on', () => {
    keep(cutOff)
    const { code, stderr } = assay('resume', '--budget', '1.25', '--yes')
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('fix: assay resume 2026-11-23-a --budget 3'),
    })
    expect(readRecord(runDir())).toHaveLength(cutOff.length)
  })

  it('says what of the spec changed, and which of it counts', () => {
    keep(cutOff)
    writeFileSync(
      join(dir, 'assay.yaml'),
      spec
        .replace('Does list-users', 'Lists them all')
        .replace('      update-message: Does update-message\n', '      add-reaction: Adds one\n')
        .replace('models: [acme/one]', 'models: [acme/one, acme/two]')
        .replace('usd: 5', 'usd: 9'),
    )
    const { stderr } = assay('resume')
    expect(stderr).toContain('of $9.00 spent')
    expect(stderr).toMatch(/the run goes on by it: models of slack\/send-message, .*, budget\./)
    expect(stderr).toContain(
      'keeps what it began with: slack/list-users (does), slack/update-message (not in the spec any more).',
    )
    expect(stderr).toContain('New in the spec, and not of this run: slack/add-reaction.')
  })

  it('goes on with its own plan when the spec is gone', () => {
    keep(cutOff)
    rmSync(join(dir, 'assay.yaml'))
    const { stderr } = assay('resume')
    expect(stderr).toContain('The run goes on with the plan that it began with.')
    expect(stderr).toContain('2 to 5 more attempts')
  })

  it('builds again what was accepted, when its evidence is damaged', () => {
    keep(cutOff)
    truncateSync(join(runDir(), send, 'attempt-1/evidence.json'), 20)
    const { stderr } = assay('resume')
    expect(stderr).toContain('slack/send-message (attempt 1: the evidence of what was accepted is damaged)')
  })

  it('has nothing to do in a run that is decided and assembled', () => {
    const rest = [list, get, update].map((id): Entry => ({
      kind: 'settled',
      interaction: id,
      outcome: { kind: 'given-up' },
    }))
    const integration = { api: 'slack', path: 'x', functions: 1, compiled: true, tests: { passed: 1, failed: 0 } }
    keep([...cutOff, ...rest, { kind: 'assembled', integration }, { kind: 'run-ended', why: 'finished' }])
    expect(assay('resume')).toMatchObject({ code: 1, stderr: 'Nothing is left to do in run 2026-11-23-a.\n' })
  })

  it('takes the newest run that has something left, and names those that cannot be read', () => {
    keep(cutOff)
    cpSync(runDir(), runDir('2026-11-24-a'), { recursive: true })
    writeFileSync(join(runDir('2026-11-24-a'), 'assay.db'), 'damaged '.repeat(1000))
    keep(cutOff, '2026-11-24-b')
    const newer = new DatabaseSync(join(runDir('2026-11-24-b'), 'assay.db'))
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    const { stderr } = assay('resume')
    expect(stderr).toMatch(/Passed over run 2026-11-24-b: .*its version is 99/)
    expect(stderr).toMatch(/Passed over run 2026-11-24-a: .*cannot be read/)
    expect(stderr).toContain('run 2026-11-23-a · cut off')
  })

  it('cannot go on without a plan, and says what to do', () => {
    keep(cutOff.slice(0, 1))
    const { code, stderr } = assay('resume', '2026-11-23-a')
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('its plan is not in its record'),
    })
  })

  it('waits its turn: one run per directory, and the other is named', async () => {
    keep(cutOff)
    const holder = spawn(process.execPath, [
      '--input-type=module-typescript',
      '-e',
      holds,
      join(dir, '.assay/run.lock'),
    ])
    await once(holder.stdout, 'data')
    const { code, stderr } = assay('resume')
    expect(code).toBe(2)
    expect(stderr).toContain(`process ${holder.pid}, assay run, since 20`)
    expect(stderr).toContain(`kill -INT ${holder.pid}`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(assay('resume').stderr).toContain('run 2026-11-23-a · cut off')
  })
})

const holds = `
  import { holdLock } from ${JSON.stringify(new URL('../lib/hold-lock.ts', import.meta.url).href)}
  const hold = holdLock(process.argv[1], 'assay run')
  process.stdout.write(hold.kind)
  setInterval(() => hold, 1000)`
