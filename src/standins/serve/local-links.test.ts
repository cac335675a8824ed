import { describe, expect, it } from 'vitest'
import { localLink, withLocalLinks } from './local-links.ts'

const address = {
  origins: ['https://api.vendor.example', 'https://files.vendor.example'],
  bare: [],
  links: ['link', 'upload_url'],
  url: 'http://127.0.0.1:4000/vendor',
}

describe('local links', () => {
  it('lead here from every origin of the vendor', () => {
    expect(localLink('https://files.vendor.example/up/1?x=%20', address)).toBe(
      'http://127.0.0.1:4000/vendor/up/1?x=%20',
    )
    expect(localLink('https://api.vendor.example.evil.example/', address)).toBe(
      'https://api.vendor.example.evil.example/',
    )
  })

  it('leave alone what people wrote', () => {
    const answer = {
      paging: { next: { link: 'https://api.vendor.example/things?after=2' } },
      results: [{ text: 'see https://api.vendor.example/things', link: 'https://else.example/', count: 2 }],
    }
    expect(JSON.parse(withLocalLinks(JSON.stringify(answer), address))).toEqual({
      ...answer,
      paging: { next: { link: 'http://127.0.0.1:4000/vendor/things?after=2' } },
    })
  })

  it('leave an answer without any as it was, to the byte', () => {
    const text = '{ "big": 12345678901234567890, "é": 1.0 }'
    expect(withLocalLinks(text, address)).toBe(text)
  })
})
