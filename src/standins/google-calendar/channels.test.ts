import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { difference, textAt } from '../testing/client.ts'
import { call } from '../testing/calendar-client.ts'
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

const wanted = { id: 'one-of-mine', type: 'web_hook', address: 'https://listener.example/hook', token: 'a=b' }

function watch(calendar: StandIn, list: string, json: JsonObject = wanted) {
  return call(calendar, `${list}/watch`, { method: 'POST', json })
}

function stop(calendar: StandIn, json: JsonObject) {
  return call(calendar, '/channels/stop', { method: 'POST', json })
}

describe('channels', () => {
  it.each([
    ['/calendars/primary/events', /\/calendars\/[^/]+%40[^/]+\/events\?alt=json$/],
    ['/calendars/primary/acl', /\/acl\?alt=json$/],
    ['/users/me/calendarList', /\/users\/me\/calendarList\?alt=json$/],
    ['/users/me/settings', /\/users\/me\/settings\?alt=json$/],
  ])('open for %s, live for a week and stop', async (list, resourceUri) => {
    const calendar = await open()
    const before = await calendar.snapshot()
    const made = await watch(calendar, list)
    expect(made).toMatchObject({ status: 200, body: { kind: 'api#channel', id: wanted.id, token: 'a=b' } })
    expect(made.body['resourceUri']).toMatch(resourceUri)
    const days = (Number(made.body['expiration']) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(6.9)
    expect(days).toBeLessThanOrEqual(7)
    const after = await calendar.snapshot()
    expect(difference(before, after)).toEqual({ made: [`channels ${wanted.id}`], changed: [], removed: [] })
    expect(after.find(({ key }) => key === wanted.id)?.fields).toMatchObject({ address: wanted.address, token: 'a=b' })
    const resourceId = textAt(made.body, 'resourceId')
    expect((await stop(calendar, { id: wanted.id, resourceId })).status).toBe(204)
    expect(difference(before, await calendar.snapshot())).toEqual({ made: [], changed: [], removed: [] })
    expect((await stop(calendar, { id: wanted.id, resourceId })).status).toBe(404)
  })

  it('stop only by both of their names', async () => {
    const calendar = await open()
    const [one, other] = (await calendar.snapshot()).filter(({ collection }) => collection === 'channels')
    const [id, resourceId] = [one!.fields['id']!, one!.fields['resourceId']!]
    expect((await stop(calendar, { id })).status).toBe(400)
    expect((await stop(calendar, { id, resourceId: other!.fields['resourceId']! })).status).toBe(404)
    expect((await stop(calendar, { id, resourceId })).status).toBe(204)
  })

  it('live as long as asked, but no longer than a month', async () => {
    const calendar = await open()
    const hour = Date.now() + 3_600_000
    const exact = await watch(calendar, '/users/me/settings', { ...wanted, expiration: String(hour) })
    expect(exact.body['expiration']).toBe(String(hour))
    const year = { ...wanted, id: 'another', params: { ttl: String(365 * 86_400) } }
    const longest = await watch(calendar, '/users/me/settings', year)
    expect(Number(longest.body['expiration'])).toBeLessThanOrEqual(Date.now() + 30 * 86_400_000)
  })

  it.each<[string, JsonObject, string]>([
    ['no id', { type: 'web_hook', address: wanted.address }, 'required'],
    ['a bad id', { ...wanted, id: 'spaces are not allowed' }, 'invalid'],
    ['another type', { ...wanted, type: 'email' }, 'invalid'],
    ['no address', { id: 'x', type: 'web_hook' }, 'required'],
    ['an address without TLS', { ...wanted, address: 'http://listener.example' }, 'push.webhookUrlNotHttps'],
    ['a time that is over', { ...wanted, expiration: 1000 }, 'invalid'],
  ])('are refused with %s', async (_, json, reason) => {
    const calendar = await open()
    const before = await calendar.snapshot()
    const refused = await watch(calendar, '/calendars/primary/events', json)
    expect(refused).toMatchObject({ status: 400, body: { error: { errors: [{ reason }] } } })
    expect(await calendar.snapshot()).toEqual(before)
  })

  it('have an id once, and need what their list needs', async () => {
    const calendar = await open()
    await watch(calendar, '/users/me/settings')
    expect(await watch(calendar, '/calendars/primary/events')).toMatchObject({
      status: 400,
      body: { error: { errors: [{ reason: 'channelIdNotUnique' }] } },
    })
    expect((await watch(calendar, '/calendars/nobody/events', { ...wanted, id: 'x' })).status).toBe(404)
    const settings = await open(['https://www.googleapis.com/auth/calendar.settings.readonly'])
    expect((await watch(settings, '/users/me/settings')).status).toBe(200)
    expect((await watch(settings, '/users/me/calendarList', { ...wanted, id: 'x' })).status).toBe(403)
  })
})

describe('the list of calendars', () => {
  it('takes in a calendar that it lacks, and tells by a sync token what was taken out', async () => {
    const calendar = await open()
    const state = await calendar.snapshot()
    const listed = new Set(state.filter(({ collection }) => collection === 'calendarList').map(({ key }) => key))
    const id = state.find(({ collection, key }) => collection === 'calendars' && !listed.has(key))!.key
    const path = `/users/me/calendarList/${encodeURIComponent(id)}`
    expect((await call(calendar, path)).status).toBe(404)
    expect((await call(calendar, '/users/me/calendarList', { method: 'POST', json: { id } })).status).toBe(200)
    expect((await call(calendar, path)).body).toMatchObject({ id, accessRole: 'reader' })
    let token = ''
    for (let page = ''; token === '';) {
      const { body } = await call(calendar, `/users/me/calendarList?pageToken=${page}`)
      page = String(body['nextPageToken'])
      token = String(body['nextSyncToken'] ?? '')
    }
    await call(calendar, path, { method: 'DELETE' })
    const changes = await call(calendar, `/users/me/calendarList?syncToken=${token}`)
    expect(changes.body['items']).toMatchObject([{ id, deleted: true }])
    expect((await call(calendar, '/users/me/calendarList?syncToken=garbage')).status).toBe(410)
  })
})
