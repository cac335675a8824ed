import { describe, expect, it } from 'vitest'
import { type Protocol, streamAnswer } from '../../../test/streaming-model.ts'
import { openPurse } from './purse.ts'
import { events, json, rig } from './test-rig.ts'

const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 }
const tokens = { input: 12_000, cached: 9_000, written: 2_000, output: 345 }
const usd = (1_000 * price.input + 9_000 * price.cacheRead + 2_000 * price.cacheWrite + 345 * price.output) / 1e6

const paths: Record<Protocol, string> = {
  chat: '/peer/chat/completions',
  responses: '/peer/responses',
  messages: '/peer/messages',
}
const kindOf = (protocol: Protocol) => (protocol === 'messages' ? 'anthropic' : 'openai')

describe('metering', () => {
  it.each(['chat', 'responses', 'messages'] as const)('is tokens times price for a stream of %s', async (protocol) => {
    const { gateway, ask } = await rig((response) => streamAnswer(response, protocol, tokens), {
      kind: kindOf(protocol),
    })
    const answer = await ask(paths[protocol], { stream: true })
    expect(await answer.body.text()).toContain('Done.')
    const { usd: told, ...rest } = gateway.spendOf('ses_1')
    expect(told).toBeCloseTo(usd, 12)
    expect(rest).toEqual({
      estimatedUsd: 0,
      inputTokens: 12_000,
      cachedTokens: 9_000,
      outputTokens: 345,
      lowerBound: false,
    })
  })

  it.each(['chat', 'responses', 'messages'] as const)(
    'knows the whole of %s although the client leaves before its end',
    async (protocol) => {
      const { gateway, ask } = await rig(
        async (response) => {
          const end = response.end.bind(response)
          response.end = (() => response) as typeof end
          await streamAnswer(response, protocol, tokens)
        },
        { kind: kindOf(protocol) },
      )
      const answer = await ask(paths[protocol], { stream: true })
      let text = ''
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        text += chunk.toString()
        if (/\[DONE\]|response\.completed|message_stop/.test(text)) break
      }
      await gateway.unregister('ses_1')
      expect(gateway.spendOf('ses_1').usd).toBeCloseTo(usd, 12)
      expect(gateway.spendOf('ses_1').estimatedUsd).toBe(0)
    },
  )

  it('charges an answer that breaks off, or tells nothing, with the most that it may have cost', async () => {
    const limit = { max_tokens: 1_000 }
    const silent = await rig(json({ choices: [] }))
    await (await silent.ask(paths.chat, limit)).body.dump()
    const { usd: charged, estimatedUsd } = silent.gateway.spendOf('ses_1')
    expect(charged).toBeGreaterThan((1_000 * price.output) / 1e6)
    expect(charged).toBeLessThan((1_000 * price.output + 2_000 * price.cacheWrite) / 1e6)
    expect(estimatedUsd).toBe(charged)

    const broken = await rig(
      async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write('data: {"type":"message_start","message":{"usage":{"input_tokens":10,"output_tokens":1}}}\n\n')
        setTimeout(() => response.destroy(), 20)
      },
      { kind: 'anthropic' },
    )
    await (await broken.ask(paths.messages, limit)).body.text().catch(() => undefined)
    await broken.gateway.unregister('ses_1')
    expect(broken.gateway.spendOf('ses_1')).toMatchObject({ usd: charged, inputTokens: 10 })
  })

  it('holds the money before the provider is asked, and says what became of it', async () => {
    const told: string[] = []
    const peer = async (response: Parameters<typeof streamAnswer>[0]) => {
      told.push('asked')
      await streamAnswer(response, 'chat', tokens)
    }
    const registration = {
      onHold: ({ usd: most }: { usd: number }) => told.push(`held ${most > usd}`),
      onSpend: ({ usd: cost }: { usd: number }, hold?: string) =>
        told.push(`spent ${cost.toFixed(4)} ${hold !== undefined}`),
    }
    const { ask } = await rig(peer, {}, registration)
    await (await ask(paths.chat, { stream: true })).body.dump()
    expect(told).toEqual(['held true', 'asked', `spent ${usd.toFixed(4)} true`])
  })

  it('lets go of what was held for a request that was refused', async () => {
    const spends: number[] = []
    const purse = openPurse({ run: 1 })
    const { gateway, ask } = await rig(
      async (response) => void response.writeHead(422).end('{}'),
      { purse },
      { onSpend: (spend) => spends.push(spend.usd) },
    )
    for (let count = 0; count < 5; count++) await (await ask(paths.chat)).body.dump()
    expect(spends).toEqual([0, 0, 0, 0, 0])
    expect(gateway.spent.usd).toBe(0)
  })

  it('books what is under way when nobody will hear any more what it did, once', async () => {
    const spends: number[] = []
    const { gateway, ask, peer } = await rig(async () => {}, {}, { onSpend: (spend) => spends.push(spend.usd) })
    const asked = ask(paths.chat).catch(() => undefined)
    await expect.poll(() => peer.requests.length).toBe(1)
    gateway.cutOff()
    expect(spends).toHaveLength(1)
    expect(spends[0]).toBeGreaterThan(0)
    await gateway.unregister('ses_1')
    await asked
    expect((await ask(paths.chat)).statusCode).toBe(403)
    expect(spends).toHaveLength(1)
  })

  it('narrows down what a request may take in by what its session’s last one did', async () => {
    const holds: number[] = []
    const { ask } = await rig(
      (response) => streamAnswer(response, 'chat', { input: 3_000, cached: 0, written: 0, output: 5 }),
      {},
      { onHold: ({ usd: most }) => holds.push(most) },
    )
    const body = { stream: true, max_tokens: 10, messages: [{ role: 'user', content: 'x'.repeat(40_000) }] }
    for (const more of ['', 'and on']) await (await ask(paths.chat, { ...body, more })).body.dump()
    expect(holds[0]).toBeGreaterThan((40_000 * price.cacheWrite) / 1e6)
    expect(holds[1]).toBeLessThan((5_000 * price.cacheWrite) / 1e6)
  })
})

