import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { everyEvent, hourOn, openCalendar } from './client.ts'

export const filteredEvents: Judge = {
  name: 'filters of events',
  async judge(account) {
    const api = openCalendar(account)
    const requestBody = { summary: 'Filtered', description: 'Of ours', timeZone: 'UTC' }
    const { data: made } = await api.calendars.insert({ requestBody })
    const calendarId = made.id ?? ''
    const add = async (summary: string, day: number, more: object = {}) =>
      (await api.events.insert({ calendarId, requestBody: { summary, ...hourOn(day), ...more } })).data
    const { data: empty } = await api.events.list({ calendarId })
    assert.deepEqual(
      [empty.items, empty.summary, empty.description, empty.defaultReminders],
      [[], 'Filtered', 'Of ours', []],
    )
    const shared = { extendedProperties: { private: { team: 'red', size: 'xl' }, shared: { team: 'blue' } } }
    const early = await add('Ruby apple', 3, { ...shared, attendees: [{ email: 'ann@else.example' }] })
    const late = await add('Green apple', 4, { location: 'Orchard', eventType: 'focusTime' })
    const alone = await add('Pear', 2, { extendedProperties: { private: { team: 'red' } } })
    const found = async (choice: object) =>
      (await everyEvent(api, calendarId, choice)).items.map(({ summary }) => summary)
    assert.deepEqual(await found({}), ['Ruby apple', 'Green apple', 'Pear'])
    assert.deepEqual(await found({ q: 'apple' }), ['Ruby apple', 'Green apple'])
    assert.deepEqual(await found({ q: 'APPLE ruby' }), ['Ruby apple'])
    assert.deepEqual(await found({ q: 'orchard' }), ['Green apple'])
    assert.deepEqual(await found({ q: 'ann@else.example' }), ['Ruby apple'])
    assert.deepEqual(await found({ q: 'plum' }), [])
    assert.deepEqual(await found({ privateExtendedProperty: ['team=red'] }), ['Ruby apple', 'Pear'])
    assert.deepEqual(await found({ privateExtendedProperty: ['team=red', 'size=xl'] }), ['Ruby apple'])
    assert.deepEqual(await found({ sharedExtendedProperty: ['team=blue'] }), ['Ruby apple'])
    assert.deepEqual(await found({ sharedExtendedProperty: ['team=red'] }), [])
    assert.deepEqual(await found({ eventTypes: ['focusTime'] }), ['Green apple'])
    assert.deepEqual(await found({ eventTypes: ['focusTime', 'default'] }), ['Ruby apple', 'Green apple', 'Pear'])
    // What ends when the period begins, or begins when it ends, is not in it.
    assert.deepEqual(await found({ timeMin: '2031-05-03T10:59:59Z' }), ['Ruby apple', 'Green apple'])
    assert.deepEqual(await found({ timeMin: '2031-05-03T11:00:00Z' }), ['Green apple'])
    assert.deepEqual(await found({ timeMax: '2031-05-03T10:00:01Z' }), ['Ruby apple', 'Pear'])
    assert.deepEqual(await found({ timeMax: '2031-05-03T12:00:00+02:00' }), ['Pear'])
    assert.deepEqual(await found({ singleEvents: true, orderBy: 'startTime' }), ['Pear', 'Ruby apple', 'Green apple'])

    const later = new Date(Date.parse(alone.updated ?? '') + 1).toISOString()
    while (new Date().toISOString() <= later) await new Promise((resolve) => setTimeout(resolve, 1))
    await api.events.patch({ calendarId, eventId: early.id ?? '', requestBody: { location: 'Tree' } })
    assert.deepEqual(await found({ updatedMin: later }), ['Ruby apple'])
    assert.deepEqual(await found({ orderBy: 'updated' }), ['Green apple', 'Pear', 'Ruby apple'])
    const { data: newest } = await api.events.get({ calendarId, eventId: early.id ?? '' })
    assert.equal((await api.events.list({ calendarId })).data.updated, newest.updated)
    await api.events.delete({ calendarId, eventId: late.id ?? '' })
    assert.deepEqual(await found({}), ['Ruby apple', 'Pear'])
    assert.deepEqual(await found({ showDeleted: true, singleEvents: true }), ['Ruby apple', 'Green apple', 'Pear'])
    const named = { summaryOverride: 'Mine', defaultReminders: [{ method: 'popup', minutes: 7 }] }
    await api.calendarList.patch({ calendarId, requestBody: named })
    const { data: told } = await api.events.list({ calendarId })
    assert.deepEqual([told.summary, told.defaultReminders], ['Mine', named.defaultReminders])
    assert.notEqual(told.etag, empty.etag)
  },
}

export const listRules: Judge = {
  name: 'what lists of events may be asked',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const calendarId = 'primary'
    const { data: all } = await events.list({ calendarId, maxResults: 2500, showDeleted: true })
    assert.ok(all.nextPageToken, 'there is more than a page')
    const { last } = await everyEvent(api, calendarId, { maxResults: 2500, showDeleted: true })
    const since = { calendarId, syncToken: last.nextSyncToken ?? assert.fail('no sync token') }
    const clashes = {
      iCalUID: 'x',
      orderBy: 'updated',
      privateExtendedProperty: ['a=b'],
      q: 'x',
      sharedExtendedProperty: ['a=b'],
      timeMin: '2031-05-01T00:00:00Z',
      timeMax: '2031-05-01T00:00:00Z',
      updatedMin: '2031-05-01T00:00:00Z',
    }
    for (const [name, value] of Object.entries(clashes)) {
      await refused(events.list({ ...since, [name]: value }), 400, 'invalid', name)
    }
    assert.deepEqual((await events.list(since)).data.items, [])
    for (const name of ['timeMin', 'timeMax', 'updatedMin']) {
      for (const value of ['2031-05-01', '2031-05-01T00:00:00', 'soon']) {
        await refused(events.list({ calendarId, [name]: value }), 400, 'badRequest', name)
      }
      assert.equal((await events.list({ calendarId, [name]: '2031-05-01T00:00:00.5-07:00' })).status, 200)
    }
    await refused(events.list({ calendarId, orderBy: 'startTime' }), 400, 'badRequest', 'orderBy')
    await refused(events.list({ calendarId, orderBy: 'colour' }), 400, 'invalidParameter', 'orderBy')
    for (const maxResults of [0, -1, 1.5]) {
      await refused(events.list({ calendarId, maxResults }), 400, 'invalidParameter', 'maxResults')
    }
    await refused(events.list({ calendarId, pageToken: 'nothing' }), 400, 'invalid', 'pageToken')
    for (const fields of ['items(id', 'items)', '(id)', 'items(id))', 'items//id']) {
      await refused(events.list({ calendarId, fields }), 400, 'invalidParameter', 'fields')
    }
    const { data: few } = await events.list({ calendarId, maxResults: 2, fields: ' kind , items ( id,start/* ) ' })
    assert.deepEqual(Object.keys(few), ['kind', 'items'])
    assert.deepEqual(
      few.items?.map(({ id, start, ...rest }) => [typeof id, typeof start, rest]),
      [
        ['string', 'object', {}],
        ['string', 'object', {}],
      ],
    )
    await refused(events.quickAdd({ calendarId, text: ' ' }), 400, 'required', 'text')
    await refused(events.import({ calendarId, requestBody: hourOn(3) }), 400, 'required', 'iCalUID')
  },
}
