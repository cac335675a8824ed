import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLedger } from './assemble/ledger.ts'
import { receiptOf } from './assemble/receipt.ts'
import { contentOf } from './content-parts.ts'
import { sha256 } from './lib/sha256.ts'
import type { Plan } from './plan/plan.ts'
import { type ReuseOptions, knownIn, reuseOf } from './reuse.ts'
import { interaction, runFacts, verdict } from '../test/samples.ts'

const id = 'slack/send-message'
const { versions } = runFacts()
const skill = { name: 'right', description: 'Says how.', sha256: 'a1', files: [] }

function planOf(more: Parameters<typeof interaction>[1] = {}, over: Partial<Plan> = {}): Plan {
  return {
    upstream: 'embedded',
    interactions: [interaction(id, more)],
    ladders: { [id]: ['rehearsal/author'] },
    providers: {},
    budget: { attempts: 3 },
    scopes: {},
    ...over,
  }
}

describe('what a run need not build again', () => {
  let outputDir = ''
  beforeEach(async () => {
    outputDir = await mkdtemp(join(tmpdir(), 'assay-reuse-'))
  })
  afterEach(() => rm(outputDir, { recursive: true }))

  const at = (path: string) => join(outputDir, path)
  const sourcePath = 'slack/actions/send-message.ts'
  const ownReceipt = 'receipts/slack/send-message.json'

  /** The output of a run that accepted it. */
  async function assembled(plan = planOf(), isOfNow = true): Promise<void> {
    const text = 'export default 1\n'
    const sourceSha256 = sha256(text)
    const file = { path: sourcePath, text }
    const test = { path: 'slack/tests/slack-send-message.test.ts', text: 'it\n' }
    const content = contentOf({ plan, versions })[id]
    const receipt = receiptOf(
      {
        interaction: plan.interactions[0]!,
        attempt: 2,
        source: { text, sha256: sourceSha256 },
        verdict: verdict(),
        proof: { sourceSha256, exchanges: [1], files: [test], tests: [] },
        facts: runFacts({ upstream: plan.upstream }),
        at: '2026-11-23T12:00:00.000Z',
        ...(isOfNow && content && { content }),
      },
      [file, test],
    )
    const ledger = await openLedger(outputDir)
    await ledger.write([file, test, { path: ownReceipt, text: JSON.stringify(receipt) }])
  }

  const reuse = (over: Partial<ReuseOptions> = {}) => reuseOf({ plan: planOf(), versions, outputDir, ...over })
  const reasons = async (over: Partial<ReuseOptions> = {}) => {
    const [first] = await reuse(over)
    return first?.kind === 'rebuilt' ? first.because : first?.kind
  }

  it('is what is there as it was proved, whatever the budget; it names the run that built it', async () => {
    await assembled()
    const all = await reuse({ plan: planOf({}, { budget: { attempts: 1, usd: 3, minutes: 9 } }) })
    expect(knownIn(all)).toEqual({ [id]: { kind: 'reused', run: '2026-11-23-a', attempt: 2, review: false } })
  })

  it('is nothing where nothing is', async () => {
    expect(await reasons()).toBe('built')
    await writeFile(at('file'), '')
    expect(await reasons({ outputDir: at('file') })).toBe('built')
    expect(await reasons({ outputDir: at('absent') })).toBe('built')
  })

  it.each<[string, Partial<ReuseOptions>, string]>([
    ['another sentence', { plan: planOf({ does: 'Delete all' }) }, 'its sentence'],
    ['another input', { plan: planOf({ input: { text: 'hi' } }) }, 'its test input'],
    ['an operation', { plan: planOf({ operations: [{ method: 'POST', path: '/a' }] }) }, 'its operations'],
    ['an exemption', { plan: planOf({ exempt: [{ check: 'a', reason: 'b' }] }) }, 'its exemptions'],
    ['another model', { plan: planOf({}, { ladders: { [id]: ['a/b'] } }) }, 'its models'],
    ['fewer scopes', { plan: planOf({}, { scopes: { slack: ['chat:write'] } }) }, 'the scopes of its account'],
    ['a skill', { plan: planOf({}, { skills: [skill] }) }, 'the skills'],
    ['another Nango', { versions: { ...versions, nango: '9.9.9' } }, 'the version of Nango'],
    ['another Assay', { versions: { ...versions, assay: '9.9.9' } }, 'the verifier'],
  ])('is not what was proved with %s', async (_, over, part) => {
    await assembled()
    expect(await reasons(over)).toEqual([`another than it was proved with: ${part}`])
  })

  it('is not what was proved against a stand-in when a live account is asked for', async () => {
    await assembled()
    const named = await reasons({ plan: planOf({}, { upstream: 'direct' }) })
    expect(named).toEqual(expect.arrayContaining(['another than it was proved with: the upstream']))
  })

  it('is not what lacks a file', async () => {
    await assembled()
    await rm(at('slack/tests/slack-send-message.test.ts'))
    expect(await reasons()).toEqual(['not as it was proved: slack/tests/slack-send-message.test.ts (removed)'])
  })

  it.each([sourcePath, 'slack/tests/slack-send-message.test.ts', ownReceipt])(
    'and would not be put there is not built: %s was changed',
    async (path) => {
      await assembled()
      await writeFile(at(path), `${await readFile(at(path), 'utf8')}\n`)
      const all = await reuse({ plan: planOf({ does: 'Delete all' }) })
      expect(all).toEqual([
        { kind: 'in-the-way', id, because: expect.stringContaining(`did not write ${path}`) as string },
      ])
      expect(knownIn(all)[id]).toMatchObject({ kind: 'in-the-way' })
    },
  )

  it('and would not be put there is not built: a person wrote one of that name', async () => {
    await mkdir(at('slack/actions'), { recursive: true })
    await writeFile(at(sourcePath), 'export default 2\n')
    expect(await reasons()).toBe('in-the-way')
  })

  it('is not a source whose receipt was made to fit', async () => {
    await assembled()
    await writeFile(at(sourcePath), 'export default 2\n')
    const text = await readFile(at(ownReceipt), 'utf8')
    await writeFile(at(ownReceipt), text.replaceAll(sha256('export default 1\n'), sha256('export default 2\n')))
    expect(await reasons()).toBe('in-the-way')
  })

  it('is not what has a receipt of a version that wrote down nothing to compare', async () => {
    await assembled(planOf(), false)
    expect(await reasons()).toEqual([expect.stringContaining('earlier version of Assay')])
  })

  it('is not the function of another kind', async () => {
    await assembled()
    expect(await reasons({ plan: planOf({ kind: 'sync' }) })).toEqual([`${ownReceipt} is not a receipt of it`])
  })

  it('cannot be told beside a receipt that cannot be read: nothing could be assembled, so nothing is to be spent', async () => {
    await assembled()
    await writeFile(at(ownReceipt), '{"receipt": 2,')
    await expect(reuse()).rejects.toThrow('is not a receipt')
  })
})
