import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, everyEvent, hourOn, openAsStranger, openCalendar } from './client.ts'

const calendarId = 'primary'

export const events: Judge = {
  name: 'events',
  async judge(account) {
    const { events, calendars } = openCalendar(account)
    const { data: self } = await calendars.get({ calendarId })
    const wanted = {
      summary: 'Überraschung 🎂 <script>',
      description: 'a "quoted" line\nand another',
      location: 'Ghent',
      colorId: '4',
      visibility: 'private',
      transparency: 'transparent',
      extendedProperties: { private: { ours: '1' }, shared: { theirs: '2' } },
      reminders: { useDefault: false, overrides: [{ method: 'email', minutes: 90 }] },
      source: { title: 'Ours', url: 'https://ours.example/1' },
      guestsCanSeeOtherGuests: false,
      guestsCanInviteOthers: false,
      guestsCanModify: true,
    }
    const guests = [
      { email: 'Ann@Else.example', optional: true },
      { email: 'bob@else.example', displayName: 'Bob' },
    ]
    const before = Date.now()
    const requestBody = { ...wanted, ...hourOn(8), attendees: guests }
    const { data: made, status } = await events.insert({ calendarId, requestBody })
    assert.equal(status, 200)
    assert.partialDeepStrictEqual(made, {
      ...wanted,
      kind: 'calendar#event',
      status: 'confirmed',
      eventType: 'default',
      sequence: 0,
      iCalUID: `${made.id}@google.com`,
      creator: { email: self.id, self: true },
      organizer: { email: self.id, self: true },
      attendees: [
        { email: 'ann@else.example', optional: true, responseStatus: 'needsAction' },
        { email: 'bob@else.example', displayName: 'Bob', responseStatus: 'needsAction' },
      ],
    })
    for (const side of ['start', 'end'] as const) {
      assert.equal(Date.parse(made[side]?.dateTime ?? ''), Date.parse(hourOn(8)[side].dateTime))
    }
    assert.ok(Math.abs(Date.parse(made.created ?? '') - before) < 60_000)
    assert.ok(Math.abs(Date.parse(made.updated ?? '') - before) < 60_000)
    assert.match(made.htmlLink ?? '', /^https:\/\/www\.google\.com\/calendar\/event\?eid=\S+$/)
    const eventId = made.id ?? ''
    assert.deepEqual((await events.get({ calendarId, eventId })).data, made)
    assert.deepEqual((await events.get({ calendarId: self.id ?? '', eventId })).data, made)
    const { data: few } = await events.get({ calendarId, eventId, fields: 'id,start/timeZone,attendees(email)' })
    assert.deepEqual(few, {
      id: eventId,
      start: { timeZone: 'UTC' },
      attendees: [{ email: 'ann@else.example' }, { email: 'bob@else.example' }],
    })
    assert.equal((await events.get({ calendarId, eventId, maxAttendees: 1 })).data.attendeesOmitted, true)
  },
}

