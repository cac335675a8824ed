import { describe, expect, it } from 'vitest'
import { paced } from './pace.ts'

const plain = { retry: { after: [], at: [] } }

/** An API that gives these answers, one after the other, and then 200. */
function api(...answers: Response[]) {
  const at: number[] = []
  let underWay = 0
  let most = 0
  const began = Date.now()
  return {
    at,
    most: () => most,
    kind: 'direct' as const,
    async fetch() {
      at.push(Date.now() - began)
      most = Math.max(most, ++underWay)
      await new Promise((resolve) => setTimeout(resolve, 5))
      underWay--
      return answers.shift() ?? new Response('{}')
    },
  }
}

const ask = () => new Request('https://api.example/x')

describe('a connection that many share', () => {
  it('is left alone by all of them for as long as the API asks for', async () => {
    const upstream = api(new Response('', { status: 429, headers: { 'retry-after': '1' } }))
    const { fetch } = paced(upstream, plain)
    expect((await fetch(ask())).status).toBe(429)
    await Promise.all([fetch(ask()), fetch(ask())])
    const [, ...later] = upstream.at
    expect(Math.min(...later)).toBeGreaterThanOrEqual(950)
  })

  it('by the headers that its provider has for it, before the rate is overdrawn', async () => {
    const headers = { 'x-left': '0', 'x-reset': String(Math.ceil(Date.now() / 1000) + 1) }
    const upstream = api(new Response('{}', { headers }))
    const { fetch } = paced(upstream, { retry: { after: [], at: ['x-reset'], remaining: 'x-left' } })
    await fetch(ask())
    await fetch(ask())
    expect(upstream.at[1]).toBeGreaterThanOrEqual(800)
  })

  it('is asked for some things at once, and not for many', async () => {
    const upstream = api()
    const { fetch } = paced(upstream, plain)
    await Promise.all(Array.from({ length: 30 }, () => fetch(ask())))
    expect(upstream.most()).toBe(8)
  })

  it('is waited for by nobody who has gone away', async () => {
    const upstream = api(new Response('', { status: 429, headers: { 'retry-after': '20' } }))
    const { fetch } = paced(upstream, plain)
    await fetch(ask())
    await expect(fetch(new Request(ask(), { signal: AbortSignal.timeout(50) }))).rejects.toThrow(/abort/i)
  })
})
