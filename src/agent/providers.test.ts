import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { modelsInUse } from './providers.ts'

const peer = {
  url: 'http://127.0.0.1:1/v1',
  protocol: 'chat',
  key: 'PEER_KEY',
  prices: { m: { input: 1, output: 2 } },
} as const
const keys = { PEER_KEY: 'k', ANTHROPIC_API_KEY: 'a' }

describe('modelsInUse', () => {
  it('takes a provider from the spec, with the key that the environment holds', () => {
    const { configs, providers } = modelsInUse(['peer/m', 'peer/m'], { settings: { peer }, keys })
    expect(configs).toMatchObject([{ provider: 'peer', model: 'm', npm: '@ai-sdk/openai-compatible' }])
    expect(providers).toEqual({
      peer: { baseUrl: peer.url, key: 'k', keyName: 'PEER_KEY', kind: 'openai', prices: peer.prices },
    })
  })

  it('adds what the spec says to what is known', () => {
    const settings = { anthropic: { prices: { 'claude-x': { input: 3, output: 15 } } } }
    const { providers } = modelsInUse(['anthropic/claude-x'], { settings, keys })
    expect(providers['anthropic']).toMatchObject({
      baseUrl: 'https://api.anthropic.com/v1',
      key: 'a',
      kind: 'anthropic',
    })
  })

  it.each([
    ['nobody/m', {}, 'names the provider "nobody", which is not known'],
    ['toString/m', {}, 'names the provider "toString", which is not known'],
    ['peer/m', { peer: { url: peer.url } }, 'The provider "peer" of the model "peer/m" has no protocol'],
    ['google/gemini-x', {}, 'names the provider "google", which is not known'],
    ['openai/gpt-x', {}, 'The model "openai/gpt-x" needs a key'],
  ])('refuses %s with %j', (model, settings, complaint) => {
    expect(() => modelsInUse([model], { settings, keys })).toThrow(complaint)
  })

  it('says of Google in full what to write, and takes what it said', () => {
    const spoken = /google: \{url: "([^"]+)", protocol: (chat), key: (\w+)\}/
    let fix = ''
    try {
      modelsInUse(['google/gemini-x'], { settings: {}, keys })
    } catch (error) {
      if (error instanceof UserError) fix = error.fix
    }
    const [, url = '', protocol, key = ''] = spoken.exec(fix) ?? []
    expect(protocol).toBe('chat')
    const settings = { google: { url, protocol: 'chat', key } } as const
    const { providers } = modelsInUse(['google/gemini-x'], { settings, keys: { [key]: 'k' } })
    expect(providers['google']).toMatchObject({ baseUrl: url, key: 'k', kind: 'openai' })
  })
})
