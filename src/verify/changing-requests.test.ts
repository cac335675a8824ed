import { afterEach, describe, expect, it } from 'vitest'
import { type StandIn } from '../standins/stand-in.ts'
import { openStandIn } from '../standins/open-stand-in.ts'
import { changingOf, watchWrites } from './changing-requests.ts'
import { exchange } from './testing/samples.ts'

let account: StandIn
afterEach(() => account[Symbol.asyncDispose]())

function post(method: string, form: Record<string, string>): Request {
  return new Request(`https://slack.com/api/${method}`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret' },
    body: new URLSearchParams(form),
  })
}

describe('the requests that change an account', () => {
  it('are told from those that only read, whatever their method', async () => {
    account = await openStandIn('slack', { seed: 1, credential: 'secret' })
    const before = await account.snapshot()
    const channel = before.find(({ collection }) => collection === 'channels')!.key
    const requests = [
      post('conversations.info', { channel }),
      post('chat.postMessage', { channel, text: 'One' }),
      new Request('https://slack.com/api/users.list', { headers: { authorization: 'Bearer secret' } }),
      post('chat.postMessage', { channel, text: 'Two' }),
    ]
    const watch = watchWrites()
    for (const request of requests) {
      await watch.before(request, account)
      expect(await (await account.fetch(request)).json()).toMatchObject({ ok: true })
    }
    const exchanges = requests.map(({ method }, index) => exchange({ seq: index + 10, method }))
    const states = [before, ...watch.states, await account.snapshot()]
    expect(states).toHaveLength(4)
    expect(changingOf(exchanges, states)).toEqual([11, 13])
  })

  it('are counted once when the gateway asked more than once, and never when it did not ask', async () => {
    account = await openStandIn('slack', { seed: 1, credential: 'secret' })
    const before = await account.snapshot()
    const twice = exchange({ seq: 1, method: 'POST', upstreamCalls: 2 })
    const never = exchange({ seq: 2, method: 'POST', upstreamCalls: 0 })
    expect(changingOf([never, twice], [before, [], before])).toEqual([1])
    expect(changingOf([never], [before, []])).toEqual([])
  })
})
