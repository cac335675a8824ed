import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AccountState } from '../standins/stand-in.ts'
import { interactionOf } from './testing/stage-attempt.ts'
import { brokenIn, verdictOn } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

const rig = warmRig()

const channelOf = (account: AccountState) =>
  account.find(({ collection, fields }) => collection === 'channels' && fields['is_archived'] !== true)!

/** Functions that send a message, and look round while they do. */
const send = (name: string) =>
  verdictOn(
    {
      interaction: interactionOf('slack/send-message', { operations: [{ method: 'POST', path: 'chat.postMessage' }] }),
      source: readFileSync(`test/fixtures/functions/${name}.ts.txt`, 'utf8'),
      input: (account) => ({ channel_id: channelOf(account).key, text: 'The stand-up moves to 9:30' }),
    },
    rig(),
  )

describe('what is no business of a function', () => {
  it.each([
    'waits-for-a-later-version',
    'counts-the-members',
    'works-for-one-connection',
    'makes-code-by-a-package',
    'looks-who-calls-it',
  ])('rejects what %s', async (name) => {
    expect(brokenIn(await send(name))).toEqual(['same-everywhere'])
  })

  it.each([
    ['changes-after-a-date', 'same-at-any-time'],
    ['forgets-by-chance', 'same-by-any-chance'],
  ])('rejects what %s', async (name, check) => {
    expect(brokenIn(await send(name))).toEqual([check])
  })

  it.each(['flushes-if-it-can', 'logs-for-whom', 'waits-by-chance', 'tells-where-it-failed'])(
    'accepts what %s',
    async (name) => {
      const verdict = await send(name)
      expect(brokenIn(verdict)).toEqual([])
      expect(verdict.artefact).toBe('accepted')
      expect(verdict.mutation?.killed).toBeGreaterThan(0)
      expect(verdict.neverReached?.asking).toEqual([])
    },
  )
})
