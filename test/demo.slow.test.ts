import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAssay, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

const root = join(import.meta.dirname, '..')

describe.runIf(boxHere)('assay demo', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  let run: Awaited<ReturnType<typeof runAssay>>
  let report: any // eslint-disable-line typescript/no-explicit-any -- the test is about its shape

  beforeAll(async () => {
    place = await temporaryDirectory()
    run = await runAssay(place.dir, ['demo', '--json'])
    report = JSON.parse(run.stdout)
  })
  afterAll(() => place.remove())

  it('ends with every interaction as its part says', () => {
    expect(report.surprises).toEqual([])
    expect(run.code).toBe(0)
  })

  it('reports the twelve, two of them judged by two verdicts each', () => {
    expect(report).toMatchObject({
      upstream: 'embedded',
      model: 'rehearsal',
      sandbox: 'bwrap',
      guardrails: 'enforce',
      agentsPerServer: 8,
      versions: { opencode: '1.18.33', nango: '0.71.10' },
      interactions: 12,
      attempts: 16,
      artefact: { accepted: 11, rejected: 0, blocked: 1, undecided: 0, pending: 0 },
      leaks: [],
    })
    const judged = Object.values<number>(report.conduct).reduce((sum, count) => sum + count, 0)
    expect(judged).toBe(report.attempts)
  })

  it('says what caught each villain', () => {
    const caught = report.items.flatMap(({ history }: { history: { caughtBy: string[] }[] }) =>
      history.length > 1 ? [history[0]?.caughtBy] : [],
    )
    expect(caught).toHaveLength(4)
    for (const names of caught) expect(names).not.toEqual([])
  })

  it('writes only below .assay/demo', () => {
    expect(execFileSync('ls', ['-A', place.dir], { encoding: 'utf8' })).toBe('.assay\n')
    expect(execFileSync('ls', ['-A', join(place.dir, '.assay')], { encoding: 'utf8' })).toBe('demo\n')
  })

  it('assembles integrations that plain nango compiles and plain vitest passes, outside Assay', () => {
    const project = join(place.dir, 'elsewhere')
    cpSync(join(place.dir, '.assay', 'demo', 'nango-integrations'), project, { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
    const env = { PATH: '/usr/bin:/bin', HOME: place.dir, NANGO_CLI_UPGRADE_MODE: 'ignore', NO_COLOR: '1' }
    const plain = (args: string[]) =>
      spawnSync(process.execPath, args, { cwd: project, env, encoding: 'utf8', timeout: 120_000 })

    const nango = join(root, 'node_modules/nango/dist/index.js')
    const compiled = plain([nango, 'compile', '--no-interactive', '--no-dependency-update'])
    expect(`${compiled.status} ${compiled.stderr}`).toMatch(/^0 /)
    const json = join(place.dir, 'tests.json')
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const tested = plain([vitest, 'run', '--reporter=json', `--outputFile=${json}`])
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(json, 'utf8'))
    expect({ status: tested.status, numFailedTests }).toEqual({ status: 0, numFailedTests: 0 })
    expect(numPassedTests).toBeGreaterThanOrEqual(11)
  })

  it('leaves a report that opens without a server, and commands that read the run', async () => {
    const dir = join(place.dir, '.assay', 'demo', 'runs', report.run)
    for (const file of ['index.html', 'report.json', 'junit.xml'])
      expect(existsSync(join(dir, 'report', file))).toBe(true)
    expect(readFileSync(join(dir, 'report', 'index.html'), 'utf8')).not.toMatch(/(src|href)="https?:/)
    const why = await runAssay(place.dir, ['why', 'slack/set-channel-topic', '--json'])
    expect(JSON.parse(why.stdout)).toMatchObject([{ id: 'slack/set-channel-topic' }])
    const status = await runAssay(place.dir, ['status'])
    expect(status.stdout).toContain('slack/send-message')
  })
})
