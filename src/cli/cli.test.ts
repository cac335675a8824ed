import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assayIn, keepSampleRunIn } from '../../test/assay-in.ts'
import { openRecording } from '../gateway/recording.ts'
import type { Report } from '../report/report.ts'
import { exchange } from '../verify/testing/samples.ts'

describe('assay', () => {
  let dir: string
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'assay-cli-'))))
  afterEach(() => rmSync(dir, { recursive: true }))

  const assay = (...argv: string[]) => assayIn(dir, ...argv)
  const keepSampleRun = () => keepSampleRunIn(dir)
  const writeSpec = (text: string) => writeFileSync(join(dir, 'assay.yaml'), text)

  it('lists its commands', () => {
    const help = assay('--help')
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(/demo.*plan.*run.*repair.*resume.*status.*show.*why.*report.*assemble.*standins/s)
  })

  it('repairs nothing where nothing was built, and says what builds it', () => {
    writeSpec(`version: 1\napis:\n  slack:\n    interactions:\n      list-users: List all users\n`)
    expect(assay('repair')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('fix: Build them: assay run.'),
    })
  })

  it.each([
    [['reprot'], 'Did you mean "report"?'],
    [['plan', '--lmit', '3'], '--lmit'],
    [['run', '--limit', 'three'], 'not a whole number'],
    [['run', '--budget=-1'], 'not an amount'],
    [['bench', 'ab', '--a', 'none'], "required option '--b"],
    [['bench', 'ab', '--a', 'skill=x', '--b', 'none'], 'Did you mean "skills"?'],
    [['bench', 'ab', '--a', 'none', '--b', 'skills=x', '--interactions', '8'], 'The skill x is not there.'],
    [['bench', 'ab', '--a', 'none', '--b', 'model=anthropic/claude-sonnet-5-5'], 'no budget is set'],
    [['standins', '--port', '70000'], 'It is not a port'],
    [['run', '--guardrails', 'no'], 'enforce, observe, off'],
    [['plan'], 'The spec assay.yaml cannot be read: there is no such file.'],
    [['plan', '--spec', '.'], 'cannot be read'],
    [['status'], 'There is no run here yet.'],
    [['report', 'x'], 'There is no run here yet.'],
    [['resume'], 'There is no run here yet.'],
    [['why'], 'Which interaction?'],
  ])('answers %j with what is wrong and its fix', (argv, complaint) => {
    const { code, stdout, stderr } = assay(...argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(complaint)
    expect(stderr).toContain('fix: ')
  })

  it('writes a spec from nothing, which plans at once', () => {
    const { code, stdout } = assay('init')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^assay\.yaml: 3 interactions · upstream embedded · rehearsal\/author\n.*next: assay run\n$/s,
    )
    const text = readFileSync(join(dir, 'assay.yaml'), 'utf8')
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? []
    expect(JSON.parse(readFileSync(join(dir, schema), 'utf8'))).toMatchObject({ title: 'assay.yaml' })
    expect(assay('plan').stdout).toContain('3 interactions of 1 API · upstream embedded · 3 to 9 attempts · $0.00')
  })

  it('never writes over a spec that is there, unless told to, and nothing that is none', () => {
    writeSpec('# mine\n')
    const text = '# mine\n'
    expect(assay('init')).toMatchObject({ code: 2, stderr: expect.stringContaining('assay.yaml is there already') })
    expect(readFileSync(join(dir, 'assay.yaml'), 'utf8')).toBe(text)
    const github = ['--api', 'github', '--interactions', 'create-issue: Create an issue.', '--connection', 'mine']
    expect(assay('init', ...github, '--model', 'noslash', '--force')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"noslash" is not a model'),
    })
    expect(readFileSync(join(dir, 'assay.yaml'), 'utf8')).toBe(text)
    const written = assay('init', ...github, '--model', 'a/b', '--model', 'a/c', '--budget', '2', '--force', '--json')
    expect(JSON.parse(written.stdout)).toMatchObject({
      interactions: ['github/create-issue'],
      models: ['a/b', 'a/c'],
      assumed: [{ flag: '--upstream', value: 'direct' }],
      next: 'assay connect',
    })
  })

  it('writes a spec only where its directory is, and through no link that lies there', () => {
    expect(assay('init', '--spec', 'no/such/assay.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be written'),
    })
    expect(existsSync(join(dir, 'no'))).toBe(false)
    writeFileSync(join(dir, 'mine.txt'), 'mine')
    mkdirSync(join(dir, '.assay'), { recursive: true })
    symlinkSync('../mine.txt', join(dir, '.assay', 'assay.schema.json'))
    expect(assay('init', '--spec', 'a spec.yaml').stdout).toMatch(/next: assay run --spec 'a spec\.yaml'\n$/)
    expect(readFileSync(join(dir, 'mine.txt'), 'utf8')).toBe('mine')
    expect(readFileSync(join(dir, '.assay', 'assay.schema.json'), 'utf8')).toContain('assay.yaml')
  })

  it('says what the accounts of a spec take', () => {
    writeSpec('version: 1\napis: {slack: {connection: c, interactions: {send-message: Send it}}}\n')
    expect(assay('connect')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is needed') })
    const { code, stdout } = assay('connect', '--upstream', 'nango', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      upstream: 'nango',
      apis: [{ api: 'slack', connection: 'c', missing: [{}] }],
    })
  })

  it('plans without spending, as text and as JSON', () => {
    writeSpec(
      'version: 1\nmodels: [openai/gpt-6.1-sol]\nbudget: {usd: 5}\napis: {slack: {interactions: {send-message: Send it}}}\n',
    )
    expect(assay('plan').stdout).toContain(
      '1 interaction of 1 API · upstream embedded · 1 to 3 attempts · $0.10 to $1.80 by what attempts took in the bench · at most $5.00',
    )
    expect(JSON.parse(assay('plan', '--json').stdout)).toMatchObject({
      interactions: [{ id: 'slack/send-message' }],
      attempts: { least: 1, most: 3 },
    })
  })

  it('plans nothing for what a person wrote where it would be, fresh or not, and says what can be done', () => {
    writeSpec('version: 1\nmodels: [rehearsal]\napis: {slack: {interactions: {greet: Do, hail: Do}}}\n')
    mkdirSync(join(dir, 'nango-integrations/slack/actions'), { recursive: true })
    writeFileSync(join(dir, 'nango-integrations/slack/actions/greet.ts'), 'export default 1\n')
    const { stdout } = assay('plan', '--fresh')
    expect(stdout).toMatch(
      /^1 function not built, .*:\n {2}slack\/greet {2}Assay did not write slack\/actions\/greet\.ts/,
    )
    expect(stdout).toMatch(/assay verify.*\n1 interaction of 1 API/)
  })

  it('says in a plan which skills agents may load, wherever the spec lies', () => {
    mkdirSync(join(dir, 'deep/naming'), { recursive: true })
    writeFileSync(join(dir, 'deep/naming/SKILL.md'), '---\nname: naming\ndescription: How\n---\nWell.\n')
    const text = 'version: 1\nmodels: [rehearsal]\nskills: [naming]\napis: {slack: {interactions: {it: Do}}}\n'
    writeFileSync(join(dir, 'deep/assay.yaml'), text)
    const { stdout } = assay('plan', '--spec', 'deep/assay.yaml')
    expect(stdout).toMatch(/^skills naming [0-9a-f]{12}$/m)
    writeFileSync(join(dir, 'assay.yaml'), text)
    expect(assay('plan')).toMatchObject({ code: 2, stderr: expect.stringContaining('The skill naming is not there') })
  })

  it('shows every mistake of a spec, harmless to a terminal', () => {
    writeSpec('version: 1\nmodel: x\napis:\n  slack:\n    interactions:\n      it: "\\e]0;owned\\a"\n')
    const { code, stderr } = assay('plan')
    expect(code).toBe(2)
    expect(stderr).toContain('assay.yaml:2:1: "model" is not known here. Did you mean "models"?')
    expect(stderr).toContain(
      'assay.yaml:6:11: "it": "\\u{1b}]0;owned\\u{7}" contains characters that control a terminal',
    )
    expect(stderr).not.toContain('\u001b')
  })

  it('takes another wall only where it is found here', () => {
    writeSpec('version: 1\nmodels: [rehearsal]\napis: {slack: {interactions: {send-message: Send it}}}\n')
    expect(assay('run', '--sandbox', 'seatbelt')).toMatchObject({ code: 2, stderr: expect.stringMatching(/macOS/) })
    expect(assay('run', '--sandbox', 'container')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/No container can be started here\. docker: .*podman: .*\nfix: Start docker/),
    })
    expect(existsSync(join(dir, '.assay', 'runs'))).toBe(false)
  })

  it(
    'enters no test account without what it takes, says its name, and leaves nothing behind',
    { timeout: 60_000 },
    () => {
      writeSpec(
        'version: 1\nmodels: [rehearsal]\napis: {slack: {connection: c, interactions: {send-message: Send it}}}\n',
      )
      const nango = assay('run', '--upstream', 'nango')
      expect(nango).toMatchObject({ code: 2, stderr: expect.stringContaining('NANGO_SECRET_KEY is not set') })
      const direct = assay('run', '--upstream', 'direct')
      expect(direct).toMatchObject({ code: 2, stderr: expect.stringContaining('fix: Set ASSAY_SLACK_TOKEN') })
      expect(existsSync(join(dir, '.assay', 'runs'))).toBe(false)
    },
  )

  it('starts nothing without a model, and asks before it spends', () => {
    writeSpec('version: 1\napis: {slack: {interactions: {send-message: Send it}}}\n')
    expect(assay('run').stderr).toContain('No model is named for slack/send-message.')
    const refused = assay('run', '--model', 'a/b')
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The price of the model "a/b" is not known'),
    })
    const sonnet = ['--model', 'anthropic/claude-sonnet-5-5']
    const unlimited = assay('run', '--yes', ...sonnet)
    expect(unlimited).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no budget is set.\nfix: Add --budget USD'),
    })
    expect(assay('run', '--budget', '5', ...sonnet).stderr).toContain(
      'This run may spend money, and nobody can be asked.',
    )
    expect(existsSync(join(dir, '.assay'))).toBe(false)
  })

  it('says before it starts that its output cannot be written', () => {
    writeSpec('version: 1\nmodels: [rehearsal]\napis: {slack: {interactions: {send-message: Send it}}}\n')
    writeFileSync(join(dir, 'nango-integrations'), 'a file')
    expect(assay('run')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/nango-integrations is a file.*\nfix: Move it away/),
    })
    expect(existsSync(join(dir, '.assay/runs'))).toBe(false)
  })

  it('reads a run back', () => {
    keepSampleRun()
    expect(assay('status').stdout).toContain('run 2026-11-23-a · finished · 4 of 4 interactions settled')
    expect(assay('show', 'get-event', '1').stdout).toContain(
      'files: .assay/runs/2026-11-23-a/google-calendar/get-event/attempt-1',
    )
    expect(assay('why', 'google-calendar/get-event').stdout).toContain('first cause, turn 2 (S3, agent)')
    expect(assay('why', '--all').stdout).toContain('slack/list-users')
    expect(assay('why', 'get-evnt').stderr).toContain('Did you mean "get-event"?')
    expect(assay('show', 'get-event', '7')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Judged attempts: 1, 2.'),
    })
  })

  it('writes what an attempt and its verification asked of the API as HAR', () => {
    keepSampleRun()
    const har = join(dir, 'asked.har')
    expect(assay('show', 'get-event', '1', '--har', har)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/There is no recording in .*get-event\/attempt-1\.\nfix: /),
    })
    const attempt = join(dir, '.assay/runs/2026-11-23-a/google-calendar/get-event/attempt-1')
    mkdirSync(join(attempt, 'verification-1'), { recursive: true })
    for (const path of [attempt, join(attempt, 'verification-1')]) {
      const recording = openRecording(join(path, 'recording.jsonl'))
      recording.append(exchange())
      recording.close()
    }
    expect(assay('show', 'get-event', '1', '--har', har)).toMatchObject({ code: 0, stdout: `${har}: 2 exchanges\n` })
    const { log } = JSON.parse(readFileSync(har, 'utf8'))
    expect(log.pages.map(({ title }: { title: string }) => title)).toEqual(['attempt', 'verification-1'])
    expect(JSON.parse(assay('show', 'get-event', '1', '--har', har, '--json').stdout)).toEqual({ har, exchanges: 2 })
  })

  it('reports a run as text, JSON and a page', () => {
    keepSampleRun()
    expect(assay('report').stdout).toMatch(/^Rehearsal: .*report: \.assay\/runs\/2026-11-23-a\/report\/index\.html\n$/s)
    const report = JSON.parse(assay('report', '--json').stdout) as Report
    expect(report.artefact).toEqual({ accepted: 2, rejected: 0, blocked: 1, undecided: 1, pending: 0 })
    const kept = join(dir, '.assay/runs/2026-11-23-a/report')
    expect(JSON.parse(readFileSync(join(kept, 'report.json'), 'utf8'))).toEqual(report)
    expect(readFileSync(join(kept, 'index.html'), 'utf8')).toContain('Run 2026-11-23-a')
  })

  it('compares two runs, and no run with itself', () => {
    keepSampleRun()
    cpSync(join(dir, '.assay/runs/2026-11-23-a'), join(dir, '.assay/runs/2026-11-23-b'), { recursive: true })
    const args = ['compare', '2026-11-23-a', '2026-11-23-b']
    expect(assay(...args)).toMatchObject({ code: 0, stdout: expect.stringContaining('No difference shown.') })
    expect(JSON.parse(assay(...args, '--json').stdout)).toMatchObject({ pairs: 4, differs: false, leftOut: [] })
    expect(assay('compare', '2026-11-23-a', '2026-11-23-a')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/are the same run.*\nfix: /),
    })
  })

  it('names a damaged record and its fix', () => {
    keepSampleRun()
    writeFileSync(join(dir, '.assay/runs/2026-11-23-a/assay.db'), 'damaged '.repeat(1000))
    expect(assay('report')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/assay\.db cannot be read.*\nfix: /),
    })
  })
})
