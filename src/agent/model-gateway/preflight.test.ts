import { describe, expect, it } from 'vitest'
import { chatAnswer, json, messageOf, rig } from './test-rig.ts'

describe('preflight of a session', () => {
  const tools = { names: ['bash', 'docs'], marker: 'hands-7f3a' }
  const ours = { type: 'function', function: { name: 'bash', description: 'Runs a command. hands-7f3a' } }
  const docs = { type: 'function', function: { name: 'docs', description: 'Reads a page. hands-7f3a' } }

  it('passes with exactly our tools; a request without tools decides nothing', async () => {
    const { gateway, ask } = await rig(json(chatAnswer), {}, { tools })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(200)
    expect((await ask('/peer/chat/completions', { tools: [ours, docs] })).statusCode).toBe(200)
    expect(await gateway.preflightOf('ses_1')).toEqual({ kind: 'passed', tools: ['bash', 'docs'] })
    expect(gateway.activityOf('ses_1').toolsSeen).toEqual(['bash', 'docs'])
  })

  it('fails when a built-in came back under the name of one of ours, and lets nothing through from then on', async () => {
    const { gateway, ask, peer } = await rig(json(chatAnswer), {}, { tools })
    const builtIn = { type: 'function', function: { name: 'bash', description: 'Executes a given bash command' } }
    const answer = await ask('/peer/chat/completions', { tools: [builtIn, docs] })
    expect(answer.statusCode).toBe(400)
    expect(await messageOf(answer)).toContain('not ours: bash')
    expect(await gateway.preflightOf('ses_1')).toMatchObject({ kind: 'failed' })
    expect((await ask('/peer/chat/completions')).statusCode).toBe(400)
    expect(peer.requests).toHaveLength(0)
  })

  it('names missing and surplus tools, in the shape of each format', async () => {
    const { gateway, ask } = await rig(json({}), { kind: 'anthropic' }, { tools })
    await ask('/peer/messages', {
      tools: [
        { name: 'bash', description: 'hands-7f3a' },
        { name: 'webfetch', description: 'hands-7f3a' },
      ],
    })
    expect(await gateway.preflightOf('ses_1')).toMatchObject({
      because: expect.stringMatching(/missing: docs; not allowed: webfetch/),
    })
  })

  it('fails for a session that ends without a request', async () => {
    const { gateway } = await rig(json({}), {}, { tools })
    await gateway.unregister('ses_1')
    expect(await gateway.preflightOf('ses_1')).toMatchObject({ kind: 'failed' })
  })
})
