import { describe, expect, it } from 'vitest'
import type { CleanRoom } from '../clean-room.ts'
import { openStandIn } from '../../standins/open-stand-in.ts'
import type { StandIn } from '../../standins/stand-in.ts'
import type { Became, InputTake, Scene } from '../replay/boxed/job.ts'
import { exchange, freshRun, takeResult } from '../testing/samples.ts'
import { takenForYes } from './taken-for-yes.ts'

const credential = 'a-credential'
const dates = { start: { dateTime: '2027-03-04T10:00:00Z' }, end: { dateTime: '2027-03-04T11:00:00Z' } }

/** A function that makes an event, and sends a switch of its input for yes alone. */
async function taken(name: string, yes: boolean, changes: readonly Became[]) {
  let account: StandIn | undefined
  const open = async (seed: number) => {
    await account?.[Symbol.asyncDispose]()
    account = await openStandIn('google-calendar', { seed, credential })
  }
  const clean = { credential, accountSeed: 5, newAccount: open, account: () => account! } as unknown as CleanRoom
  const body = JSON.stringify({ summary: 'Tea', ...dates, [name]: yes })
  const post = exchange({
    method: 'POST',
    url: 'https://www.googleapis.com/calendar/v3/calendars/primary/events',
    endpoint: 'calendar/v3/calendars/primary/events',
    requestBody: body,
  })
  const run = freshRun({ exchanges: [post], account: { seed: 5, prepared: [] }, input: { [name]: true } })
  const take: InputTake = { kind: 'input', path: [name], value: false, as: 'choice' }
  const scene: Scene = { purpose: 'fresh', input: { [name]: true }, answers: [], takes: [] }
  const replay = { scenes: [{ scene, base: takeResult(), takes: [{ take, result: takeResult({ became: changes }) }] }] }
  try {
    return await takenForYes(clean, run, replay)
  } finally {
    await (account as StandIn | undefined)?.[Symbol.asyncDispose]()
  }
}

const gone = (name: string): Became => ({ of: 'request', place: `0.body.${name}`, from: 'true' })

describe('a false that is not sent', () => {
  it('is lost where the API takes what is left out for true', async () => {
    expect(await taken('guestsCanInviteOthers', true, [gone('guestsCanInviteOthers')])).toEqual([
      'guestsCanInviteOthers',
    ])
  })

  it('is said by its absence where the API takes that for false, or knows nothing of it', async () => {
    expect(await taken('guestsCanModify', true, [gone('guestsCanModify')])).toEqual([])
    expect(await taken('unheardOf', true, [gone('unheardOf')])).toEqual([])
  })

  it('is no matter where it is sent, or told in another way', async () => {
    const name = 'guestsCanInviteOthers'
    expect(await taken(name, true, [{ ...gone(name), to: 'false' }])).toEqual([])
    const inverse: Became = { of: 'request', place: '0.body.noInvitations', to: 'true' }
    expect(await taken(name, true, [gone(name), inverse])).toEqual([])
  })
})
