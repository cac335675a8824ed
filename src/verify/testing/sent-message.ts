import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { AccountState } from '../../standins/stand-in.ts'
import { type StagedAttempt, interactionOf } from './stage-attempt.ts'
import { brokenIn, verdictOn } from './verdict-on.ts'
import type { warmRig } from './warm-rig.ts'

type Rig = ReturnType<ReturnType<typeof warmRig>>

export const channelOf = (account: AccountState) =>
  account.find(({ collection, fields }) => collection === 'channels' && fields['is_archived'] !== true)!

/** One of the functions in `test/fixtures/functions`. */
export function sourceOf(name: string): string {
  return readFileSync(`test/fixtures/functions/${name}.ts.txt`, 'utf8')
}

/** An attempt at `slack/send-message` by one of them. */
export function sentBy(name: string): StagedAttempt {
  return {
    interaction: interactionOf('slack/send-message', { operations: [{ method: 'POST', path: 'chat.postMessage' }] }),
    source: sourceOf(name),
    input: (account) => ({ channel_id: channelOf(account).key, text: 'The stand-up moves to 9:30' }),
  }
}

export async function expectRejected(name: string, check: string, rig: Rig): Promise<void> {
  const verdict = await verdictOn(sentBy(name), rig)
  expect(verdict.artefact).toBe('rejected')
  expect(brokenIn(verdict)).toContain(check)
}

export async function expectAccepted(name: string, rig: Rig): Promise<void> {
  const verdict = await verdictOn(sentBy(name), rig)
  expect(brokenIn(verdict)).toEqual([])
  expect(verdict.artefact).toBe('accepted')
  expect(verdict.proof?.files.map(({ path }) => path)).toEqual([
    'slack/tests/send-message.test.json',
    'slack/tests/slack-send-message.test.ts',
  ])
  expect(verdict.proof?.exchanges.length).toBeGreaterThan(1)
}
