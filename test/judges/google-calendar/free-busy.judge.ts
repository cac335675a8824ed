import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, hourOn, openAsStranger, openCalendar } from './client.ts'

export const freeBusy: Judge = {
  name: 'freebusy',
  async judge(account) {
    const api = openCalendar(account)
    const { data: made } = await api.calendars.insert({ requestBody: { summary: 'Busy', timeZone: 'UTC' } })
    const calendarId = made.id ?? ''
    const add = async (requestBody: object) => (await api.events.insert({ calendarId, requestBody })).data.id ?? ''
    await add(hourOn(5, 9))
    await add({ ...hourOn(5, 9), end: hourOn(5, 10).end })
    await add({ ...hourOn(5, 14), transparency: 'transparent' })
    await add({ ...hourOn(6, 8), recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] })
    await api.events.delete({ calendarId, eventId: await add(hourOn(5, 18)) })

    const period = { timeMin: '2031-05-05T00:00:00Z', timeMax: '2031-05-07T08:30:00Z' }
    const items = [{ id: calendarId }, { id: 'nobody@nowhere.example' }, { id: 'primary' }]
    const { data } = await api.freebusy.query({ requestBody: { ...period, items } })
    assert.equal(data.kind, 'calendar#freeBusy')
    for (const side of ['timeMin', 'timeMax'] as const) {
      assert.equal(Date.parse(data[side] ?? ''), Date.parse(period[side]))
    }
    assert.deepEqual(Object.keys(data.calendars ?? {}).toSorted(), items.map(({ id }) => id).toSorted())
    assert.deepEqual(data.calendars?.[calendarId], {
      busy: [
        { start: '2031-05-05T09:00:00Z', end: '2031-05-05T11:00:00Z' },
        { start: '2031-05-06T08:00:00Z', end: '2031-05-06T09:00:00Z' },
        { start: '2031-05-07T08:00:00Z', end: '2031-05-07T08:30:00Z' },
      ],
    })
    assert.deepEqual(data.calendars?.['nobody@nowhere.example']?.errors, [{ domain: 'global', reason: 'notFound' }])

    // Who may see nothing else of a calendar may see this.
    const hidden = await calendarWithRole(api, 'freeBusyReader')
    const tokyo = { ...period, timeZone: 'Asia/Tokyo', items: [{ id: calendarId }, { id: hidden }] }
    const { data: far } = await api.freebusy.query({ requestBody: tokyo })
    assert.equal(far.calendars?.[calendarId]?.busy?.[0]?.start, '2031-05-05T18:00:00+09:00')
    assert.equal(far.calendars?.[hidden]?.errors, undefined)

    const { timeMin, timeMax } = period
    await refused(api.freebusy.query({ requestBody: { timeMax, items } }), 400, 'required')
    await refused(api.freebusy.query({ requestBody: { timeMin, items } }), 400, 'required')
    await refused(api.freebusy.query({ requestBody: { timeMin: 'soon', timeMax, items } }), 400, 'badRequest')
    const backwards = { timeMin: timeMax, timeMax: timeMin, items }
    await refused(api.freebusy.query({ requestBody: backwards }), 400, 'timeRangeEmpty')
    await refused(openAsStranger(account).freebusy.query({ requestBody: { ...period, items } }), 401, 'authError')
  },
}
