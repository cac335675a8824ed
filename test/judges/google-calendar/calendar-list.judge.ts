import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { everyListed, openAsStranger, openCalendar } from './client.ts'

export const calendarList: Judge = {
  name: 'calendarList',
  async judge(account) {
    const { calendarList: list, calendars } = openCalendar(account)
    const { data: made } = await calendars.insert({ requestBody: { summary: 'To be listed' } })
    const calendarId = made.id ?? ''
    assert.equal((await list.delete({ calendarId })).status, 204)
    await refused(list.get({ calendarId }), 404, 'notFound')
    await refused(list.delete({ calendarId }), 404, 'notFound')
    assert.equal((await calendars.get({ calendarId })).data.summary, 'To be listed')

    const chosen = { id: calendarId, colorId: '3', summaryOverride: 'Mine', selected: true }
    const { data: listed } = await list.insert({ requestBody: chosen })
    const same = { kind: 'calendar#calendarListEntry', summary: 'To be listed', accessRole: 'owner' }
    assert.partialDeepStrictEqual(listed, { ...same, ...chosen })
    assert.deepEqual((await list.get({ calendarId })).data, listed)

    const reminders = [{ method: 'popup', minutes: 25 }]
    const { data: patched } = await list.patch({
      calendarId,
      requestBody: { hidden: true, defaultReminders: reminders },
    })
    assert.partialDeepStrictEqual(patched, { ...same, ...chosen, hidden: true, defaultReminders: reminders })
    assert.notEqual(patched.etag, listed.etag)

    const { data: replaced } = await list.update({ calendarId, requestBody: { colorId: '7' } })
    assert.partialDeepStrictEqual(replaced, { ...same, id: calendarId, colorId: '7', defaultReminders: [] })
    assert.deepEqual([replaced.summaryOverride, replaced.hidden], [undefined, undefined])
    assert.deepEqual((await list.get({ calendarId })).data, replaced)

    const rgb = { backgroundColor: '#102030', foregroundColor: '#fafafa' }
    const { data: painted } = await list.patch({ calendarId, colorRgbFormat: true, requestBody: rgb })
    assert.partialDeepStrictEqual(painted, rgb)
  },
}

export const listedCalendars: Judge = {
  name: 'pages of calendarList',
  async judge(account) {
    const api = openCalendar(account)
    const { calendarList: list } = api
    const all = await everyListed(api)
    const { items, pages, last } = await everyPage(
      (pageToken) => list.list({ maxResults: 2, ...(pageToken !== undefined && { pageToken }) }),
      ({ items }) => items,
    )
    assert.equal(pages, Math.ceil(items.length / 2))
    assert.deepEqual(
      items,
      all.filter(({ hidden }) => hidden !== true),
    )
    assert.ok(all.length > items.length, 'hidden ones are told only on demand')
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
    assert.deepEqual(
      all.filter(({ primary }) => primary === true).map(({ id }) => id),
      [(await api.calendars.get({ calendarId: 'primary' })).data.id],
    )
    assert.deepEqual([last.kind, typeof last.nextSyncToken], ['calendar#calendarList', 'string'])
    for (const entry of items.slice(0, 3)) {
      assert.deepEqual((await list.get({ calendarId: entry.id ?? '' })).data, entry)
    }
    const writable = await everyPage(
      (pageToken) => list.list({ minAccessRole: 'writer', ...(pageToken !== undefined && { pageToken }) }),
      ({ items }) => items,
    )
    assert.deepEqual(
      writable.items,
      items.filter(({ accessRole }) => accessRole === 'writer' || accessRole === 'owner'),
    )
  },
}

export const listRefusals: Judge = {
  name: 'refusals of calendarList',
  async judge(account) {
    const { calendarList: list, calendars } = openCalendar(account)
    const { data: primary } = await calendars.get({ calendarId: 'primary' })
    await refused(list.insert({ requestBody: {} }), 400, 'required')
    await refused(list.insert({ requestBody: { id: 'nobody@nowhere.example' } }), 404, 'notFound')
    await refused(list.get({ calendarId: 'nobody@nowhere.example' }), 404, 'notFound')
    await refused(list.delete({ calendarId: primary.id ?? '' }), 403, 'cannotUnsubscribe')
    await refused(list.patch({ calendarId: 'primary', requestBody: { colorId: '99' } }), 400, 'invalid')
    await refused(list.patch({ calendarId: 'primary', requestBody: { backgroundColor: 'red' } }), 400, 'invalid')
    await refused(list.list({ pageToken: 'nothing' }), 400, 'invalid')
    await refused(list.list({ maxResults: 0 }), 400, 'invalidParameter')
    await refused(openAsStranger(account).calendarList.list(), 401, 'authError')
  },
}
