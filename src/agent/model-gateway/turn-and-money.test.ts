import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { openPurse } from './purse.ts'
import { chatAnswer, json, payer, type Peer, rig } from './test-rig.ts'

const prices = { m1: { input: 3, output: 15 }, m2: { input: 3, output: 15 }, gratis: { input: 0, output: 0 } }
/** About 0.15 dollars are held for one such answer. */
const dear = { max_tokens: 10_000 }

describe('a request that waits for its turn', () => {
  it('holds no money that one for another model could use', async () => {
    const slow = slowFirst()
    const options = { prices, pace: { atFirst: 1 }, purse: openPurse({ run: 0.4 }) }
    const { ask, gateway } = await rig(slow.peer, options)
    gateway.register('ses_2', { payer: { ...payer, interaction: 'slack/y' }, model: 'peer/m2' })
    const first = ask('/peer/chat/completions', dear)
    await slow.begun
    const second = ask('/peer/chat/completions', dear)
    await sleep(30)
    // With the first one's money, what is left is enough for one more.
    const other = await ask('/peer/chat/completions', { ...dear, model: 'm2' }, { 'x-session-id': 'ses_2' })
    expect(other.statusCode).toBe(200)
    slow.end()
    expect([(await first).statusCode, (await second).statusCode]).toEqual([200, 200])
  })

  it('is told at once when its model is given up meanwhile', async () => {
    const slow = slowFirst(401)
    const { ask, gateway, peer } = await rig(slow.peer, { prices, pace: { atFirst: 1 } })
    const all = Array.from({ length: 4 }, () => ask('/peer/chat/completions', dear))
    await slow.begun
    slow.end()
    expect((await Promise.all(all)).map(({ statusCode }) => statusCode).toSorted()).toEqual([400, 400, 401, 401])
    expect(gateway.closed('peer/m1')).toContain('401')
    expect(peer.requests).toHaveLength(2)
  })

  it('lets go of its money while a busy provider is left alone', async () => {
    let turn = 0
    const peer: Peer = async (response) => {
      if (turn++ > 0) return json(chatAnswer)(response)
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' }).end('{}')
    }
    const held = new Map<string, number>()
    const { ask } = await rig(
      peer,
      { prices, pace: { atFirst: 1 } },
      { onHold: ({ id, usd }) => held.set(id, usd), onSpend: (_, id) => held.delete(String(id)) },
    )
    const answer = ask('/peer/chat/completions', dear)
    await sleep(300)
    expect([turn, held.size]).toEqual([1, 0])
    expect((await answer).statusCode).toBe(200)
  })
})

describe('the agent’s clock', () => {
  it('goes on while one of its requests waits and another is answered', async () => {
    const slow = slowFirst()
    const { ask, gateway } = await rig(slow.peer, { prices, pace: { atFirst: 1 } })
    const first = ask('/peer/chat/completions')
    await slow.begun
    const second = ask('/peer/chat/completions')
    await vi.waitFor(() => expect(gateway.activityOf('ses_1').inFlight).toBe(2))
    const { waitedMs, lastActivityAt } = gateway.activityOf('ses_1')
    await sleep(120)
    expect(gateway.activityOf('ses_1')).toMatchObject({ waitedMs, lastActivityAt })
    slow.end()
    await Promise.all([first, second])
  })

  it('stands still while all that it asked for waits', async () => {
    const slow = slowFirst()
    const { ask, gateway } = await rig(slow.peer, { prices, pace: { atFirst: 1 } })
    gateway.register('ses_2', { payer, model: 'peer/m1' })
    const first = ask('/peer/chat/completions')
    await slow.begun
    const other = ask('/peer/chat/completions', {}, { 'x-session-id': 'ses_2' })
    await vi.waitFor(() => expect(gateway.activityOf('ses_2').inFlight).toBe(1))
    const { waitedMs } = gateway.activityOf('ses_2')
    await sleep(120)
    expect(gateway.activityOf('ses_2').waitedMs).toBeGreaterThan(waitedMs + 60)
    slow.end()
    await Promise.all([first, other])
  })
})

describe('a status that may come after the work was done', () => {
  it.each([408, 502, 504, 524])('%i is charged with the most that the answer may have cost', async (status) => {
    const { ask, gateway } = await rig(answering(status), { prices })
    await ask('/peer/chat/completions', dear)
    expect(gateway.spent.estimatedUsd).toBeGreaterThan(0.15)
  })

  it('is charged for each try, and the answer that comes at last by what it told', async () => {
    const { ask, gateway } = await rig(answering(504, 504), { prices })
    expect((await ask('/peer/chat/completions', dear)).statusCode).toBe(200)
    const { usd, estimatedUsd } = gateway.spent
    expect(estimatedUsd).toBeGreaterThan(0.3)
    expect(usd - estimatedUsd).toBeCloseTo((1000 * 3 + 50 * 15) / 1e6, 6)
  })

  it.each([400, 429, 500, 503, 529])('%i is not charged: no answer was made', async (status) => {
    const { ask, gateway } = await rig(answering(status), { prices })
    await ask('/peer/chat/completions', { ...dear, model: 'm2' })
    expect(gateway.spent.estimatedUsd).toBe(0)
  })
})

/** With these statuses first, and well from then on. */
function answering(...statuses: readonly number[]): Peer {
  const left = [...statuses]
  return async (response) => {
    const status = left.shift()
    if (status === undefined) return json(chatAnswer)(response)
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"message":"late"}}')
  }
}

/** Keeps the first who asks waiting until it is told to end; all later ones are answered at once. */
function slowFirst(status = 200) {
  const begun = Promise.withResolvers<void>()
  const ended = new AbortController()
  let isFirst = true
  const peer: Peer = async (response) => {
    const waits = isFirst
    isFirst = false
    begun.resolve()
    if (waits && !ended.signal.aborted) await once(ended.signal, 'abort')
    if (status === 200) return json(chatAnswer)(response)
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}')
  }
  return { peer, begun: begun.promise, end: () => ended.abort() }
}
