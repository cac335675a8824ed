import { describe, expect, it } from 'vitest'
import { providerOf } from './provider.ts'
import { isRetryable, retryWait, retryWishOf } from './retries.ts'

const none = new Headers()
const wish = retryWishOf(() => undefined)

describe('retries', () => {
  it('follow the rule of the provider, or else that of Nango', () => {
    const calendar = providerOf('google-calendar').retry
    const slack = providerOf('slack').retry
    const retried = (rule: typeof slack) =>
      [400, 401, 403, 404, 429, 500].filter((s) => isRetryable(rule, wish, s, none))
    expect(retried(calendar)).toEqual([401, 403, 429, 500])
    expect(retried(slack)).toEqual([401, 429, 500])
    expect(isRetryable(slack, wish, 200, none)).toBe(false)
  })

  it('follow the function and a used-up rate', () => {
    const hubspot = providerOf('hubspot').retry
    const headers = new Headers({ 'x-hubspot-ratelimit-remaining': '0' })
    expect(isRetryable(hubspot, wish, 403, headers)).toBe(true)
    const own = retryWishOf((name) => ({ retries: '2', 'retry-on': '404,409' })[name])
    expect(own).toEqual({ retries: 2, retryOn: [404, 409] })
    expect(isRetryable(hubspot, own, 409, none)).toBe(true)
  })

  it('never wait long and never go on for ever', () => {
    const asked = { provider: providerOf('slack'), upstream: { kind: 'embedded' } } as const
    expect(retryWait(asked, 0, new Headers({ 'retry-after': '3600' }))).toBe(100)
    const live = { ...asked, upstream: { kind: 'direct' } } as const
    expect(retryWait(live, 0, new Headers({ 'retry-after': '30' }))).toBe(10_000)
    expect(retryWait(live, 0, new Headers({ 'retry-after': '3600' }))).toBeUndefined()
    expect(retryWait(asked, 0, new Headers({ 'retry-after': '0' }))).toBe(0)
    expect(retryWait(asked, 5, none)).toBe(100)
    for (const text of ['1000000', '-1', 'many']) {
      expect(retryWishOf((name) => (name === 'retries' ? text : undefined)).retries).toBeLessThanOrEqual(10)
    }
  })
})

describe('the provider', () => {
  it('comes from the catalogue, aliases included', () => {
    expect(providerOf('google-drive')).toMatchObject({ family: 'google', baseUrl: 'https://www.googleapis.com' })
    expect(providerOf('google-sheet')).toMatchObject({ family: 'google', baseUrl: 'https://sheets.googleapis.com' })
    expect(providerOf('slack').paginate).toMatchObject({ cursor_name_in_request: 'cursor' })
    expect(providerOf('hubspot').family).toBe('hubspot')
  })

  it('is asked for by name, with the nearest one', () => {
    const error = {
      message: 'Nango knows no API named "google-calender".',
      fix: expect.stringContaining('"google-calendar"'),
    }
    expect(() => providerOf('google-calender')).toThrow(expect.objectContaining(error))
  })

  it('needs an address for an API that has none of its own', () => {
    expect(() => providerOf('zendesk')).toThrow('not fixed')
    expect(providerOf('zendesk', 'https://acme.zendesk.com/').baseUrl).toBe('https://acme.zendesk.com')
  })
})
