import { describe, expect, it } from 'vitest'
import { streamAnswer } from '../../../test/streaming-model.ts'
import { openPurse } from './purse.ts'
import { rig } from './test-rig.ts'

const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 }
const dollars = (input: number, output: number) => (input * price.input + output * price.output) / 1e6
const longest = 2_000

describe('a purse over HTTP, with a peer that streams', () => {
  it.each([1, 2, 3, 4, 5, 6])('keeps its cap through agents that leave and a process that dies (%i)', async (seed) => {
    const cap = 0.2
    const record = new Map<string, number>()
    const billed = { usd: 0, dearest: 0 }
    let number = seed * 7919
    const random = () => (number = (number * 48_271) % 2_147_483_647) / 2_147_483_647
    for (const life of [1, 2, 3]) {
      const spent = [...record.values()].reduce((sum, usd) => sum + usd, 0)
      const purse = openPurse({ run: cap }, [{ api: 'slack', interaction: 'slack/x', usd: spent }])
      const { ask, gateway } = await rig(
        async (response) => {
          const output = Math.ceil(longest * random())
          const cost = dollars(300, output)
          billed.usd += cost
          billed.dearest = Math.max(billed.dearest, cost)
          await streamAnswer(response, 'chat', { input: 300, cached: 0, written: 0, output })
        },
        { purse },
        {
          onHold: ({ id, usd }) => record.set(`${life} ${id}`, usd),
          onSpend: ({ usd }, hold) => record.set(`${life} ${hold}`, usd),
        },
      )
      const asks = life < 3 ? 3 : 40
      await Promise.all(
        Array.from({ length: 6 }, async () => {
          for (let count = 0; count < asks; count++) {
            const answer = await ask('/peer/chat/completions', { stream: true, max_tokens: longest })
            if (answer.statusCode !== 200) return answer.body.dump()
            if (random() < 0.2) answer.body.destroy()
            else await answer.body.text()
          }
        }),
      )
      if (life === 3) expect(gateway.activityOf('ses_1').outOf).toBe('run')
    }
    expect(billed.usd).toBeGreaterThan(cap / 3)
    expect(billed.usd).toBeLessThanOrEqual(cap + billed.dearest)
    expect([...record.values()].reduce((sum, usd) => sum + usd, 0)).toBeGreaterThanOrEqual(billed.usd - 1e-9)
  })
})
