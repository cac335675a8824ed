import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { everyEvent, hourOn, openCalendar } from './client.ts'

const rules: readonly (readonly [start: string, recurrence: readonly string[], days: readonly string[]])[] = [
  ['2031-05-01', ['RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3'], ['2031-05-01', '2031-05-03', '2031-05-05']],
  ['2031-05-01', ['RRULE:FREQ=DAILY;UNTIL=20310503T100000Z'], ['2031-05-01', '2031-05-02', '2031-05-03']],
  ['2031-05-01', ['RRULE:FREQ=DAILY;UNTIL=20310503T095959Z'], ['2031-05-01', '2031-05-02']],
  ['2031-05-01', ['RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3'], ['2031-05-01', '2031-05-15', '2031-05-29']],
  [
    '2031-05-01',
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4'],
    ['2031-05-01', '2031-05-13', '2031-05-15', '2031-05-27'],
  ],
  ['2031-05-01', ['RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2'], ['2031-05-02', '2031-05-09']],
  ['2031-05-31', ['RRULE:FREQ=MONTHLY;COUNT=3'], ['2031-05-31', '2031-07-31', '2031-08-31']],
  ['2031-05-01', ['RRULE:FREQ=MONTHLY;INTERVAL=6;COUNT=3'], ['2031-05-01', '2031-11-01', '2032-05-01']],
  ['2032-02-29', ['RRULE:FREQ=YEARLY;COUNT=2'], ['2032-02-29', '2036-02-29']],
  [
    '2031-05-01',
    ['RRULE:FREQ=DAILY;COUNT=4', 'EXDATE:20310502T100000Z,20310504T100000Z'],
    ['2031-05-01', '2031-05-03'],
  ],
]

/** By the rules of RFC 5545, which Calendar names for its field `recurrence`. */
export const recurrenceRules: Judge = {
  name: 'rules of recurring events',
  async judge(account) {
    const { calendars, events } = openCalendar(account)
    const { data: made } = await calendars.insert({ requestBody: { summary: 'Rules', timeZone: 'UTC' } })
    const calendarId = made.id ?? ''
    for (const [day, recurrence, days] of rules) {
      const at = (time: string) => ({ dateTime: `${day}T${time}:00Z`, timeZone: 'UTC' })
      const requestBody = { start: at('10:00'), end: at('11:30'), recurrence: [...recurrence] }
      const { data: event } = await events.insert({ calendarId, requestBody })
      const eventId = event.id ?? ''
      const { data } = await events.instances({ calendarId, eventId })
      assert.deepEqual(
        data.items?.map(({ start, end }) => [start?.dateTime, end?.dateTime]),
        days.map((each) => [`${each}T10:00:00Z`, `${each}T11:30:00Z`]),
        recurrence.join(' '),
      )
      assert.deepEqual(
        data.items?.map(({ id }) => id),
        days.map((each) => `${eventId}_${each.replaceAll('-', '')}T100000Z`),
      )
    }

    // Ten o'clock stays ten o'clock when the clocks are changed.
    const local = (time: string) => ({ dateTime: `2031-10-25T${time}:00`, timeZone: 'Europe/Brussels' })
    const requestBody = { start: local('10:00'), end: local('11:00'), recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] }
    const { data: autumn } = await events.insert({ calendarId, requestBody })
    const { data: seen } = await events.instances({ calendarId, eventId: autumn.id ?? '' })
    assert.deepEqual(
      seen.items?.map(({ start }) => start?.dateTime),
      ['2031-10-25T08:00:00Z', '2031-10-26T09:00:00Z'],
    )
    assert.deepEqual(
      seen.items?.map(({ start }) => start?.timeZone),
      ['Europe/Brussels', 'Europe/Brussels'],
    )
    const days = {
      start: { date: '2031-05-30' },
      end: { date: '2031-06-01' },
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'],
    }
    const { data: whole } = await events.insert({ calendarId, requestBody: days })
    const { data: weekly } = await events.instances({ calendarId, eventId: whole.id ?? '' })
    assert.deepEqual(
      weekly.items?.map(({ id, start, end, originalStartTime }) => [id, start, end, originalStartTime]),
      ['2031-05-30 2031-06-01', '2031-06-06 2031-06-08'].map((pair) => {
        const [from = '', to = ''] = pair.split(' ')
        return [`${whole.id}_${from.replaceAll('-', '')}`, { date: from }, { date: to }, { date: from }]
      }),
    )
  },
}

