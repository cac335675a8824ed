import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { openCalendar } from './client.ts'

/** What an event has that says nothing is not told. */
export const defaults: Judge = {
  name: 'defaults of events',
  async judge(account) {
    const { events } = openCalendar(account)
    const said = {
      summary: '',
      description: '',
      location: '',
      transparency: 'opaque',
      visibility: 'default',
      guestsCanInviteOthers: true,
      guestsCanSeeOtherGuests: true,
      guestsCanModify: false,
      anyoneCanAddSelf: false,
    }
    const at = { start: { dateTime: '2031-03-01T10:00:00Z' }, end: { dateTime: '2031-03-01T11:00:00Z' } }
    const calendarId = 'primary'
    const [one] = (await events.list({ calendarId, maxResults: 1 })).data.items ?? []
    assert.ok(one?.id, 'a page may have one')
    const { data: made } = await events.insert({ calendarId, requestBody: { ...said, ...at, attendees: [] } })
    const told = Object.keys(made)
    assert.deepEqual(
      [...Object.keys(said), 'attendees', 'recurrence'].filter((name) => told.includes(name)),
      [],
    )
    const other = {
      transparency: 'transparent',
      visibility: 'private',
      guestsCanInviteOthers: false,
      guestsCanSeeOtherGuests: false,
      guestsCanModify: true,
    }
    const { data: changed } = await events.patch({ calendarId, eventId: made.id ?? '', requestBody: other })
    assert.partialDeepStrictEqual(changed, other)
    const { data: back } = await events.patch({ calendarId, eventId: made.id ?? '', requestBody: said })
    assert.deepEqual(Object.keys(back).toSorted(), told.toSorted())
  },
}

export const quickEvents: Judge = {
  name: 'events of one line',
  async judge(account) {
    const { events } = openCalendar(account)
    const hours = async (text: string) => {
      const { data } = await events.quickAdd({ calendarId: 'primary', text })
      const of = (moment: { dateTime?: string | null } | undefined) => Number(moment?.dateTime?.slice(11, 13))
      return [data.summary, of(data.start), of(data.end), data.start?.dateTime?.slice(14, 16)]
    }
    assert.deepEqual(await hours('Lunch at 1pm'), ['Lunch', 13, 14, '00'])
    assert.deepEqual(await hours('Lunch at 1PM'), ['Lunch', 13, 14, '00'])
    assert.deepEqual(await hours('Breakfast at 9:30am'), ['Breakfast', 9, 10, '30'])
    assert.deepEqual(await hours('Noon 12pm'), ['Noon', 12, 13, '00'])
    assert.deepEqual(await hours('tomorrow 12AM Midnight'), ['Midnight', 0, 1, '00'])
    const day = async (text: string) => (await events.quickAdd({ calendarId: 'primary', text })).data.start?.dateTime
    const [today, tomorrow] = [await day('Tea at 4pm'), await day('Tea tomorrow at 4pm')]
    assert.equal(new Date(tomorrow ?? 0).getTime() - new Date(today ?? 0).getTime(), 86_400_000)
  },
}
