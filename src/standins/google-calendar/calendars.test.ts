import { afterEach, describe, expect, it } from 'vitest'
import type { StandIn } from '../stand-in.ts'
import { call, everyPage } from '../testing/calendar-client.ts'
import { difference, textAt } from '../testing/client.ts'
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

describe('calendars, list, rules and settings', () => {
  it('makes, changes and deletes a calendar', async () => {
    const calendar = await open()
    const before = await calendar.snapshot()
    const made = await call(calendar, '/calendars', { method: 'POST', json: { summary: 'Team' } })
    const path = `/calendars/${encodeURIComponent(textAt(made.body, 'id'))}`
    expect(difference(before, await calendar.snapshot()).made.map((name) => name.split(' ')[0])).toEqual([
      'calendars',
      'calendarList',
      'acl',
    ])
    expect((await call(calendar, path, { method: 'PATCH', json: { description: 'Ours' } })).body).toMatchObject({
      summary: 'Team',
      description: 'Ours',
    })
    expect((await call(calendar, `/users/me/calendarList/${path.slice(11)}`)).body).toMatchObject({
      accessRole: 'owner',
      summary: 'Team',
    })
    expect((await call(calendar, path, { method: 'DELETE' })).status).toBe(204)
    expect(difference(before, await calendar.snapshot())).toEqual({ made: [], changed: [], removed: [] })
    expect((await call(calendar, '/calendars', { method: 'POST', json: {} })).status).toBe(400)
  })

  it('grants, changes and takes back access', async () => {
    const calendar = await open()
    const rule = { role: 'reader', scope: { type: 'user', value: 'Ann@Example.com' } }
    const before = await calendar.snapshot()
    const made = await call(calendar, '/calendars/primary/acl', { method: 'POST', json: rule })
    expect(made.body).toMatchObject({ id: 'user:ann@example.com', role: 'reader', scope: { value: 'ann@example.com' } })
    const path = '/calendars/primary/acl/user%3Aann%40example.com'
    expect((await call(calendar, path, { method: 'PUT', json: { ...rule, role: 'writer' } })).body['role']).toBe(
      'writer',
    )
    expect((await call(calendar, path, { method: 'DELETE' })).status).toBe(204)
    expect((await call(calendar, path)).status).toBe(404)
    expect(difference(before, await calendar.snapshot())).toEqual({ made: [], changed: [], removed: [] })
    const nobody = { method: 'POST', json: { role: 'king', scope: rule.scope } }
    expect((await call(calendar, '/calendars/primary/acl', nobody)).status).toBe(400)
  })

  it.each([
    ['/users/me/calendarList', 12],
    ['/calendars/primary/acl', 12],
    ['/users/me/settings', 12],
  ])('%s has three pages', async (path, count) => {
    const { items, pages } = await everyPage(await open(), path)
    expect([items.length, pages]).toEqual([count, 3])
  })

  it('answers when somebody is busy', async () => {
    const calendar = await open()
    await call(calendar, events, { method: 'POST', json: hour })
    const asked = {
      timeMin: '2026-12-01T09:30:00Z',
      timeMax: '2026-12-01T10:30:00Z',
      items: [{ id: 'primary' }, { id: 'nobody' }],
    }
    expect((await call(calendar, '/freeBusy', { method: 'POST', json: asked })).body).toMatchObject({
      calendars: {
        primary: { busy: [{ start: '2026-12-01T10:00:00Z', end: '2026-12-01T10:30:00Z' }] },
        nobody: { errors: [{ reason: 'notFound' }] },
      },
    })
  })

  it('keeps two accounts apart', async () => {
    const [one, other] = [await open(), await open()]
    const before = await other.snapshot()
    await call(one, events, { method: 'POST', json: hour })
    expect(difference(before, await other.snapshot())).toEqual({ made: [], changed: [], removed: [] })
  })
})