export const changedEvents: Judge = {
  name: 'changes of events',
  async judge(account) {
    const { events } = openCalendar(account)
    const requestBody = { summary: 'Before', description: 'Kept', location: 'Here', ...hourOn(9) }
    const { data: made } = await events.insert({ calendarId, requestBody })
    const eventId = made.id ?? ''

    const patch = { summary: 'After', location: null, attendees: [{ email: 'ann@else.example' }] }
    const { data: patched } = await events.patch({ calendarId, eventId, requestBody: patch })
    assert.partialDeepStrictEqual(patched, { id: eventId, summary: 'After', description: 'Kept', start: made.start })
    assert.equal(patched.location, undefined)
    assert.notEqual(patched.etag, made.etag)
    assert.ok((patched.updated ?? '') >= (made.updated ?? ''))
    assert.deepEqual((await events.get({ calendarId, eventId })).data, patched)

    const moved = { ...hourOn(9, 15), attendees: [{ email: 'ann@else.example', responseStatus: 'accepted' }] }
    const { data: updated } = await events.update({ calendarId, eventId, requestBody: moved })
    assert.deepEqual([updated.summary, updated.description, updated.sequence], [undefined, undefined, 1])
    assert.deepEqual(updated.attendees, [{ email: 'ann@else.example', responseStatus: 'accepted' }])
    assert.deepEqual([updated.id, updated.iCalUID, updated.created], [made.id, made.iCalUID, made.created])
    assert.deepEqual((await events.get({ calendarId, eventId })).data, updated)

    const ifMatch = (etag: string | null | undefined) => ({ headers: { 'if-match': etag ?? '' } })
    const late = ifMatch(made.etag)
    const again = { calendarId, eventId, requestBody: { summary: 'Too late' } }
    await refused(events.patch(again, late), 412, 'conditionNotMet')
    await refused(events.delete({ calendarId, eventId }, late), 412, 'conditionNotMet')
    assert.equal((await events.patch(again, { headers: { 'if-match': updated.etag ?? '' } })).status, 200)
    const { data: latest } = await events.get({ calendarId, eventId })
    const known = await events.get({ calendarId, eventId }, { headers: { 'if-none-match': latest.etag ?? '' } })
    assert.equal(known.status, 304)

    assert.equal((await events.delete({ calendarId, eventId })).status, 204)
    assert.equal((await events.get({ calendarId, eventId })).data.status, 'cancelled')
    await refused(events.delete({ calendarId, eventId }), 410, 'deleted')
    const { data: left } = await events.list({ calendarId, iCalUID: made.iCalUID ?? '' })
    assert.deepEqual(left.items, [])
    const { data: all } = await events.list({ calendarId, iCalUID: made.iCalUID ?? '', showDeleted: true })
    assert.deepEqual(
      all.items?.map(({ id, status }) => [id, status]),
      [[eventId, 'cancelled']],
    )
  },
}

export const otherWays: Judge = {
  name: 'import, quickAdd, move and meetings of events',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const other = await calendarWithRole(api, 'owner', 1)
    const { data: added } = await events.quickAdd({ calendarId, text: 'Lunch with Ann tomorrow at 1pm' })
    assert.equal(added.summary, 'Lunch with Ann')
    assert.match(added.start?.dateTime ?? '', /T13:00:00/)
    assert.equal(Date.parse(added.end?.dateTime ?? '') - Date.parse(added.start?.dateTime ?? ''), 3_600_000)
    await refused(events.quickAdd({ calendarId, text: '' }), 400, 'required')

    const requestBody = { iCalUID: 'from@else.example', summary: 'Imported', ...hourOn(11) }
    const { data: imported } = await events.import({ calendarId, requestBody })
    assert.deepEqual([imported.iCalUID, imported.summary], ['from@else.example', 'Imported'])
    const { data: twice } = await events.import({ calendarId, requestBody: { ...requestBody, summary: 'Again' } })
    assert.deepEqual([twice.id, twice.summary], [imported.id, 'Again'])
    await refused(events.import({ calendarId, requestBody: { summary: 'No id', ...hourOn(11) } }), 400, 'required')

    const { last } = await everyEvent(api, calendarId)
    const move = { calendarId, eventId: imported.id ?? '', destination: other }
    const { data: moved } = await events.move(move)
    assert.deepEqual([moved.id, moved.summary, moved.organizer?.email], [imported.id, 'Again', other])
    assert.deepEqual((await events.get({ calendarId: other, eventId: moved.id ?? '' })).data, moved)
    const { data: place } = await api.calendars.get({ calendarId: other })
    assert.deepEqual(moved.organizer, { email: other, displayName: place.summary, self: true })
    const { data: since } = await events.list({ calendarId, syncToken: last.nextSyncToken ?? '' })
    assert.deepEqual(
      since.items?.map(({ id, status }) => [id, status]),
      [[imported.id, 'cancelled']],
    )
    await refused(events.move({ ...move, eventId: 'nothing' }), 404, 'notFound')
    const reader = await calendarWithRole(api, 'reader')
    const back = { calendarId: other, eventId: moved.id ?? '' }
    await refused(events.move({ ...back, destination: reader }), 403, 'requiredAccessLevel')
    await refused(events.move({ ...back, destination: 'nobody@nowhere.example' }), 404, 'notFound')

    const meeting = { conferenceData: { createRequest: { requestId: 'r1' } }, ...hourOn(12) }
    const { data: plain } = await events.insert({ calendarId, requestBody: meeting })
    assert.equal(plain.conferenceData, undefined)
    const { data: met } = await events.insert({ calendarId, conferenceDataVersion: 1, requestBody: meeting })
    assert.equal(met.conferenceData?.createRequest?.status?.statusCode, 'success')
    assert.equal(met.conferenceData?.entryPoints?.[0]?.uri, met.hangoutLink)
    const { start, end } = met
    const rewritten = { calendarId, eventId: met.id ?? '', requestBody: { start: start!, end: end! } }
    const { data: kept } = await events.update(rewritten)
    assert.deepEqual([kept.hangoutLink, kept.conferenceData], [met.hangoutLink, met.conferenceData])
    assert.match(met.hangoutLink ?? '', /^https:\/\/meet\.google\.com\/\w{3}-\w{4}-\w{3}$/)
  },
}

