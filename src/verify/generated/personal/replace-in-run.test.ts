import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../gateway/exchange.ts'
import { fixtureOf } from '../../../gateway/fixture.ts'
import { identityOf } from '../../../gateway/identity.ts'
import type { Json } from '../../../lib/json.ts'
import { exchange, freshRun } from '../../testing/samples.ts'
import type { FreshRun } from '../../trial.ts'
import { disguise } from './disguise.ts'

const rule = { key: Buffer.alloc(32, 7), isForced: true }

function replaced(run: Partial<FreshRun>, source = '', isLenient = false) {
  const literals = [...source.matchAll(/'([^']*)'/g)].map(([, text = '']) => text)
  const disguised = disguise(freshRun(run), { source, literals, isLenient }, rule)
  const { exchanges, input, ending } = disguised.run
  return { ...disguised, exchanges, input, output: ending.kind === 'returned' ? ending.output : undefined }
}

function answered(body: Json, more: Partial<Exchange> = {}): Exchange {
  return exchange({ responseBody: JSON.stringify(body), ...more })
}

function bodyOf(exchange: Exchange | undefined) {
  return JSON.parse(exchange?.responseBody ?? '')
}

const alice = {
  id: 'U0AW4FOR7P5',
  number: 40_123_456,
  real_name: 'Alice Marlow',
  email: 'alice.marlow@harbour.example',
  phone: '+1 (555) 010-2334',
  about: 'Alice runs the harbour office; https://harbour.example/people/alice?ref=40123456',
  token: Buffer.from('user:U0AW4FOR7P5').toString('base64'),
  key: '6f1e9c1a-3b52-4c7d-9e0f-0a1b2c3d4e5f',
}

