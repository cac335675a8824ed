import { randomBytes } from 'node:crypto'
import { getHeapSpaceStatistics } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { formsOfSecret } from '../../test/forms-of-secret.ts'
import { withoutSecrets } from './secret-forms.ts'

const odd = [
  'plain-Token_0123456789',
  'ab$%&+/="\'<> \\nrux',
  '\\u0041\\x41%41&amp;nr',
  'Straße 12 – für 😀 Öl',
  '+/+/+/==-_',
]
const around = ['', '\\', '\\\\', '%', '%25', '&', '&#', '\n', '"', '+', 'é', 'nrux00']

describe('secrets in a text', () => {
  it.each(odd)('are found in every form, whatever stands before and behind: %j', (secret) => {
    const found = withoutSecrets([secret], () => '¤')
    for (const [name, form] of Object.entries(formsOfSecret(secret)))
      for (const before of around)
        for (const behind of around) expect(found(before + form + behind), name).toContain('¤')
  })

  it('are found in base64 that mail has broken into lines, and escaped as JSON', () => {
    const found = withoutSecrets(['plain-Token_0123456789'], () => '¤')
    const base64 = Buffer.from('plain-Token_0123456789ab').toString('base64')
    for (const line of ['\r\n', String.raw`\r\n`, String.raw`\\n`, '%0d%0a'])
      expect(found(`x ${base64.slice(0, 9)}${line}${base64.slice(9)} y`)).toContain('¤')
  })

  it('are told from each other by their tags, and what is like them stays', () => {
    const found = withoutSecrets(['first-secret-0001', 'other-secret-0002'], (secret) => `[${secret.slice(0, 5)}]`)
    expect(found('a %6fther-secret-0002 b first%2Dsecret-0001')).toBe('a [other] b [first]')
    const innocent = 'first secrets, 100 % & more\n'.repeat(50)
    expect(found(innocent)).toBe(innocent)
  })

  it('cost no machine code of their own, however long they are', () => {
    const code = () =>
      getHeapSpaceStatistics()
        .filter(({ space_name }) => space_name.includes('code'))
        .reduce((sum, { space_used_size }) => sum + space_used_size, 0)
    const before = code()
    const kept = Array.from({ length: 20 }, () => {
      const found = withoutSecrets([randomBytes(1500).toString('base64url')], () => '¤')
      for (const text of ['% and more', '% und ähnlich\u1234', '% and more', '% und ähnlich\u1234']) found(text)
      return found
    })
    expect(kept).toHaveLength(20)
    expect((code() - before) / 20).toBeLessThan(100_000)
  })
})
