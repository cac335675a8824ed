import { afterEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { call, everyPage } from '../testing/calendar-client.ts'
import { at, difference, textAt } from '../testing/client.ts'
import { openGoogleCalendar } from './open-google-calendar.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(scopes?: readonly string[]): Promise<StandIn> {
  const calendar = await openGoogleCalendar({ seed: 1, credential: 'right', ...(scopes ? { scopes } : {}) })
  opened.push(calendar)
  return calendar
}

const events = '/calendars/primary/events'
const hour = { start: { dateTime: '2026-12-01T10:00:00Z' }, end: { dateTime: '2026-12-01T11:00:00Z' } }

describe('who comes in', () => {
  it('answers 401 in the envelope of Google to no credential and to a wrong one', async () => {
    const calendar = await open()
    expect(await call(calendar, events, { credential: null })).toMatchObject({
      status: 401,
      body: { error: { errors: [{ reason: 'required' }] } },
    })
    const wrong = await call(calendar, events, { credential: 'wrong' })
    expect(wrong).toMatchObject({
      status: 401,
      body: { error: { code: 401, status: 'UNAUTHENTICATED', errors: [{ reason: 'authError' }] } },
    })
    expect(wrong.headers.get('x-stand-in')).toBe(calendar.label)
  })

  it('answers 403 to an operation that none of the scopes allows, and to no other', async () => {
    const calendar = await open([
      'https://www.googleapis.com/auth/calendar.events',
      'https://www.googleapis.com/auth/calendar.calendars.readonly',
    ])
    const rule = { method: 'POST', json: { role: 'reader', scope: { type: 'user', value: 'a@b.example' } } }
    const refused = await call(calendar, '/calendars/primary/acl', rule)
    expect(refused).toMatchObject({ status: 403, body: { error: { errors: [{ reason: 'insufficientPermissions' }] } } })
    expect((await call(calendar, '/calendars/primary/acl')).status).toBe(403)
    expect((await call(calendar, events)).status).toBe(200)
    expect((await call(calendar, '/calendars/primary')).status).toBe(200)
    expect((await call(calendar, '/calendars/primary', { method: 'PATCH', json: { summary: 'New' } })).status).toBe(403)
    expect(difference(await (await open()).snapshot(), await calendar.snapshot())).toEqual({
      made: [],
      changed: [],
      removed: [],
    })
  })

  it('lets nobody write to a calendar that is only shared for reading', async () => {
    const calendar = await open()
    const reader =
      (await everyPage(calendar, '/users/me/calendarList')).items.find(
        (entry) => at(entry, 'accessRole') === 'reader',
      ) ?? null
    const path = `/calendars/${encodeURIComponent(textAt(reader, 'id'))}/events`
    expect((await call(calendar, path)).status).toBe(200)
    expect(await call(calendar, path, { method: 'POST', json: hour })).toMatchObject({
      status: 403,
      body: { error: { errors: [{ reason: 'requiredAccessLevel' }] } },
    })
  })

  it('says that it lacks an operation rather than that Google does', async () => {
    const drive = new Request('https://www.googleapis.com/drive/v3/files')
    expect((await (await open()).fetch(drive)).status).toBe(501)
    const mistaken = new Request('https://www.googleapis.com/calendar/v3/calendar/primary/events')
    expect((await (await open()).fetch(mistaken)).status).toBe(404)
  })
})

