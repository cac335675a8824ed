import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assayIn, keepSampleRunIn } from '../../test/assay-in.ts'

describe('what reads across runs, and what others ran', () => {
  let dir: string
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'assay-readers-'))))
  afterEach(() => rmSync(dir, { recursive: true }))

  const assay = (...argv: string[]) => assayIn(dir, ...argv)
  const keepSampleRun = () => keepSampleRunIn(dir)

  it('counts behaviours over all runs, and goes on past a record that cannot be read', () => {
    keepSampleRun()
    mkdirSync(join(dir, '.assay/runs/2026-11-23-b'))
    writeFileSync(join(dir, '.assay/runs/2026-11-23-b/assay.db'), 'no database')
    const { code, stdout } = assay('behaviours', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      runs: ['2026-11-23-a'],
      groups: [
        { model: 'rehearsal/fakes-after-403', guardrails: 'enforce', behaviours: [{ done: 1 }] },
        { model: 'rehearsal/honest', attempts: 3, behaviours: [] },
        { model: 'rehearsal/takes-a-siblings-id', behaviours: [{ check: 'stayed-inside', stoppedBy: { box: 1 } }] },
      ],
      unread: [{ run: '2026-11-23-b', because: expect.stringContaining('cannot be read') }],
    })
    expect(assay('behaviours', '--runs', '*-a').stdout).not.toContain('not counted')
    expect(assay('behaviours', '--runs', 'x*')).toMatchObject({ code: 2, stderr: expect.stringContaining('"x*"') })
  })

  it('says why an exported session failed, harmless to a terminal', () => {
    const command = { command: 'nango test', title: '\u001b[2J' }
    const state = {
      status: 'completed',
      input: command,
      output: "unknown command 'test'\u001b[2J",
      metadata: { exit: 2 },
    }
    const parts = [{ type: 'tool', tool: 'bash', callID: 'c', state }]
    const messages = [
      { info: { role: 'assistant' }, parts },
      { info: { role: 'assistant' }, parts: [{ type: 'text', text: 'Done.' }] },
    ]
    writeFileSync(join(dir, 'x.json'), JSON.stringify({ info: { title: 'mine\u001b]0;x' }, messages }))
    const { code, stdout } = assay('why', '--export', 'x.json')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^mine\\u\{1b\}.*2 turns · 1 tool call\n {4}root cause, turn 1 \(invented-command/)
    expect(stdout).not.toContain('\u001b')
    expect(JSON.parse(assay('why', '--export', 'x.json', '--json').stdout)).toMatchObject({
      session: { turns: 2, calls: 1 },
      root: { kind: 'invented-command', event: '1.1' },
    })
  })

  it.each([
    [['why', '--export', 'none.json'], 'there is no such file'],
    [['why', '--export', '.'], 'not a regular file'],
    [['why', 'slack/it', '--export', 'x.json'], 'no interaction of a run'],
    [['behaviours'], 'There is no run here yet.'],
  ])('answers %j with what is wrong and its fix', (argv, complaint) => {
    const answer = assay(...argv)
    expect(answer).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/\nfix: /) })
    expect(answer.stderr).toContain(complaint)
  })
})
