import { describe, expect, it } from 'vitest'
import { createRedaction } from './redaction.ts'

const secret = 'k9/secret+of=the account'
const redaction = createRedaction([secret])
const marker = /\[redacted:[0-9a-f]{8}\]/g

describe('redaction', () => {
  it('finds a known secret wherever it stands within base64', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const after of ['', 'x', 'xy']) {
        const text = Buffer.from(before + secret + after).toString('base64')
        expect(redaction.text(`{"v":"${text}"}`), text).toMatch(marker)
      }
    }
  })

  it('gives equal secrets one tag, other secrets another, and other gateways other tags', () => {
    const [a, b, c] = redaction.text(`${secret} ${encodeURIComponent(secret)} xoxb-123456789-abc`).match(marker) ?? []
    expect(a).toBe(b)
    expect(a).not.toBe(c)
    expect(createRedaction([secret]).text(secret)).not.toBe(a)
  })

  it('takes out what looks like a token and what is named like one, and keeps JSON valid', () => {
    const body = {
      access_token: 'a"b\\c',
      nested: { bot_access_token: 'plain', password: 12345, clientSecret: 'deep' },
      inner: JSON.stringify({ refresh_token: 'within', fine: 1 }),
      text: 'use ya29.abcdefghijkl or pat-na1-0123456789abcdef or Bearer abcdefghijklmnop.q',
    }
    const clean = redaction.text(JSON.stringify(body))
    for (const gone of ['a\\"b', 'plain', '12345', 'deep', 'within', 'ya29', 'pat-na1', 'Bearer']) {
      expect(clean).not.toContain(gone)
    }
    expect(JSON.parse(JSON.parse(clean).inner)).toMatchObject({ fine: 1 })
  })

  it('leaves alone what an integration needs', () => {
    const body = JSON.stringify({
      nextPageToken: 'CigK',
      next_cursor: 'dXNlcg==',
      syncToken: 'x',
      text: 'Bearer of news',
    })
    expect(redaction.text(body)).toBe(body)
    const bytes = Buffer.from([0xff, 0xfe, 0x00])
    expect(redaction.scrub(bytes)).toBe(bytes)
  })

  it('redacts headers, queries, forms and paths by their names', () => {
    expect(redaction.headers({ Authorization: 'Basic abc', 'X-Api-Key': 'k', Accept: 'a/b' })).toEqual({
      Authorization: expect.stringMatching(marker),
      'X-Api-Key': expect.stringMatching(marker),
      Accept: 'a/b',
    })
    expect(
      redaction.query([
        ['api_key', 'abc'],
        ['limit', '5'],
      ])[0]?.[1],
    ).toMatch(marker)
    expect(redaction.form('a=1&password=hush&b=2')).toMatch(/^a=1&password=\[redacted:.{8}\]&b=2$/)
    expect(redaction.url('https://x.io/a?access_token=abc&b=1')).toMatch(/a\?access_token=\[redacted:.{8}\]&b=1$/)
    expect(redaction.url('https://x.io/oauth/v1/access-tokens/abc')).not.toContain('abc')
  })

  it('survives megabytes of what nearly matches', () => {
    for (const unit of ['xoxb-', '\\"', '"password":"', 'Bearer ', '"a_']) {
      expect(() => redaction.text(unit.repeat(2_000_000 / unit.length))).not.toThrow()
    }
  })
})