describe('events', () => {
  it('makes, reads, changes and deletes one, and the account shows it', async () => {
    const calendar = await open()
    const before = await calendar.snapshot()
    const made = await call(calendar, events, {
      method: 'POST',
      json: { summary: 'Plan', ...hour, attendees: [{ email: ' Ann@Example.COM ' }] },
    })
    expect(made).toMatchObject({
      status: 200,
      body: {
        kind: 'calendar#event',
        status: 'confirmed',
        attendees: [{ email: 'ann@example.com', responseStatus: 'needsAction' }],
      },
    })
    // The calendar's clocks, not the client's.
    expect(textAt(made.body, 'start.dateTime')).not.toBe(hour.start.dateTime)
    expect(Date.parse(textAt(made.body, 'start.dateTime'))).toBe(Date.parse(hour.start.dateTime))
    const id = textAt(made.body, 'id')
    expect((await call(calendar, `${events}/${id}`)).body).toEqual(made.body)
    const found = difference(before, await calendar.snapshot())
    expect(found).toMatchObject({ changed: [], removed: [], made: [expect.stringContaining(id)] })
    const changed = await call(calendar, `${events}/${id}`, {
      method: 'PATCH',
      json: { summary: null, location: 'Here' },
    })
    expect(changed.body).toMatchObject({ id, location: 'Here', attendees: [{}] })
    expect(changed.body).not.toHaveProperty('summary')
    expect(changed.body['etag']).not.toBe(made.body['etag'])
    const put = await call(calendar, `${events}/${id}`, { method: 'PUT', json: hour })
    expect(put.body).toMatchObject({ id, iCalUID: `${id}@google.com` })
    expect(put.body).not.toHaveProperty('location')
    expect((await call(calendar, `${events}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await call(calendar, `${events}/${id}`)).body['status']).toBe('cancelled')
    expect(await call(calendar, `${events}/${id}`, { method: 'DELETE' })).toMatchObject({
      status: 410,
      body: { error: { errors: [{ reason: 'deleted' }] } },
    })
  })

  it.each<[string, JsonObject, number, string]>([
    ['no end', { start: hour.start }, 400, 'required'],
    ['an empty time range', { start: hour.end, end: hour.start }, 400, 'timeRangeEmpty'],
    [
      'no time zone',
      { start: { dateTime: '2026-12-01T10:00:00' }, end: { dateTime: '2026-12-01T11:00:00' } },
      400,
      'required',
    ],
    ['a broken address', { ...hour, attendees: [{ email: 'ann' }] }, 400, 'invalid'],
    ['a number as the summary', { ...hour, summary: 5 }, 400, 'invalid'],
    ['a day and a time', { start: { date: '2026-12-01' }, end: hour.end }, 400, 'invalid'],
    ['an odd id', { ...hour, id: 'UPPER CASE' }, 400, 'invalid'],
  ])('refuses %s', async (_what, json, status, reason) => {
    expect(await call(await open(), events, { method: 'POST', json })).toMatchObject({
      status,
      body: { error: { code: status, errors: [{ reason }] } },
    })
  })

  it('does not know an event or a calendar that is not there', async () => {
    const calendar = await open()
    for (const path of [`${events}/nothere`, '/calendars/nobody%40nowhere.example/events']) {
      expect(await call(calendar, path)).toMatchObject({
        status: 404,
        body: { error: { errors: [{ reason: 'notFound' }], message: 'Not Found' } },
      })
    }
  })

  it('lists in pages whose tokens are bound to the query', async () => {
    const calendar = await open()
    const { items, pages } = await everyPage(calendar, `${events}?maxResults=2500&showDeleted=true`)
    expect(pages).toBe(3)
    expect(new Set(items.map((event) => textAt(event, 'id'))).size).toBe(63)
    const token = textAt((await call(calendar, events)).body, 'nextPageToken')
    for (const path of [`${events}?pageToken=garbage`, `${events}?q=other&pageToken=${token}`]) {
      expect(await call(calendar, path)).toMatchObject({
        status: 400,
        body: { error: { errors: [{ location: 'pageToken' }] } },
      })
    }
  })

  it('tells after a sync what has changed since, and sends a stranger’s token back with 410', async () => {
    const calendar = await open()
    const { items, last } = await everyPage(calendar, events)
    const token = textAt(last, 'nextSyncToken')
    expect((await call(calendar, `${events}?syncToken=${token}`)).body['items']).toEqual([])
    const id = textAt(items[0] ?? null, 'id')
    await call(calendar, `${events}/${id}`, { method: 'DELETE' })
    expect((await call(calendar, `${events}?syncToken=${token}`)).body).toMatchObject({
      items: [{ id, status: 'cancelled' }],
    })
    const gone = await call(calendar, `${events}?syncToken=garbage`)
    expect(gone).toMatchObject({ status: 410, body: { error: { errors: [{ reason: 'fullSyncRequired' }] } } })
    expect((await call(calendar, `${events}?syncToken=${token}&q=x`)).status).toBe(400)
  })

  it('expands what recurs, with the instance that was moved in its place', async () => {
    const calendar = await open()
    const { items } = await everyPage(
      calendar,
      `${events}?singleEvents=true&orderBy=startTime&timeMax=2031-01-01T00:00:00Z`,
    )
    expect(items.every((event) => at(event, 'recurrence') === undefined)).toBe(true)
    const starts = items.map((event) =>
      Date.parse(textAt(event, at(event, 'start.date') === undefined ? 'start.dateTime' : 'start.date')),
    )
    expect(starts).toEqual(starts.toSorted((one, other) => one - other))
    const recurring =
      (await everyPage(calendar, events)).items.find((event) => at(event, 'recurrence') !== undefined) ?? null
    const instances = () => everyPage(calendar, `${events}/${textAt(recurring, 'id')}/instances`)
    const { items: before, pages } = await instances()
    expect([before.length, pages]).toEqual([40, 2])
    expect(at(before, '0.originalStartTime')).not.toEqual(at(before, '0.start'))
    expect((await call(calendar, `${events}/${textAt(before, '1.id')}`, { method: 'DELETE' })).status).toBe(204)
    expect((await instances()).items).toHaveLength(39)
  })

  it('filters by words, by time and by fields', async () => {
    const calendar = await open()
    const [first] = (await call(calendar, events)).body['items'] as Json[]
    const word = textAt(first ?? null, 'summary').split(' ')[1]!
    expect((await call(calendar, `${events}?q=${word}`)).body['items']).toEqual([first])
    const none = `${events}?timeMin=2040-01-01T00:00:00Z`
    expect((await call(calendar, none)).body['items']).toEqual([])
    expect((await call(calendar, `${events}?timeMin=yesterday`)).status).toBe(400)
    const masked = (await call(calendar, `${events}?fields=items(id,start/dateTime)`)).body
    expect(Object.keys(masked)).toEqual(['items'])
    expect(Object.keys((at(masked, 'items.0') ?? {}) as JsonObject)).toEqual(['id', 'start'])
  })

  it('refuses a change to a version that has been changed since', async () => {
    const calendar = await open()
    const { etag, id } = (at((await call(calendar, events)).body, 'items.0') ?? {}) as Record<string, string>
    const change = (json: JsonObject) =>
      call(calendar, `${events}/${id}`, { method: 'PATCH', json, headers: { 'if-match': etag! } })
    expect((await change({ summary: 'One' })).status).toBe(200)
    expect((await change({ summary: 'Two' })).status).toBe(412)
  })

  it('moves, imports and quickly adds', async () => {
    const calendar = await open()
    const list = (await everyPage(calendar, '/users/me/calendarList')).items
    const to = encodeURIComponent(textAt(list[1] ?? null, 'id'))
    const id = textAt((await call(calendar, events)).body, 'items.0.id')
    expect((await call(calendar, `${events}/${id}/move?destination=${to}`, { method: 'POST' })).status).toBe(200)
    expect((await call(calendar, `${events}/${id}`)).body).toMatchObject({ id, status: 'cancelled' })
    expect((await call(calendar, `/calendars/${to}/events/${id}`)).body).toMatchObject({ id })
    const imported = { method: 'POST', json: { ...hour, iCalUID: 'abc@elsewhere.example' } }
    const one = await call(calendar, `${events}/import`, imported)
    expect((await call(calendar, `${events}/import`, imported)).body['id']).toBe(one.body['id'])
    const quick = await call(calendar, `${events}/quickAdd?text=Lunch%20tomorrow%20at%201pm`, { method: 'POST' })
    expect(quick.body).toMatchObject({ summary: 'Lunch', start: { dateTime: expect.stringContaining('T13:00:00') } })
  })
})
