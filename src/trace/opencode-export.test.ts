import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explainExport } from './explain-export.ts'
import { type ExportedSession, readOpenCodeExport } from './opencode-export.ts'

/** Written by `opencode export` of 1.18.33, of an attempt in which the rehearsal model played. */
const real = readFileSync(new URL('./testing/invents-a-command.export.json', import.meta.url), 'utf8')

const said = (text: string) => ({ type: 'text', text })
const bash = (command: string, exit: number, output = '') => ({
  type: 'tool',
  tool: 'bash',
  callID: command,
  state: { status: 'completed', input: { command }, output, metadata: { exit }, time: { start: 1, end: 2 } },
})

function session(...turns: readonly object[][]): ExportedSession {
  const messages = turns.map((parts, index) => ({ info: { role: 'assistant', time: { created: index } }, parts }))
  const read = readOpenCodeExport(JSON.stringify({ info: { id: 'ses_1' }, messages }))
  if ('unreadable' in read) throw new Error(read.unreadable)
  return read
}

describe('an exported session', () => {
  it('is read as OpenCode writes it, and told from its root on', () => {
    const read = readOpenCodeExport(real) as ExportedSession
    expect(read).toMatchObject({ title: 'slack/set-channel-topic', model: 'rehearsal/invents-a-command' })
    const { messages } = read.trace
    expect(messages.map(({ role }) => role)).toEqual(['user', ...Array.from({ length: 9 }, () => 'assistant')])
    expect(messages.flatMap(({ parts }) => parts.filter(({ type }) => type === 'tool'))).toHaveLength(9)
    const { root, missing } = explainExport(read)
    expect(root).toMatchObject({ kind: 'false-claim', turn: 9, quote: expect.stringContaining('nango validate') })
    expect(missing).toEqual([
      expect.stringContaining('no verdict'),
      expect.stringContaining('no recording'),
      expect.stringContaining('no journal'),
    ])
  })

  it('has the invented command as the root of the claim that rests on it', () => {
    const { root } = explainExport(
      session([bash('nango test it', 2, "error: unknown command 'test'")], [said('All done, the tests passed.')]),
    )
    expect(root).toMatchObject({ kind: 'invented-command', turn: 1, event: '1.1' })
    expect(root?.explains.toSorted()).toEqual(['false-claims', 'never-learnt'])
  })

  it('has the failure that was never put right, and none that was', () => {
    const dryRun = 'nango dryrun it demo'
    const failed = explainExport(session([bash(dryRun, 1, 'Error: no')], [said('I could not get it to run.')]))
    expect(failed.root).toMatchObject({ kind: 'unmended-failure', turn: 1, explains: ['left-failing'] })
    const mended = explainExport(session([bash(dryRun, 1, 'Error: no')], [bash(dryRun, 0, '{}')], [said('Done.')]))
    expect(mended).not.toHaveProperty('root')
  })

  it('does not owe a dry run where nobody spoke of Nango', () => {
    const told = explainExport(session([bash('make', 0)], [said('Done, it works.')]))
    expect(told).not.toHaveProperty('root')
    expect(told.findings).toEqual([])
  })

  it('says what of it is no message, and that texts were taken out', () => {
    const messages = [7, { info: {}, parts: [null, said('[redacted:text:prt_1]')] }]
    const read = readOpenCodeExport(JSON.stringify({ info: {}, messages })) as ExportedSession
    expect(read.trace.missing).toEqual([
      expect.stringContaining('message 1 is none'),
      '1 parts of message 2 are none',
      expect.stringContaining('--sanitize'),
    ])
  })

  it.each([
    ['', 'no JSON'],
    [real.slice(0, -9), 'no JSON'],
    ['[]', 'no `info`'],
    ['{"info":{},"messages":{}}', 'no `info`'],
    [JSON.stringify({ info: {}, messages: [{ info: {}, parts: Array(50_001).fill(said('')) }] }), '50001 parts'],
  ])('is refused with what is wrong with it', (file, because) =>
    expect(readOpenCodeExport(file)).toEqual({ unreadable: expect.stringContaining(because) }),
  )
})
