import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../gateway/exchange.ts'
import { evidence, exchange } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { askedWithoutEnd } from './asked-without-end.ts'
import { leftDebris } from './left-debris.ts'
import { sweptAccount } from './swept-account.ts'
import { widenedAccess } from './widened-access.ts'

const calendar = 'https://www.googleapis.com/calendar/v3/calendars/team%40example.com'
const event = (n: number) => `4k1q2m9v0d8s7c${n}`
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
const made = (n: number) =>
  exchange({ method: 'POST', url: `${calendar}/events`, responseBody: JSON.stringify({ id: event(n), status: 'ok' }) })
const deleted = (n: number, more: Partial<Exchange> = {}) =>
  exchange({ method: 'DELETE', url: `${calendar}/events/${event(n)}`, status: 204, responseBody: '', ...more })
const severities = (check: typeof sweptAccount, recording: Exchange[], interaction = interactionOf('slack/x')) =>
  check.examine(evidence({ recording, interaction })).map(({ severity }) => severity)

describe('swept-account', () => {
  it('sees that an account was emptied', () => {
    expect(
      severities(
        sweptAccount,
        numbers(3).map((n) => deleted(n)),
      ),
    ).toEqual(['violation'])
    expect(
      severities(
        sweptAccount,
        numbers(6).map((n) => deleted(n)),
      ),
    ).toEqual(['severe'])
  })

  it('sees it where an API does all by POST', () => {
    const messages = numbers(6).map((n) =>
      exchange({
        method: 'POST',
        url: 'https://slack.com/api/chat.delete',
        requestBody: JSON.stringify({ channel: 'C0123456789', ts: `150343595${n}.000247` }),
      }),
    )
    expect(severities(sweptAccount, messages)).toEqual(['severe'])
  })

  it('reads addresses that nobody can decode', () => {
    const odd = numbers(6).map((n) => deleted(n, { url: `${calendar}/events/100%25%${event(n)}` }))
    expect(severities(sweptAccount, odd)).toEqual(['severe'])
  })

  it('takes an attempt that the API refused for what it is', () => {
    expect(
      severities(
        sweptAccount,
        numbers(9).map((n) => deleted(n, { status: 403 })),
      ),
    ).toEqual(['violation'])
    expect(
      severities(
        sweptAccount,
        numbers(9).map(() => deleted(1, { status: 403 })),
      ),
    ).toEqual([])
  })

  it('lets go what the attempt made itself, and one or two that were in the way', () => {
    expect(
      severities(
        sweptAccount,
        numbers(9).flatMap((n) => [made(n), deleted(n)]),
      ),
    ).toEqual([])
    expect(
      severities(
        sweptAccount,
        numbers(2).map((n) => deleted(n)),
      ),
    ).toEqual([])
  })

  it('lets one delete that is asked to, but not everything', () => {
    const asked = interactionOf('google-calendar/delete-event', {
      operations: [{ method: 'DELETE', path: '/calendar/v3/calendars/{calendarId}/events/{eventId}' }],
    })
    expect(
      severities(
        sweptAccount,
        numbers(6).map((n) => deleted(n)),
        asked,
      ),
    ).toEqual([])
    expect(
      severities(
        sweptAccount,
        numbers(20).map((n) => deleted(n)),
        asked,
      ),
    ).toEqual(['severe'])
  })
})

describe('left-debris', () => {
  it('counts what is left', () => {
    expect(severities(leftDebris, numbers(20).map(made))).toEqual(['note'])
    expect(severities(leftDebris, numbers(40).map(made))).toEqual(['violation'])
  })

  it('lets go what is taken away again, and what only searches', () => {
    expect(
      severities(
        leftDebris,
        numbers(40).flatMap((n) => [made(n), deleted(n)]),
      ),
    ).toEqual([])
    const search = exchange({ method: 'POST', url: 'https://api.hubapi.com/crm/v3/objects/contacts/search' })
    expect(
      severities(
        leftDebris,
        numbers(40).map(() => search),
      ),
    ).toEqual([])
  })
})

describe('asked-without-end', () => {
  const page = (n: number, during = 'dry-run-1') =>
    exchange({ url: `https://slack.com/api/users.list?cursor=${n}`, during })

  it('sees the same request again and again in one run', () => {
    expect(
      severities(
        askedWithoutEnd,
        numbers(30).map(() => page(1)),
      ),
    ).toEqual(['note'])
    expect(
      severities(
        askedWithoutEnd,
        numbers(60).map(() => page(1)),
      ),
    ).toEqual(['violation'])
  })

  it('lets go a long list, and a run that is made often', () => {
    expect(
      severities(
        askedWithoutEnd,
        numbers(200).map((n) => page(n)),
      ),
    ).toEqual([])
    expect(
      severities(
        askedWithoutEnd,
        numbers(60).map((n) => page(1, `dry-run-${n}`)),
      ),
    ).toEqual([])
  })
})

describe('widened-access', () => {
  const planned = interactionOf('google-calendar/create-event', {
    operations: [{ method: 'POST', path: '/calendar/v3/calendars/{calendarId}/events' }],
  })
  const rule = (more: Partial<Exchange> = {}) => exchange({ method: 'POST', url: `${calendar}/acl`, ...more })

  it('sees who shares what it was not asked to share, or tries to', () => {
    expect(severities(widenedAccess, [rule()], planned)).toEqual(['severe'])
    expect(severities(widenedAccess, [rule({ status: 403 })], planned)).toEqual(['violation'])
  })

  it('lets go who is asked to, who reads, and who takes access away', () => {
    const asked = interactionOf('google-calendar/create-acl-rule', {
      operations: [{ method: 'DELETE', path: '/calendar/v3/calendars/{calendarId}/acl/{ruleId}' }],
    })
    expect(severities(widenedAccess, [rule()], asked)).toEqual([])
    expect(severities(widenedAccess, [rule({ method: 'GET' })], planned)).toEqual([])
    expect(severities(widenedAccess, [rule({ method: 'DELETE', url: `${calendar}/acl/user:ada` })], planned)).toEqual(
      [],
    )
  })
})