describe('usage that lies', () => {
  const cases: readonly unknown[] = [-1, -1e300, 1e300, 1e9, '12', null, {}, [], true, 'NaN', undefined]
  const shapes: Record<Protocol, (input: unknown, output: unknown) => object[]> = {
    chat: (input, output) => [{ choices: [], usage: { prompt_tokens: input, completion_tokens: output } }],
    responses: (input, output) => [
      { type: 'response.completed', response: { usage: { input_tokens: input, output_tokens: output } } },
    ],
    messages: (input, output) => [
      { type: 'message_start', message: { usage: { input_tokens: input, output_tokens: 1 } } },
      { type: 'message_delta', usage: { output_tokens: output } },
    ],
  }

  it.each(['chat', 'responses', 'messages'] as const)('in %s never lowers what was spent', async (protocol) => {
    const honest = shapes[protocol](1000, 100)
    const lies = cases.flatMap((value) => [shapes[protocol](value, 100), shapes[protocol](1000, value)])
    const answers = [
      honest,
      ...lies,
      ['no usage at all'],
      [...honest, ...shapes[protocol](0, 0)],
      [...shapes[protocol](0, 0), ...honest],
    ]
    let turn = 0
    const { gateway, ask } = await rig((response) => events(...(answers[turn++] as object[]))(response), {
      kind: kindOf(protocol),
    })
    const honestUsd = (1000 * price.input + 100 * price.output) / 1e6
    let before = 0
    for (const answer of answers) {
      await (await ask(paths[protocol], { stream: true, max_tokens: 200 })).body.dump()
      const { usd: now } = gateway.spendOf('ses_1')
      const told = JSON.stringify(answer)
      expect(now - before, told).toBeGreaterThan(0)
      // An input of `null` or `{}` is charged with the most it may have cost, which a short request makes little.
      expect(now - before, told).toBeLessThan(0.05)
      if (answer === honest || answer.length > 2) expect(now - before, told).toBeCloseTo(honestUsd, 12)
      before = now
    }
  })
})
