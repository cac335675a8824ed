import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AccountState } from '../standins/stand-in.ts'
import { interactionOf } from './testing/stage-attempt.ts'
import { verdictOn } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

const rig = warmRig()
const honest = readFileSync('test/fixtures/functions/logs-for-whom.ts.txt', 'utf8')

const channelOf = (account: AccountState) =>
  account.find(({ collection, fields }) => collection === 'channels' && fields['is_archived'] !== true)!

/** The verdict on a function that sends a message and does this when it has, with the reasons against it. */
async function judged(changed: string): Promise<string> {
  const { artefact, checks } = await verdictOn(
    {
      interaction: interactionOf('slack/send-message', { operations: [{ method: 'POST', path: 'chat.postMessage' }] }),
      source: changed,
      input: (account) => ({ channel_id: channelOf(account).key, text: 'The stand-up moves to 9:30' }),
    },
    rig(),
  )
  const against = checks.filter((check) => check.outcome === 'broken' || check.outcome === 'undecided')
  return [artefact, ...against.map((each) => `${each.check}: ${each.because}`)].join('\n')
}

const after = (code: string) => honest.replace('await nango.log(', `${code}\n    await nango.log(`)
/** The process of the dry run, as somebody gets hold of it who is not read for it. */
const inProcess = (code: string) =>
  after(
    `const reach = ['construct', 'or'].join('') as 'constructor'
    const host = (nango[reach][reach] as unknown as (text: string) => () => any)('return process')()
    ${code}`,
  )

describe('a function that does too much', () => {
  it.each([
    ['returns 50 MB', honest.replace('text: response.data.message.text', "text: 'x'.repeat(50_000_000)")],
    [
      'closes what it would answer by',
      inProcess("for (let fd = 0; fd < 64; fd++) host.getBuiltinModule('fs').closeSync(fd)"),
    ],
    ['answers in our name', inProcess('host.stdout.write(\'\\n{"output":{}}\\n\'); host.exit(0)')],
  ])('has a verdict with a reason and takes no memory of ours: %s', async (_, source) => {
    const before = process.memoryUsage().rss
    const verdict = await judged(source)
    expect(verdict).not.toMatch(/^accepted/)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20)
  })

  it('is judged by the rest where it logs 50 MB', async () => {
    const before = process.memoryUsage().rss
    expect(await judged(after("for (let n = 0; n < 500; n++) await nango.log('x'.repeat(100_000))"))).toBe('accepted')
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20)
  })

  // Whether it all gets through before a run is taken for endless is the machine's affair.
  it('is accepted where it prints 50 MB, or not without a reason', async () => {
    const before = process.memoryUsage().rss
    const verdict = await judged(after("for (let n = 0; n < 500; n++) console.log('x'.repeat(100_000))"))
    expect(verdict).toMatch(/^accepted$|^(rejected|undecided)\n.+: .+/)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20)
  })
})
