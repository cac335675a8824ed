import { describe, expect, it } from 'vitest'
import { openStandIn } from '../../standins/open-stand-in.ts'
import type { StandIn } from '../../standins/stand-in.ts'
import type { CleanRoom } from '../clean-room.ts'
import type { LongTake, Scene } from '../replay/boxed/job.ts'
import { exchange, freshRun, takeResult } from '../testing/samples.ts'
import { wholeInputs } from './whole-inputs.ts'

const credential = 'a-credential'
const said = 'See you at the harbour'
const long = `${said} 木 ${'and then again '.repeat(30)}tomorrow`

interface Asked {
  readonly method: string
  readonly field: string
  readonly isForm?: true
  readonly isShared?: true
  readonly sent?: string
}

/** Whether Slack takes a long text whole where a function had sent `said` and would have cut what is longer. */
async function taken({ method, field, isForm, isShared, sent = said }: Asked) {
  let account: StandIn | undefined
  const open = async (seed: number) => {
    await account?.[Symbol.asyncDispose]()
    account = await openStandIn('slack', { seed, credential })
  }
  await open(5)
  const channel = (await account!.snapshot()).find(
    ({ collection, fields }) => collection === 'channels' && fields['is_member'] === true,
  )
  const clean = {
    credential,
    accountSeed: 5,
    newAccount: open,
    account: () => account!,
    ...(isShared && { isShared }),
  } as unknown as CleanRoom
  const fields = { channel: channel?.key ?? '', [field]: sent }
  const asked = exchange({
    method: 'POST',
    url: `https://slack.com/api/${method}`,
    endpoint: method,
    requestHeaders: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' },
    requestBody: isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
  })
  const run = freshRun({ exchanges: [asked], account: { seed: 5, prepared: [] }, input: { words: said } })
  const take = (differs: LongTake['differs'], value: string) => ({
    take: { kind: 'long' as const, path: ['words'], value, size: 500, differs },
    result: takeResult({ asked: [{ place: '0.body.text', sum: differs === 'early' ? 2 : 1 }] }),
  })
  const scene: Scene = { purpose: 'fresh', input: { words: said }, answers: [], takes: [] }
  const takes = [take('nowhere', long), take('early', 'x'), take('at the end', 'y')]
  try {
    return await wholeInputs(clean, run, { scenes: [{ scene, base: takeResult(), takes }] })
  } finally {
    await (account as StandIn | undefined)?.[Symbol.asyncDispose]()
  }
}

describe('a text that a function cuts', () => {
  it('is one that the API takes whole, in whichever form it is asked', async () => {
    expect(await taken({ method: 'chat.postMessage', field: 'text' })).toEqual(new Map([['words', true]]))
    expect(await taken({ method: 'chat.postMessage', field: 'text', isForm: true })).toEqual(new Map([['words', true]]))
  })

  it('is cut with right where the API declines it', async () => {
    expect(await taken({ method: 'conversations.setTopic', field: 'topic' })).toEqual(new Map([['words', false]]))
  })

  it('is not asked about in a live account, nor where it is not sent as it was given', async () => {
    expect(await taken({ method: 'chat.postMessage', field: 'text', isShared: true })).toEqual(new Map())
    expect(await taken({ method: 'chat.postMessage', field: 'text', sent: btoa(said) })).toEqual(new Map())
  })
})