export const eventRefusals: Judge = {
  name: 'refusals of events',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const add = (requestBody: object) => events.insert({ calendarId, requestBody })
    const { start, end } = hourOn(13)
    await refused(add({ end }), 400, 'required')
    await refused(add({ start }), 400, 'required')
    await refused(add({ start: { dateTime: '2031-05-13T10:00:00' }, end }), 400, 'required')
    await refused(add({ start: { dateTime: 'noon', timeZone: 'UTC' }, end }), 400, 'badRequest')
    await refused(add({ start: { date: '2031-05-13' }, end }), 400, 'invalid')
    await refused(add({ start: { ...start, timeZone: 'Mars/Olympus' }, end }), 400, 'invalid')
    await refused(add({ start: end, end: start }), 400, 'timeRangeEmpty')
    await refused(add({ start: { date: '2031-05-13' }, end: { date: '2031-05-13' } }), 400, 'timeRangeEmpty')
    assert.deepEqual(
      (await add({ start, end: start })).data.end?.dateTime,
      (await add({ start, end })).data.start?.dateTime,
    )
    await refused(add({ start, end, attendees: [{ email: 'nobody' }] }), 400, 'invalid')
    await refused(add({ start, end, recurrence: ['every day'] }), 400, 'invalid')
    await refused(add({ start, end, id: 'NOT VALID' }), 400, 'invalid')
    assert.equal((await add({ start, end, id: 'chosen0123' })).data.id, 'chosen0123')
    await refused(add({ start, end, id: 'chosen0123' }), 409, 'duplicate')

    const none = { calendarId, eventId: 'nothing' }
    await refused(events.get(none), 404, 'notFound')
    await refused(events.patch({ ...none, requestBody: { summary: 'x' } }), 404, 'notFound')
    await refused(events.update({ ...none, requestBody: { start, end } }), 404, 'notFound')
    await refused(events.delete(none), 404, 'notFound')
    await refused(events.instances(none), 404, 'notFound')
    await refused(events.update({ calendarId, eventId: 'chosen0123', requestBody: {} }), 400, 'required')

    const reader = await calendarWithRole(api, 'reader')
    const { data: theirs } = await events.list({ calendarId: reader })
    const foreign = { calendarId: reader, eventId: theirs.items?.[0]?.id ?? assert.fail('no event to read') }
    assert.equal((await events.get(foreign)).data.id, foreign.eventId)
    await refused(events.insert({ calendarId: reader, requestBody: { start, end } }), 403, 'requiredAccessLevel')
    await refused(events.patch({ ...foreign, requestBody: { summary: 'x' } }), 403, 'requiredAccessLevel')
    await refused(events.delete(foreign), 403, 'requiredAccessLevel')
    await refused(openAsStranger(account).events.list({ calendarId }), 401, 'authError')
    await refused(openAsStranger(account).events.insert({ calendarId, requestBody: { start, end } }), 401, 'authError')
  },
}
