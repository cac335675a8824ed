import { describe, expect, it } from 'vitest'
import { type Fared, openPace, type Pace, type PaceOptions } from './pace.ts'
import { chatAnswer, json, messageOf, rig } from './test-rig.ts'

const ever = new AbortController().signal
const throttled: Fared = { kind: 'failed', because: 'peer answered 429', throttled: {}, isLasting: false }
const lasting: Fared = { kind: 'failed', because: 'peer answered 401', isLasting: true }

describe('the pace of a model', () => {
  it('starts small, doubles while all goes well and halves when less is wanted', async () => {
    const pace = openPace({ backoffMs: 1 })
    expect(await atOnce(pace, { kind: 'answered' })).toBe(4)
    expect(await atOnce(pace, { kind: 'answered' })).toBe(8)
    expect(await atOnce(pace, { kind: 'unclear' })).toBe(16)
    // All sixteen are refused in one breath, which says no more than one refusal does.
    expect(await atOnce(pace, throttled)).toBe(16)
    expect(await atOnce(pace, { kind: 'unclear' })).toBe(8)
  })

  it('leaves a provider alone for as long as it wants, and not for longer than a minute', async () => {
    const pace = openPace({ backoffMs: 1 })
    ;(await pace.turn(ever))?.end({ ...throttled, throttled: { waitMs: 80 } } as Fared)
    const began = performance.now()
    ;(await pace.turn(ever))?.end({ kind: 'answered' })
    expect(performance.now() - began).toBeGreaterThan(70)
    ;(await pace.turn(ever))?.end({ ...throttled, throttled: { waitMs: 1e12 } } as Fared)
    const gone = new AbortController()
    const waiting = pace.turn(gone.signal)
    gone.abort()
    expect(await waiting).toBeUndefined()
  })

  it('gives up at the second answer that no waiting mends, and not at one that a good one follows', async () => {
    const pace = openPace()
    ;(await pace.turn(ever))?.end(lasting)
    ;(await pace.turn(ever))?.end({ kind: 'answered' })
    ;(await pace.turn(ever))?.end(lasting)
    expect(pace.closed).toBeUndefined()
    ;(await pace.turn(ever))?.end(lasting)
    expect(pace.closed).toBe('peer answered 401')
  })

  it('gives up when nothing but failures came for too long, and tells all who wait', async () => {
    const pace = openPace({ backoffMs: 1, patienceMs: 30 })
    const turns = await Promise.all([1, 2, 3, 4].map(() => pace.turn(ever)))
    const waiting = pace.turn(ever)
    turns[0]?.end(throttled)
    await new Promise((resolve) => setTimeout(resolve, 40))
    turns[1]?.end(throttled)
    expect(pace.closed).toMatch(/^peer answered 429 \(for 0 minutes now\)$/)
    expect(await waiting).toBeDefined()
  })
})

/** How many turns there are before one ends; then all of them end so. */
async function atOnce(pace: Pace, how: Fared): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3))
  const stop = new AbortController()
  const turns = Array.from({ length: 40 }, () => pace.turn(stop.signal))
  await new Promise((resolve) => setTimeout(resolve, 3))
  stop.abort()
  const given = (await Promise.all(turns)).filter((turn) => turn !== undefined)
  for (const turn of given) turn.end(how)
  return given.length
}

describe('a provider that is busy', () => {
  it.each([429, 529, 503, 500])('is asked again after %i, and the agent hears nothing of it', async (status) => {
    const { ask, peer, gateway } = await busy([status, status], { retryAfter: '0' })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200)
    expect(peer.requests).toHaveLength(3)
    expect(gateway.activityOf('ses_1').failure).toBeUndefined()
    expect(gateway.activityOf('ses_1').requests).toBe(1)
  })

  it('is asked four times at most, then its own words are passed on', async () => {
    const { ask, peer, gateway } = await busy(Array.from({ length: 9 }, () => 429))
    expect((await ask('/peer/chat/completions')).statusCode).toBe(429)
    expect(peer.requests).toHaveLength(4)
    expect(gateway.activityOf('ses_1').failure).toMatchObject({ status: 429, inARow: 1 })
    expect(gateway.spent.usd).toBe(0)
  })

  it('is not asked again for what would fail again, nor once anything has come', async () => {
    const bad = await busy([400])
    expect((await bad.ask('/peer/chat/completions')).statusCode).toBe(400)
    expect(bad.peer.requests).toHaveLength(1)
    const { ask, peer } = await rig(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {}\n\n', () => response.destroy())
    })
    await (await ask('/peer/chat/completions', { stream: true })).body.text().catch(() => undefined)
    expect(peer.requests).toHaveLength(1)
  })

  it('whose quota comes back in hours is given up with the reason, not waited for', async () => {
    const { ask, peer, gateway } = await busy(
      Array.from({ length: 9 }, () => 429),
      { retryAfter: '14400' },
    )
    for (let count = 0; count < 2; count++) expect((await ask('/peer/chat/completions')).statusCode).toBe(429)
    const refused = await ask('/peer/chat/completions')
    expect(refused.statusCode).toBe(400)
    expect(await messageOf(refused)).toContain(
      'its quota is used up for 240 minutes: go on then, or with another model',
    )
    expect(gateway.closed('peer/m1')).toContain('240 minutes')
    expect(gateway.closed('peer/m2')).toBeUndefined()
    expect(peer.requests).toHaveLength(2)
  })

  it('that says 429 again and again without a time is given up when patience is out', async () => {
    const { ask, gateway } = await busy(
      Array.from({ length: 99 }, () => 429),
      { pace: { backoffMs: 1, patienceMs: 1 } },
    )
    await ask('/peer/chat/completions')
    expect(gateway.closed('peer/m1')).toMatch(/429.*minutes now/)
  })

  it('does not count against the agent’s time', async () => {
    const { ask, gateway } = await busy([429, 429], { pace: { backoffMs: 40 } })
    await ask('/peer/chat/completions')
    expect(gateway.activityOf('ses_1').waitedMs).toBeGreaterThan(100)
  })
})

/** Answers with these statuses first, and well from then on. */
function busy(statuses: readonly number[], { retryAfter, pace }: { retryAfter?: string; pace?: PaceOptions } = {}) {
  let turn = 0
  return rig(
    async (response) => {
      const status = statuses[turn++]
      if (status === undefined) return json(chatAnswer)(response)
      const wait = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
      response.writeHead(status, { 'content-type': 'application/json', ...wait }).end('{"error":{"message":"busy"}}')
    },
    { ...(pace && { pace }) },
  )
}
