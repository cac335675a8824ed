import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareToolchain } from '../nango/prepare-toolchain.ts'
import { type Reader, openReader } from '../nango/reader.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { AccountState } from '../standins/stand-in.ts'
import { interactionOf } from './testing/stage-attempt.ts'
import { brokenIn, verdictOn } from './testing/verdict-on.ts'

let toolchain: Toolchain
let reader: Reader
beforeAll(async () => {
  toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
  reader = openReader(toolchain)
})
afterAll(() => reader[Symbol.asyncDispose]())

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
    { toolchain, reader },
  )

describe('what is no business of a function', () => {
  it.each(['waits-for-a-later-version', 'counts-the-members', 'works-for-one-connection'])(
    'rejects what %s',
    async (name) => {
      expect(brokenIn(await send(name))).toEqual(['same-everywhere'])
    },
  )

  it.each(['flushes-if-it-can', 'logs-for-whom'])('accepts what %s', async (name) => {
    const verdict = await send(name)
    expect(brokenIn(verdict)).toEqual([])
    expect(verdict.artefact).toBe('accepted')
  })
})