export const instances: Judge = {
  name: 'changes of single instances',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const { data: made } = await api.calendars.insert({ requestBody: { summary: 'Instances', timeZone: 'UTC' } })
    const calendarId = made.id ?? ''
    const requestBody = { summary: 'Daily', ...hourOn(5), recurrence: ['RRULE:FREQ=DAILY;COUNT=6'] }
    const { data: event } = await events.insert({ calendarId, requestBody })
    const at = { calendarId, eventId: event.id ?? '' }
    const list = async (more: object = {}) =>
      await everyPage(
        (pageToken) => events.instances({ ...at, ...more, ...(pageToken && { pageToken }) }),
        ({ items }) => items,
      )
    const days = async (more: object = {}) => (await list(more)).items.map(({ start }) => start?.dateTime?.slice(8, 10))
    assert.deepEqual(await days(), ['05', '06', '07', '08', '09', '10'])
    assert.equal((await list({ maxResults: 4 })).pages, 2)
    assert.deepEqual(await days({ timeMin: '2031-05-06T11:00:00Z', timeMax: '2031-05-09T10:00:00Z' }), ['07', '08'])
    await refused(events.instances({ ...at, timeMin: 'soon' }), 400, 'badRequest', 'timeMin')

    const instance = (day: string) => ({ calendarId, eventId: `${event.id}_203105${day}T100000Z` })
    const { data: moved } = await events.patch({
      ...instance('06'),
      requestBody: { ...hourOn(6, 15), summary: 'Later' },
    })
    assert.partialDeepStrictEqual(moved, {
      ...(instance('06').eventId && { id: instance('06').eventId }),
      recurringEventId: event.id,
      originalStartTime: { dateTime: '2031-05-06T10:00:00Z' },
      start: { dateTime: '2031-05-06T15:00:00Z' },
    })
    assert.deepEqual((await events.get(instance('06'))).data, moved)
    assert.equal((await events.delete(instance('07'))).status, 204)
    assert.equal((await events.get(instance('07'))).data.status, 'cancelled')
    await refused(events.delete(instance('07')), 410, 'deleted')
    await refused(events.get(instance('20')), 404, 'notFound')
    assert.deepEqual(await days(), ['05', '06', '08', '09', '10'])
    assert.deepEqual(
      (await list({ showDeleted: true })).items.map(({ status }) => status),
      ['confirmed', 'confirmed', 'cancelled', 'confirmed', 'confirmed', 'confirmed'],
    )
    const titles = async (more: object) => (await everyEvent(api, calendarId, more)).items.map(({ summary }) => summary)
    assert.deepEqual(await titles({ singleEvents: true }), ['Daily', 'Later', 'Daily', 'Daily', 'Daily'])
    // As one event, with what differs from it beside it, cancelled or not.
    assert.deepEqual(
      (await everyEvent(api, calendarId)).items.map(({ id, status }) => [id, status]),
      [
        [event.id, 'confirmed'],
        [instance('06').eventId, 'confirmed'],
        [instance('07').eventId, 'cancelled'],
      ],
    )
    assert.equal((await everyEvent(api, calendarId, { timeMin: '2031-05-10T10:30:00Z' })).items[0]?.id, event.id)
    assert.deepEqual(await titles({ timeMin: '2031-05-10T11:00:00Z' }), [])
  },
}

export const endlessEvents: Judge = {
  name: 'recurring events without an end',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const { data: made } = await api.calendars.insert({ requestBody: { summary: 'Endless', timeZone: 'UTC' } })
    const calendarId = made.id ?? ''
    const titles = async (more: object) => (await everyEvent(api, calendarId, more)).items.map(({ summary }) => summary)
    const { data: endless } = await events.insert({
      calendarId,
      requestBody: { summary: 'Endless', ...hourOn(5), recurrence: ['RRULE:FREQ=MONTHLY'] },
    })
    assert.deepEqual(await titles({ timeMin: '2061-01-01T00:00:00Z' }), ['Endless'])
    const june = { timeMin: '2032-06-01T00:00:00Z', timeMax: '2032-07-01T00:00:00Z', singleEvents: true }
    assert.deepEqual(
      (await everyEvent(api, calendarId, june)).items.map(({ id }) => id),
      [`${endless.id}_20320605T100000Z`],
    )
  },
}
