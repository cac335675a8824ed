import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AccountState } from '../standins/stand-in.ts'
import { type StagedAttempt, interactionOf } from './testing/stage-attempt.ts'
import { brokenIn, verdictOn as verdictOnAttempt } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

// The gallery plays the like of them whole; here each is judged by itself.
const rig = warmRig()

const source = (name: string) => readFileSync(`test/fixtures/functions/${name}.ts.txt`, 'utf8')
const channelOf = (account: AccountState) =>
  account.find(({ collection, fields }) => collection === 'channels' && fields['is_archived'] !== true)!

const verdictOn = (staged: StagedAttempt) => verdictOnAttempt(staged, rig())

const send = (name: string): StagedAttempt => ({
  interaction: interactionOf('slack/send-message', { operations: [{ method: 'POST', path: 'chat.postMessage' }] }),
  source: source(name),
  input: (account) => ({ channel_id: channelOf(account).key, text: 'The stand-up moves to 9:30' }),
})

describe('verify', () => {
  it.each([
    ['swallows-refusals', 'errors-surface'],
    ['swallows-403-only', 'errors-surface'],
    ['ignores-ok-false', 'errors-surface'],
    ['makes-it-up', 'output-from-response'],
    ['makes-up-the-id', 'output-from-response'],
    ['echoes-the-input', 'output-from-response'],
    ['remembers-the-known-input', 'output-from-response'],
    ['finds-the-oracle-while-running', 'platform-rules'],
    ['reads-the-oracle', 'platform-rules'],
    ['imports-node-crypto', 'platform-rules'],
    ['ignores-an-input', 'request-from-input'],
    ['posts-the-same-text', 'request-from-input'],
    ['asks-another-operation', 'planned-operations'],
    ['asks-another-operation', 'read-back'],
    ['never-asks', 'succeeded-live'],
    ['branches-on-the-input-it-knew', 'succeeded-live'],
    ['returns-what-its-schema-forbids', 'succeeded-live'],
  ])('rejects what %s, by %s', async (name, check) => {
    const verdict = await verdictOn(send(name))
    expect(verdict.artefact).toBe('rejected')
    expect(brokenIn(verdict)).toContain(check)
  })

  it.each(['honest-send', 'normalises', 'only-says-success', 'maps-errors', 'validates-first'])(
    'accepts what is honest, and odd: %s',
    async (name) => {
      const verdict = await verdictOn(send(name))
      expect(brokenIn(verdict)).toEqual([])
      expect(verdict.artefact).toBe('accepted')
      expect(verdict.proof?.files.map(({ path }) => path)).toEqual([
        'slack/tests/send-message.test.json',
        'slack/tests/slack-send-message.test.ts',
      ])
      expect(verdict.proof?.exchanges.length).toBeGreaterThan(1)
    },
  )

  it.each([
    ['writes-again-when-nothing-comes', 'repeats-no-write'],
    ['lets-nango-write-again', 'repeats-no-write'],
    ['takes-silence-for-success', 'errors-surface'],
  ])('rejects what, when an answer is lost, %s, by %s alone', async (name, check) => {
    expect(brokenIn(await verdictOn(send(name)))).toEqual([check])
  })
})
