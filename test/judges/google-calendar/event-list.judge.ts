import assert from 'node:assert/strict'
import type { calendar_v3 } from '@googleapis/calendar'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { everyEvent, hourOn, openCalendar } from './client.ts'

const calendarId = 'primary'
type Event = calendar_v3.Schema$Event

export const listedEvents: Judge = {
  name: 'pages of events',
  async judge(account) {
    const api = openCalendar(account)
    const { items, pages, last } = await everyEvent(api, calendarId, { maxResults: 9 })
    assert.equal(pages, Math.ceil(items.length / 9))
    assert.ok(pages > 3)
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
    assert.deepEqual([last.kind, last.accessRole], ['calendar#events', 'owner'])
    const { data: entry } = await api.calendarList.get({ calendarId })
    assert.deepEqual(last.defaultReminders, entry.defaultReminders)
    assert.deepEqual([last.summary, last.timeZone], [entry.summary, entry.timeZone])
    const { items: bigger } = await everyEvent(api, calendarId, { maxResults: 2500 })
    assert.deepEqual(bigger, items)
    for (const event of items.slice(0, 5)) {
      assert.deepEqual((await api.events.get({ calendarId, eventId: event.id ?? '' })).data, event)
    }
    const { items: deleted } = await everyEvent(api, calendarId, { showDeleted: true })
    assert.ok(deleted.length > items.length)
    assert.deepEqual(
      deleted.filter(({ status }) => status !== 'cancelled'),
      items.filter(({ status }) => status !== 'cancelled'),
    )
    const { data: masked } = await api.events.list({ calendarId, fields: 'nextPageToken,items(id)' })
    assert.deepEqual(Object.keys(masked).toSorted(), ['items', 'nextPageToken'])
    assert.deepEqual(
      masked.items,
      items.slice(0, masked.items?.length).map(({ id }) => ({ id })),
    )
    await refused(api.events.list({ calendarId, pageToken: 'nothing' }), 400, 'invalid')
    const { data: first } = await api.events.list({ calendarId, maxResults: 5 })
    const token = { pageToken: first.nextPageToken ?? '' }
    await refused(api.events.list({ calendarId, q: 'another question', ...token }), 400, 'invalid')
  },
}

export const chosenEvents: Judge = {
  name: 'searches of events',
  async judge(account) {
    const api = openCalendar(account)
    const add = async (requestBody: object) => (await api.events.insert({ calendarId, requestBody })).data
    const late = await add({ summary: 'Quixotic9 late', ...hourOn(20, 16) })
    const early = await add({ summary: 'Early', description: 'of a QUIXOTIC9', ...hourOn(20, 8) })
    const marked = await add({ ...hourOn(21), extendedProperties: { private: { ours: 'yes' } } })
    const allDay = await add({ summary: 'Whole', start: { date: '2031-05-22' }, end: { date: '2031-05-24' } })
    assert.deepEqual([allDay.start, allDay.end], [{ date: '2031-05-22' }, { date: '2031-05-24' }])
    const found = async (choice: object) => (await everyEvent(api, calendarId, choice)).items.map(({ id }) => id)

    assert.deepEqual(await found({ q: 'quixotic9' }), [late.id, early.id])
    assert.deepEqual(await found({ q: 'quixotic9', singleEvents: true, orderBy: 'startTime' }), [early.id, late.id])
    await api.events.patch({ calendarId, eventId: late.id ?? '', requestBody: { location: 'Zoo' } })
    assert.deepEqual(await found({ q: 'quixotic9', orderBy: 'updated' }), [early.id, late.id])
    const period = { timeMin: '2031-05-20T09:00:00Z', timeMax: '2031-05-22T12:00:00Z' }
    assert.deepEqual(await found(period), [late.id, marked.id, allDay.id])
    assert.deepEqual(await found({ ...period, timeMax: '2031-05-20T16:00:00Z' }), [])
    assert.deepEqual(await found({ privateExtendedProperty: ['ours=yes'] }), [marked.id])
    assert.deepEqual(await found({ iCalUID: early.iCalUID ?? '' }), [early.id])
    assert.ok(!(await found({ eventTypes: ['outOfOffice'] })).includes(early.id))
    const { items: fresh } = await everyEvent(api, calendarId, { updatedMin: late.created ?? '' })
    assert.deepEqual(fresh.map(({ id }) => id).toSorted(), [late.id, early.id, marked.id, allDay.id].toSorted())
    const { data: tokyo } = await api.events.list({ calendarId, q: 'quixotic9', timeZone: 'Asia/Tokyo' })
    assert.deepEqual([tokyo.timeZone, tokyo.items?.[1]?.start?.dateTime], ['Asia/Tokyo', '2031-05-20T17:00:00+09:00'])

    const { items: ordered } = await everyEvent(api, calendarId, { singleEvents: true, orderBy: 'startTime' })
    const starts = ordered.map(({ start }: Event) => Date.parse(start?.dateTime ?? start?.date ?? ''))
    assert.ok(starts.every((at, nth) => nth === 0 || at >= starts[nth - 1]! - 86_400_000))
    assert.ok(ordered.every(({ recurrence }) => recurrence === undefined))
    await refused(api.events.list({ calendarId, orderBy: 'startTime' }), 400, 'badRequest')
    await refused(api.events.list({ calendarId, orderBy: 'colour' }), 400, 'invalidParameter')
    await refused(api.events.list({ calendarId, timeMin: 'today' }), 400, 'badRequest')
  },
}

