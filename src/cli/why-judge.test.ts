import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runAssay } from '../../test/assay-process.ts'
import { judgedId, keepJudgedRun } from '../../test/judged-run.ts'
import { type ModelPeer, openModelPeer, sayText } from '../../test/peers/model-peer.ts'

describe('assay why --judge', { timeout: 120_000 }, () => {
  let dir: string
  let peer: ModelPeer | undefined
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'assay-why-judge-'))))
  afterEach(async () => {
    await peer?.[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true })
  })

  const why = (...flags: string[]) => runAssay(dir, ['why', judgedId, ...flags], { PEER_KEY: 'sk-peer-5b1c9e' })

  async function judge(answer: Parameters<typeof openModelPeer>[0], price = '{input: 3, output: 15}') {
    keepJudgedRun(dir)
    peer = await openModelPeer(answer)
    const provider = `{url: "${peer.url}", protocol: chat, key: PEER_KEY, prices: {m1: ${price}}}`
    const spec = `version: 1\nproviders: {peer: ${provider}}\napis: {slack: {interactions: {send-message: Send it}}}\n`
    writeFileSync(join(dir, 'assay.yaml'), spec)
    return ['--judge', 'peer/m1']
  }

  const other = '{"choice": 2, "eventIds": ["2.1"], "quote": "no such channel"}'

  it('prints what the model chose beside what the search named, and changes nothing of the run', async () => {
    const flags = await judge(sayText(other))
    const record = () => readFileSync(join(dir, '.assay/runs/2026-11-23-a/assay.db'), 'hex')
    const [before, plain] = [record(), await why()]
    const { code, stdout, stderr } = await why(...flags, '--yes')
    expect({ code, stdout: stdout.slice(0, plain.stdout.length) }).toEqual({ code: 0, stdout: plain.stdout })
    expect(stdout.slice(plain.stdout.length)).toMatch(
      /^\n {2}judge model peer\/m1 \(\$0\.0037\), whose word changes nothing\n {4}the search named turn 1 \(invented-command, agent's\)\n {4}the judge model chose turn 2 \(unmended-failure, agent's\): they do not agree\n {4}it cites 2\.1: “no such channel”\n$/,
    )
    expect(stderr).toMatch(
      /^judge model peer\/m1: one question of \d+ bytes .* goes to 127\.0\.0\.1:\d+ · at most \$0\.\d+\n$/,
    )
    expect(record()).toBe(before)
  })

  it('adds one field to the JSON, and only with the flag', async () => {
    const flags = await judge(sayText(other))
    const [plain] = JSON.parse((await why('--json')).stdout)
    const [item] = JSON.parse((await why(...flags, '--yes', '--json')).stdout)
    expect(item).toEqual({
      ...plain,
      judge: {
        model: 'peer/m1',
        chose: { turn: 2, kind: 'unmended-failure', owner: 'agent', eventIds: ['2.1'], quote: 'no such channel' },
        agrees: false,
        refused: null,
        usd: (1000 * 3 + 50 * 15) / 1e6,
      },
    })
  })

  it('says why an answer does not count, harmless to a terminal', async () => {
    const flags = await judge(sayText('{"choice": 1, "eventIds": ["1.1", "\\u001b[2J"], "quote": "unknown command"}'))
    const { code, stdout } = await why(...flags, '--yes')
    expect(code).toBe(0)
    expect(stdout).toContain('no answer of it counts: it cites the event \\u{1b}[2J, which was not offered')
    expect(stdout).not.toContain('\u001b')
  })

  it('tells the story of the search first where the model does not answer, and exits with 2', async () => {
    const flags = await judge((response) => void response.writeHead(401).end('no \u001b[2J'))
    const plain = await why()
    const { code, stdout, stderr } = await why(...flags, '--yes')
    expect({ code, stdout }).toEqual({ code: 2, stdout: plain.stdout })
    expect(stderr).toMatch(
      /The judge model gave no answer: peer answered 401.*PEER_KEY.*\nfix: Put that right, or name another model\.\n$/,
    )
    expect(stderr).not.toContain('\u001b')
    const json = await why(...flags, '--yes', '--json')
    expect(json.code).toBe(2)
    expect(JSON.parse(json.stdout)).toMatchObject([{ judge: { chose: null, refused: expect.stringContaining('401') } }])
  })

  it('spends nothing that nobody has agreed to, and asks nobody where it costs nothing', async () => {
    const flags = await judge(sayText(other))
    const refused = await why(...flags)
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('may spend money, and nobody can be asked'),
    })
    expect(refused.stdout).toContain('root cause, turn 1')
    const dear = await why(...flags, '--yes', '--budget', '0.001')
    expect(dear).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/are allowed\.\nfix: Add --budget/),
    })
    expect(peer?.requests).toEqual([])
    rmSync(join(dir, '.assay'), { recursive: true })
    await peer?.[Symbol.asyncDispose]()
    expect(await why(...(await judge(sayText(other), '{input: 0, output: 0}')))).toMatchObject({ code: 0 })
  })

  it('has a script answer, free and unasked, of a run and of an export', async () => {
    keepJudgedRun(dir)
    const { code, stdout, stderr } = await why('--judge', 'rehearsal/judge')
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /goes to a script on this machine, which is no language model · at most \$0\.00\n$/,
      ),
    })
    expect(stdout).toMatch(
      /the judge model chose turn 1 \(invented-command, agent's\): they agree\n {4}it cites 1\.1: /,
    )
    copyFileSync(new URL('../trace/testing/invents-a-command.export.json', import.meta.url), join(dir, 'x.json'))
    const plain = await runAssay(dir, ['why', '--export', 'x.json', '--json'])
    const told = await runAssay(dir, ['why', '--export', 'x.json', '--json', '--judge', 'rehearsal/judge'])
    const { judge: opinion, ...story } = JSON.parse(told.stdout)
    expect(story).toEqual(JSON.parse(plain.stdout))
    expect(opinion).toMatchObject({ chose: { quote: expect.any(String) }, refused: null, usd: 0 })
  })

  it.each([
    [['why', '--all', '--judge', 'a/b'], 'one interaction of a run'],
    [['why', '--judge', 'a/b'], 'or about one export'],
    [['why', judgedId, '--judge', 'rehearsal'], 'rehearsal/judge: a script'],
    [['why', 'x', '--yes'], 'Only --judge asks a model.'],
    [['why', judgedId, '--judge', 'anthropic/claude-sonnet-5-5'], 'Set ANTHROPIC_API_KEY'],
    [['why', judgedId, '--judge', 'a/b', '--spec', 'no.yaml'], 'The spec no.yaml cannot be read'],
  ])('answers %j with what is wrong and its fix', async (argv, complaint) => {
    keepJudgedRun(dir)
    const { code, stdout, stderr } = await runAssay(dir, argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(complaint)
    expect(stderr).toContain('fix: ')
  })
})
