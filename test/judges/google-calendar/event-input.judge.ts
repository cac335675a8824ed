import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { hourOn, openCalendar } from './client.ts'

const calendarId = 'primary'
const guest = (nth: number) => ({ email: `guest${nth}@else.example` })

export const guests: Judge = {
  name: 'guests of events',
  async judge(account) {
    const { calendars, events } = openCalendar(account)
    const { data: self } = await calendars.get({ calendarId })
    const email = self.id ?? ''
    const ann = { email: 'ann@else.example', displayName: 'Ann', comment: 'late', additionalGuests: 2 }
    const room = { email: 'room@else.example', resource: true, optional: false, responseStatus: 'tentative' }
    const attendees = [{ email: email.toUpperCase(), responseStatus: 'accepted' }, ann, room]
    const { data: made } = await events.insert({ calendarId, requestBody: { ...hourOn(2), attendees } })
    assert.deepEqual(made.attendees, [
      { email, organizer: true, self: true, responseStatus: 'accepted' },
      { ...ann, responseStatus: 'needsAction' },
      room,
    ])
    const eventId = made.id ?? ''
    const shown = async (maxAttendees: number) => {
      const { data } = await events.get({ calendarId, eventId, maxAttendees })
      return [data.attendees?.map(({ email }) => email), data.attendeesOmitted]
    }
    assert.deepEqual(await shown(3), [[email, ann.email, room.email], undefined])
    assert.deepEqual(await shown(2), [[email], true])
    await refused(events.get({ calendarId, eventId, maxAttendees: 0 }), 400, 'invalidParameter', 'maxAttendees')
    const { data: listed } = await events.list({ calendarId, iCalUID: made.iCalUID ?? '', maxAttendees: 1 })
    assert.deepEqual(listed.items?.[0]?.attendees?.length, 1)

    // Lists are replaced, and null clears them.
    const patch = async (requestBody: object) => (await events.patch({ calendarId, eventId, requestBody })).data
    assert.deepEqual((await patch({ attendees: [ann] })).attendees?.length, 1)
    assert.equal((await patch({ summary: 'No change of guests' })).attendees?.length, 1)
    assert.equal((await patch({ attendees: null })).attendees, undefined)

    const many = (count: number) => Array.from({ length: count }, (_, nth) => guest(nth))
    assert.equal((await patch({ attendees: many(200) })).attendees?.length, 200)
    const crowd = { calendarId, eventId, requestBody: { attendees: many(201) } }
    await refused(events.patch(crowd), 400, 'invalid')
    const odd = { calendarId, eventId, requestBody: { attendees: [{ ...ann, responseStatus: 'perhaps' }] } }
    await refused(events.patch(odd), 400, 'invalid')
    assert.equal((await events.get({ calendarId, eventId })).data.attendees?.length, 200)
  },
}

export const eventFields: Judge = {
  name: 'bounds of the fields of events',
  async judge(account) {
    const { events } = openCalendar(account)
    const add = async (more: object) =>
      (await events.insert({ calendarId, requestBody: { ...hourOn(2), ...more } })).data
    const wrong = async (more: object) => await refused(add(more), 400, 'invalid')
    for (const colorId of ['1', '9', '10', '11']) assert.equal((await add({ colorId })).colorId, colorId)
    for (const colorId of ['0', '12', 'red']) await wrong({ colorId })
    for (const status of ['confirmed', 'tentative']) assert.equal((await add({ status })).status, status)
    for (const visibility of ['public', 'private', 'confidential']) {
      assert.equal((await add({ visibility })).visibility, visibility)
    }
    await wrong({ status: 'perhaps' })
    await wrong({ visibility: 'hidden' })
    await wrong({ transparency: 'glass' })
    await wrong({ summary: 5 })
    await wrong({ eventType: 'party' })

    const reminders = (...overrides: object[]) => ({ reminders: { useDefault: false, overrides } })
    const popup = (minutes: number) => ({ method: 'popup', minutes })
    for (const list of [[popup(0), popup(40_320)], [1, 2, 3, 4, 5].map(popup)]) {
      assert.deepEqual((await add(reminders(...list))).reminders, { useDefault: false, overrides: list })
    }
    await wrong(reminders(popup(40_321)))
    await wrong(reminders(popup(-1)))
    await wrong(reminders(...[1, 2, 3, 4, 5, 6].map(popup)))
    await wrong(reminders({ method: 'sms', minutes: 1 }))
    assert.deepEqual((await add({})).reminders, { useDefault: true })

    for (const id of ['abcde', '01234', 'v'.repeat(1024)]) assert.equal((await add({ id })).id, id)
    for (const id of ['abcd', 'v'.repeat(1025), 'wxyz0', 'ABCDE']) await wrong({ id })
    const attachments = [{ fileUrl: 'https://ours.example/file', title: 'File' }]
    assert.deepEqual((await add({ attachments })).attachments, attachments)
    await wrong({ attachments: [{ title: 'No address' }] })
    const { data: made } = await events.insert({
      calendarId,
      requestBody: { ...hourOn(2), extendedProperties: { private: { a: '1', b: '2' } } },
    })
    const eventId = made.id ?? ''
    const requestBody = { extendedProperties: { private: { a: null as unknown as string, c: '3' } } }
    const { data: patched } = await events.patch({ calendarId, eventId, requestBody })
    assert.deepEqual(patched.extendedProperties, { private: { b: '2', c: '3' } })
  },
}