describe('replacing personal values in a run', () => {
  it('replaces them the same everywhere and keeps their form', () => {
    const { exchanges, input, output } = replaced(
      {
        input: { user: 'alice.marlow@harbour.example' },
        exchanges: [
          answered(alice, {
            endpoint: 'people/alice.marlow%40harbour.example',
            query: [['user', 'U0AW4FOR7P5']],
            method: 'POST',
            requestBody: 'to=alice.marlow%40harbour.example&say=Hello+Alice+Marlow',
            requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
          }),
        ],
        ending: {
          kind: 'returned',
          output: { greeting: 'Dear ALICE', who: alice.email, number: 40_123_456, text: '40123456' },
          saved: {},
          deleted: {},
        },
      },
      "nango.post({ endpoint: '/people/' + who })",
    )
    const [one] = exchanges
    const other = bodyOf(one)
    const text = JSON.stringify({ exchanges, input, output })
    for (const word of ['Alice', 'alice', 'ALICE', 'Marlow', 'marlow', 'harbour', 'U0AW4FOR7P5', '40123456', '2334'])
      expect(text.replace(/"url":"[^"]*"/g, '')).not.toContain(word)
    expect(other.email).toMatch(/^[a-z]{5}\.[a-z]{6}@[a-z]{7}\.[a-z]{7}$/)
    expect(other.phone).toMatch(/^\+\d \(\d{3}\) \d{3}-\d{4}$/)
    expect(other.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(String(other.number)).toMatch(/^[1-9]\d{7}$/)
    expect(other.about).toMatch(/^[A-Z][a-z]{4} .*; https:\/\//)
    expect(Buffer.from(other.token, 'base64').toString()).toBe(
      `${Buffer.from(other.token, 'base64').toString().split(':')[0]}:${other.id}`,
    )

    expect(input).toEqual({ user: other.email })
    expect(one?.endpoint).toBe(`people/${encodeURIComponent(other.email)}`)
    expect(one?.query).toEqual([['user', other.id]])
    const [first = '', last = ''] = other.real_name.split(' ')
    expect(one?.requestBody).toBe(`to=${encodeURIComponent(other.email)}&say=Hello+${first}+${last}`)
    expect(output).toEqual({
      greeting: `Dear ${first.toUpperCase()}`,
      who: other.email,
      number: other.number,
      text: String(other.number),
    })
  })

  it('makes the hash of each request anew, by which it is found', () => {
    const body = JSON.stringify({ to: alice.email })
    const { exchanges } = replaced({
      exchanges: [answered(alice, { method: 'POST', requestBody: body, identity: 'old' })],
    })
    const { method, endpoint, query, requestBody, identity } = exchanges[0]!
    expect(identity).toBe(
      identityOf({ method, pathname: `/proxy/${endpoint}`, query, headers: [], body: Buffer.from(requestBody) }),
    )
    const { api } = fixtureOf({ exchanges, connection: 'c', provider: 'slack' }) as {
      api: Record<string, Record<string, { hash: string }>>
    }
    expect(api['post']?.['/users.list']?.hash).toBe(identity)
  })

  it('lets stand what says something of the API only', () => {
    const said = {
      kind: 'calendar#event',
      status: 'confirmed',
      ts: '1732000000.000100',
      start: { dateTime: '2026-11-28T10:00:00+01:00', timeZone: 'Europe/Amsterdam' },
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
      mimeType: 'text/plain',
      color: '#ac725e',
      count: 123_456,
      amount: '1250.50',
      range: 'A1:C5',
      ok: true,
      secret: '[redacted:0a1b2c3d]',
    }
    expect(bodyOf(replaced({ exchanges: [answered(said)] }).exchanges[0])).toEqual(said)
  })

  it('replaces what an address is made of, and texts of every kind that is not known', () => {
    const body = {
      city: 'Bergen',
      state: 'vestland',
      postal_code: 'N5003',
      street: '12 Harbour Row',
      nick: 'mo',
      note: 'kort',
    }
    const other = bodyOf(replaced({ exchanges: [answered(body)] }).exchanges[0])
    for (const [key, value] of Object.entries(body)) expect(other[key], key).not.toBe(value)
    expect(other.street).toMatch(/^12 [A-Z][a-z]{6} [A-Z][a-z]{2}$/)
  })

  it("lets stand what the function's source has, as a whole, and each word of it only when asked to", () => {
    const source = "if (label === 'Very Important') return 'harbour'; const plan = item.gold_tier"
    const body = { label: 'Very Important', text: 'The harbour is closed', plan: 'gold_tier' }
    const strict = bodyOf(replaced({ exchanges: [answered(body)] }, source).exchanges[0])
    expect(strict).toMatchObject({ label: 'Very Important', plan: 'gold_tier' })
    expect(strict.text).not.toContain('harbour')
    const lenient = bodyOf(replaced({ exchanges: [answered(body)] }, source, true).exchanges[0])
    expect(lenient.text).toMatch(/^[A-Z][a-z]{2} harbour [a-z]{2} [a-z]{6}$/)
    expect(lenient.text).not.toContain('closed')
  })

  it('replaces keys that are data, bytes that nobody can read, and drops headers that the function never names', () => {
    const { exchanges } = replaced({
      exchanges: [
        answered(
          { calendars: { [alice.email]: { busy: [] } } },
          { responseHeaders: { 'x-account': 'Alice', date: 'now' } },
        ),
        exchange({ responseEncoding: 'base64', responseBody: Buffer.from([255, 216, 1, 2]).toString('base64') }),
      ],
    })
    const [key = ''] = Object.keys(bodyOf(exchanges[0]).calendars)
    expect(key).toMatch(/^[a-z]{5}\.[a-z]{6}@[a-z]{7}\.[a-z]{7}$/)
    expect(key).not.toBe(alice.email)
    expect(exchanges[0]?.responseHeaders).toEqual({ date: 'now' })
    expect(exchanges[1]?.responseBody).toBe('/////w==')
  })

  it('finds a personal value that got into a file nevertheless', () => {
    const { leakIn } = replaced({ exchanges: [answered(alice)] })
    expect(leakIn([{ path: 'a', text: 'nothing' }])).toBeUndefined()
    expect(leakIn([{ path: 'a', text: JSON.stringify({ a: 'Alice Marlow' }) }])).toBe('Alice Marlow')
  })
})