export const syncedEvents: Judge = {
  name: 'changes of events since a sync token',
  async judge(account) {
    const api = openCalendar(account)
    const since = async (syncToken: string | null | undefined) => {
      const { items, last } = await everyEvent(api, calendarId, { syncToken: syncToken ?? assert.fail('no token') })
      return { told: items.map(({ id, status, summary }) => [id, status, summary]), token: last.nextSyncToken }
    }
    const { last } = await everyEvent(api, calendarId)
    const quiet = await since(last.nextSyncToken)
    assert.deepEqual(quiet.told, [])
    const { data: made } = await api.events.insert({ calendarId, requestBody: { summary: 'New', ...hourOn(24) } })
    const first = await since(quiet.token)
    assert.deepEqual(first.told, [[made.id, 'confirmed', 'New']])
    await api.events.patch({ calendarId, eventId: made.id ?? '', requestBody: { summary: 'Newer' } })
    const second = await since(first.token)
    assert.deepEqual(second.told, [[made.id, 'confirmed', 'Newer']])
    await api.events.delete({ calendarId, eventId: made.id ?? '' })
    const third = await since(second.token)
    assert.deepEqual(
      third.told.map(([id, status]) => [id, status]),
      [[made.id, 'cancelled']],
    )
    assert.deepEqual((await since(third.token)).told, [])
    await refused(api.events.list({ calendarId, syncToken: 'nothing' }), 410, 'fullSyncRequired')
    const clash = { calendarId, syncToken: last.nextSyncToken ?? '' }
    await refused(api.events.list({ ...clash, q: 'x' }), 400, 'invalid')
    await refused(api.events.list({ ...clash, timeMin: '2031-05-01T00:00:00Z' }), 400, 'invalid')
  },
}

export const recurringEvents: Judge = {
  name: 'instances of recurring events',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE:20310610T100000Z']
    const requestBody = { summary: 'Weekly', ...hourOn(27), recurrence }
    const { data: made } = await events.insert({ calendarId, requestBody })
    assert.deepEqual(made.recurrence, recurrence)
    const eventId = made.id ?? ''
    const instances = async () => {
      const items: Event[] = []
      for (let pageToken: string | undefined, pages = 0; pages < 9; pages++) {
        const { data } = await events.instances({ calendarId, eventId, maxResults: 3, ...(pageToken && { pageToken }) })
        items.push(...(data.items ?? []))
        pageToken = data.nextPageToken ?? undefined
        if (pageToken === undefined) break
      }
      return items
    }
    const before = await instances()
    assert.deepEqual(
      before.map(({ start }) => new Date(start?.dateTime ?? '').toISOString().slice(0, 13)),
      ['2031-05-27T10', '2031-06-03T10', '2031-06-17T10', '2031-06-24T10'],
    )
    for (const each of before) {
      assert.partialDeepStrictEqual(each, {
        recurringEventId: eventId,
        summary: 'Weekly',
        originalStartTime: each.start,
      })
      assert.equal(each.recurrence, undefined)
    }
    const [first, second] = before.map(({ id }) => id ?? '')
    assert.deepEqual((await events.get({ calendarId, eventId: first ?? '' })).data.start, before[0]?.start)
    await events.patch({ calendarId, eventId: first ?? '', requestBody: { summary: 'Only this one' } })
    await events.delete({ calendarId, eventId: second ?? '' })
    assert.deepEqual(
      (await instances()).map(({ summary }) => summary),
      ['Only this one', 'Weekly', 'Weekly'],
    )
    assert.equal((await events.get({ calendarId, eventId })).data.summary, 'Weekly')
    const june = { timeMin: '2031-06-01T00:00:00Z', timeMax: '2031-06-30T00:00:00Z' }
    const { items: single } = await everyEvent(api, calendarId, { ...june, singleEvents: true, q: 'weekly' })
    assert.deepEqual(
      single.map(({ id }) => id),
      before.slice(2).map(({ id }) => id),
    )
    await refused(events.move({ calendarId, eventId: before[2]?.id ?? '', destination: calendarId }), 400, 'invalid')
  },
}
