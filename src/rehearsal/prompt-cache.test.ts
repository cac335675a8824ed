import { describe, expect, it } from 'vitest'
import { promptCache, promptText } from './prompt-cache.ts'

const block = (letter: string) => letter.repeat(4096)

describe('promptCache', () => {
  it('counts four characters a token', () => {
    expect(promptCache()('m', 'x'.repeat(9))).toEqual({ prompt: 3, cached: 0 })
  })

  it('counts as cached what an earlier prompt began with, in whole blocks', () => {
    const count = promptCache()
    expect(count('m', block('a') + block('b') + 'tail')).toEqual({ prompt: 2049, cached: 0 })
    expect(count('m', block('a') + block('b') + block('c'))).toEqual({ prompt: 3072, cached: 2048 })
    expect(count('m', block('a') + block('c') + block('b'))).toEqual({ prompt: 3072, cached: 1024 })
    expect(count('m', 'z' + block('a') + block('b'))).toMatchObject({ cached: 0 })
  })

  it('keeps models apart', () => {
    const count = promptCache()
    count('m', block('a'))
    expect(count('n', block('a')).cached).toBe(0)
  })
})

describe('promptText', () => {
  it('reads the tools first, and all that was sent of them', () => {
    const tools = [{ type: 'function', function: { name: 'bash', parameters: { type: 'object' } } }]
    const text = promptText({ model: 'm', messages: [{ role: 'user', content: 'Hello' }], tools })
    expect(text).toMatch(/^\[\{"type":"function".*"parameters":\{"type":"object"\}.*"content":"Hello"\}\]$/)
  })
})