export const eventTimes: Judge = {
  name: 'times of events',
  async judge(account) {
    const { calendars, events } = openCalendar(account)
    const { data: far } = await calendars.insert({ requestBody: { summary: 'Far', timeZone: 'Asia/Kolkata' } })
    const at = { calendarId: far.id ?? '' }
    const add = async (start: object, end: object, more: object = {}) =>
      (await events.insert({ ...at, requestBody: { start, end, ...more } })).data
    const timed = await add(
      { dateTime: '2031-05-02T10:00:00', timeZone: 'America/New_York' },
      { dateTime: '2031-05-02T17:30:00+02:00' },
    )
    // On the clocks of the calendar, whatever clocks the client wrote them by.
    assert.deepEqual(timed.start, { dateTime: '2031-05-02T19:30:00+05:30', timeZone: 'America/New_York' })
    assert.deepEqual(timed.end, { dateTime: '2031-05-02T21:00:00+05:30', timeZone: 'Asia/Kolkata' })
    const seen = async (timeZone: string) => {
      const { data } = await events.get({ ...at, eventId: timed.id ?? '', timeZone } as object)
      return data.start?.dateTime
    }
    assert.equal(await seen('America/St_Johns'), '2031-05-02T11:30:00-02:30')
    assert.equal(await seen('UTC'), '2031-05-02T14:00:00Z')
    await refused(events.list({ ...at, timeZone: 'Mars/Olympus' }), 400, 'invalidParameter', 'timeZone')

    const whole = await add({ date: '2031-05-02' }, { date: '2031-05-03' })
    const { data: list } = await events.list({ ...at, timeZone: 'UTC' })
    assert.deepEqual([list.timeZone, list.items?.map(({ id }) => id)], ['UTC', [timed.id, whole.id]])
    assert.deepEqual(list.items?.[1]?.start, { date: '2031-05-02' })
    const both = { date: '2031-05-02', dateTime: '2031-05-02T10:00:00Z' }
    await refused(add(both, both), 400, 'invalid')
    await refused(add({ date: '2031-13-40' }, { date: '2031-13-41' }), 400, 'invalid')
    await refused(add({ date: '2031-05-03' }, { date: '2031-05-02' }), 400, 'timeRangeEmpty')
    await refused(add({ date: '2031-05-02' }, { dateTime: '2031-05-03T10:00:00Z' }), 400, 'invalid')
    const recurrence = ['RRULE:FREQ=DAILY;COUNT=2']
    const [start, end] = [{ dateTime: '2031-05-02T10:00:00Z' }, { dateTime: '2031-05-02T11:00:00Z' }]
    await refused(add(start, end, { recurrence }), 400, 'required')
    assert.equal((await add(start, end)).start?.dateTime, '2031-05-02T15:30:00+05:30')

    // A change of when it begins counts, any other does not.
    const eventId = timed.id ?? ''
    const sequence = async (requestBody: object) =>
      (await events.patch({ ...at, eventId, requestBody })).data.sequence ?? 0
    assert.equal(await sequence({ summary: 'Named' }), 0)
    assert.equal(await sequence({ start }), 1)
    assert.equal(await sequence({ end: { dateTime: '2031-05-02T18:00:00Z' } }), 1)
    assert.equal(await sequence({ start: { dateTime: '2031-05-02T09:00:00Z' } }), 2)
    const { data: moved } = await events.get({ ...at, eventId })
    assert.equal(moved.start?.dateTime, '2031-05-02T14:30:00+05:30')
  },
}
