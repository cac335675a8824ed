import { describe, expect, it } from 'vitest'
import { chatAnswer, json, rig } from './model-gateway/test-rig.ts'
import { nameInCell, nameOutside } from './name-in-cell.ts'

describe('nameInCell', () => {
  it.each(['gpt-5.4', 'openai/gpt-6-sol'])('keeps %s from being given another tool than ours', (model) => {
    expect(nameInCell(model)).toContain('oss')
    expect(nameInCell(model).startsWith(model)).toBe(true)
    expect(nameOutside(nameInCell(model))).toBe(model)
  })

  it.each(['claude-sonnet-4-5', 'openai/gpt-oss-120b', 'honest'])('leaves %s as it is', (model) => {
    expect(nameInCell(model)).toBe(model)
    expect(nameOutside(model)).toBe(model)
  })

  it('is no name by which a provider is asked', async () => {
    const { ask, peer } = await rig(json(chatAnswer))
    await ask('/peer/chat/completions', { model: nameInCell('gpt-5.4') })
    expect(peer.requests[0]?.body).toMatchObject({ model: 'gpt-5.4' })
  })
})
