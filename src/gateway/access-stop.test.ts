import { describe, expect, it } from 'vitest'
import { accessFailure, createAccessStops } from './access-stop.ts'
import { operationOf } from './operation.ts'
import type { Provider } from './provider.ts'

function levelOf(family: Provider['family'], status: number, body: unknown, headers = {}) {
  return accessFailure(family, { status, headers, body: JSON.stringify(body) })?.level
}

const google = (reason: string) => ({ error: { code: 403, errors: [{ domain: 'global', reason }] } })
const googleDetail = (reason: string) => ({ error: { status: 'PERMISSION_DENIED', details: [{ reason }] } })

describe('failed access', () => {
  it.each(['invalid_auth', 'token_revoked', 'account_inactive', 'token_expired', 'not_authed'])(
    'of a Slack credential is told by the body of a 200: %s',
    (error) => expect(levelOf('slack', 200, { ok: false, error })).toBe('connection'),
  )

  it('of one Slack operation is a missing scope, and nothing else that Slack refuses', () => {
    expect(levelOf('slack', 200, { ok: false, error: 'missing_scope', needed: 'chat:write' })).toBe('operation')
    for (const error of ['channel_not_found', 'not_in_channel', 'ratelimited']) {
      expect(levelOf('slack', 200, { ok: false, error })).toBeUndefined()
    }
    expect(levelOf('slack', 200, { ok: true, error: 'invalid_auth' })).toBeUndefined()
  })

  it('of Google is a 401 or a missing scope; rate limits and single objects pass', () => {
    expect(levelOf('google', 401, {})).toBe('connection')
    expect(levelOf('google', 403, google('insufficientPermissions'))).toBe('operation')
    expect(levelOf('google', 403, googleDetail('ACCESS_TOKEN_SCOPE_INSUFFICIENT'))).toBe('operation')
    for (const reason of ['rateLimitExceeded', 'userRateLimitExceeded', 'forbidden', 'insufficientFilePermissions']) {
      expect(levelOf('google', 403, google(reason))).toBeUndefined()
    }
    expect(levelOf('google', 403, googleDetail('IAM_PERMISSION_DENIED'))).toBeUndefined()
    expect(levelOf('google', 404, google('notFound'))).toBeUndefined()
  })

  it('of HubSpot is a 401 or MISSING_SCOPES', () => {
    expect(levelOf('hubspot', 401, { category: 'EXPIRED_AUTHENTICATION' })).toBe('connection')
    expect(levelOf('hubspot', 403, { category: 'MISSING_SCOPES' })).toBe('operation')
    expect(levelOf('hubspot', 403, { category: 'BANNED' })).toBeUndefined()
    expect(levelOf('hubspot', 429, { category: 'RATE_LIMITS' })).toBeUndefined()
  })

  it('of any other API follows RFC 6750, or says that a scope is lacking', () => {
    expect(levelOf('other', 401, {})).toBe('connection')
    expect(levelOf('other', 403, {}, { 'www-authenticate': 'Bearer error="insufficient_scope"' })).toBe('operation')
    expect(levelOf('other', 403, { code: 'missing_scope' })).toBe('operation')
    expect(levelOf('other', 403, { words: 'The key lacks the write scope.' })).toBe('operation')
    for (const words of ['You lack permission to see this piece.', 'Missing: the microscope.', 'Out of scope.']) {
      expect(levelOf('other', 403, { words })).toBeUndefined()
    }
    expect(levelOf('other', 403, {})).toBeUndefined()
  })

  it('is no matter of bodies that are no JSON', () => {
    expect(accessFailure('slack', { status: 503, headers: {}, body: '<html>' })).toBeUndefined()
  })
})

describe('access stops', () => {
  it('keep the first proof of each operation and stop that operation alone', () => {
    const stops = createAccessStops()
    const missing = { level: 'operation', because: 'no scope' } as const
    stops.add(missing, { method: 'POST', endpoint: 'calendars/a1/events', exchange: 1 })
    stops.add(missing, { method: 'POST', endpoint: 'calendars/b2/events', exchange: 2 })
    expect(stops.seen.map(({ exchange }) => exchange)).toEqual([1])
    expect(stops.reasonToStop('post', 'calendars/c3/events')).toBe('no scope')
    expect(stops.reasonToStop('GET', 'calendars/c3/events')).toBeUndefined()
  })
})

describe('the operation of a request', () => {
  it.each([
    ['chat.postMessage', 'chat.postMessage'],
    ['calendar/v3/calendars/primary/events/abc123', 'calendar/v3/calendars/{}/events/{}'],
    ['calendar/v3/calendars/a.b%40group.calendar.google.com/acl', 'calendar/v3/calendars/{}/acl'],
    ['v4/spreadsheets/1AbC/values/Sheet1!A1:append', 'v4/spreadsheets/{}/values/{}'],
    ['crm/v3/objects/contacts/batch/read', 'crm/v3/objects/contacts/batch/read'],
    ['users/me/calendarList', 'users/{}/calendarList'],
    ['files/abcdefghijklmnopqrstuvwxyz', 'files/{}'],
  ])('of %s is %s', (endpoint, operation) => {
    expect(operationOf('get', endpoint)).toBe(`GET ${operation}`)
  })
})
