import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, everyListed, hourOn, openAsStranger, openCalendar } from './client.ts'

export const calendars: Judge = {
  name: 'calendars',
  async judge(account) {
    const api = openCalendar(account)
    const before = await everyListed(api)
    const wanted = {
      summary: 'Überblick 📅 <b>1</b>',
      description: 'two\nlines',
      location: 'Ghent',
      timeZone: 'Asia/Tokyo',
    }
    const { data: made, status } = await api.calendars.insert({ requestBody: wanted })
    assert.equal(status, 200)
    assert.partialDeepStrictEqual(made, { ...wanted, kind: 'calendar#calendar' })
    const calendarId = made.id ?? assert.fail('a calendar has an id')
    assert.ok(!before.some(({ id }) => id === calendarId))
    assert.deepEqual((await api.calendars.get({ calendarId })).data, made)

    const entry = (await everyListed(api)).find(({ id }) => id === calendarId)
    assert.partialDeepStrictEqual(entry, { ...wanted, kind: 'calendar#calendarListEntry', accessRole: 'owner' })
    assert.deepEqual([entry?.selected, entry?.primary, entry?.defaultReminders], [true, undefined, []])
    const { data: colors } = await api.colors.get()
    const { background, foreground } = colors.calendar?.[entry?.colorId ?? ''] ?? assert.fail('a colour of its own')
    assert.deepEqual([entry?.backgroundColor, entry?.foregroundColor], [background, foreground])

    const { data: patched } = await api.calendars.patch({ calendarId, requestBody: { location: 'Bruges' } })
    assert.deepEqual({ ...patched, etag: '' }, { ...made, location: 'Bruges', etag: '' })
    assert.notEqual(patched.etag, made.etag)
    assert.deepEqual((await api.calendars.get({ calendarId })).data, patched)

    const { data: replaced } = await api.calendars.update({ calendarId, requestBody: { summary: 'Only this' } })
    assert.deepEqual([replaced.summary, replaced.description, replaced.location], ['Only this', undefined, undefined])
    assert.deepEqual((await api.calendars.get({ calendarId })).data, replaced)

    assert.equal((await api.calendars.delete({ calendarId })).status, 204)
    await refused(api.calendars.get({ calendarId }), 404, 'notFound')
    await refused(api.calendars.delete({ calendarId }), 404, 'notFound')
    await refused(api.events.list({ calendarId }), 404, 'notFound')
    assert.deepEqual(await everyListed(api), before)
  },
}

export const calendarRefusals: Judge = {
  name: 'refusals of calendars',
  async judge(account) {
    const api = openCalendar(account)
    const [reader, own] = [await calendarWithRole(api, 'reader'), await calendarWithRole(api, 'owner', 1)]
    await refused(api.calendars.insert({ requestBody: {} }), 400, 'required')
    await refused(api.calendars.insert({ requestBody: { summary: 'x', timeZone: 'Mars/Olympus' } }), 400, 'invalid')
    await refused(api.calendars.get({ calendarId: 'nobody@nowhere.example' }), 404, 'notFound')
    await refused(api.calendars.delete({ calendarId: 'primary' }), 400, 'cannotDeletePrimaryCalendar')
    const changed = { calendarId: reader, requestBody: { summary: 'Mine now' } }
    await refused(api.calendars.patch(changed), 403, 'requiredAccessLevel')
    await refused(api.calendars.update(changed), 403, 'requiredAccessLevel')
    await refused(api.calendars.delete({ calendarId: reader }), 403, 'requiredAccessLevel')
    assert.notEqual((await api.calendars.get({ calendarId: reader })).data.summary, 'Mine now')
    await refused(api.calendars.update({ calendarId: own, requestBody: {} }), 400, 'required')
    await refused(openAsStranger(account).calendars.get({ calendarId: 'primary' }), 401, 'authError')
  },
}

export const clearing: Judge = {
  name: 'clearing the primary calendar',
  async judge(account) {
    const api = openCalendar(account)
    const { data: made } = await api.events.insert({ calendarId: 'primary', requestBody: hourOn(3) })
    const other = await calendarWithRole(api, 'owner', 1)
    const { data: others } = await api.events.list({ calendarId: other })
    assert.ok((others.items ?? []).length > 0)
    await refused(api.calendars.clear({ calendarId: other }), 400, 'invalid')

    assert.equal((await api.calendars.clear({ calendarId: 'primary' })).status, 204)
    assert.deepEqual((await api.events.list({ calendarId: 'primary', singleEvents: true })).data.items, [])
    assert.equal((await api.events.get({ calendarId: 'primary', eventId: made.id ?? '' })).data.status, 'cancelled')
    assert.deepEqual((await api.events.list({ calendarId: other })).data.items, others.items)
  },
}
