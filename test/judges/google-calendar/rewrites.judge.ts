import assert from 'node:assert/strict'
import { headerOf, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, everyEvent, hourOn, openCalendar } from './client.ts'

export const rewrites: Judge = {
  name: 'what a rewritten event keeps',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const calendarId = 'primary'
    const reminders = { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] }
    const requestBody = { summary: 'Whole', reminders, status: 'tentative', colorId: '5', ...hourOn(2) }
    const { data: made } = await events.insert({ calendarId, requestBody })
    const at = { calendarId, eventId: made.id ?? '' }
    const { data: patched } = await events.patch({ ...at, requestBody: { description: 'More' } })
    assert.deepEqual([patched.reminders, patched.colorId, patched.status], [reminders, '5', 'tentative'])
    const { data: put } = await events.update({ ...at, requestBody: { summary: 'Rewritten', ...hourOn(2) } })
    const { kind, id, htmlLink, created, creator, organizer, iCalUID, eventType, start, end } = made
    const kept = { kind, id, htmlLink, created, creator, organizer, iCalUID, eventType, start, end }
    assert.deepEqual(
      { ...put, etag: '', updated: '' },
      {
        ...kept,
        etag: '',
        updated: '',
        status: 'tentative',
        summary: 'Rewritten',
        sequence: 0,
        reminders: { useDefault: true },
      },
    )
    // Who the event is and who made it are not up to the client.
    const other = { id: 'chosen0123', iCalUID: 'other@else.example' }
    const { data: same } = await events.patch({ ...at, requestBody: other })
    assert.deepEqual([same.id, same.iCalUID], [made.id, made.iCalUID])
    const { data: recurring } = await events.patch({ ...at, requestBody: { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] } })
    assert.deepEqual(recurring.recurrence, ['RRULE:FREQ=DAILY;COUNT=2'])
    assert.equal((await events.patch({ ...at, requestBody: { recurrence: [] } })).data.recurrence, undefined)
    const any = { headers: { 'if-match': '*' } }
    assert.equal((await events.patch({ ...at, requestBody: { summary: 'Any' } }, any)).data.summary, 'Any')
    const { data: latest } = await events.get(at)
    const same304 = await events.get(at, { headers: { 'if-none-match': latest.etag ?? '' } })
    assert.deepEqual([same304.status, headerOf(same304, 'etag')], [304, latest.etag])
    const changed = await events.get(at, { headers: { 'if-none-match': made.etag ?? '' } })
    assert.deepEqual([changed.status, headerOf(changed, 'etag'), changed.data], [200, latest.etag, latest])

    // Back to where it was: as the event that it was.
    const there = await calendarWithRole(api, 'owner', 1)
    const { data: moved } = await events.move({ ...at, destination: there })
    assert.equal((await events.get(at)).data.status, 'cancelled')
    assert.deepEqual([moved.id, moved.summary, moved.iCalUID], [made.id, 'Any', made.iCalUID])
    const { data: back } = await events.move({ ...at, calendarId: there, destination: calendarId })
    assert.deepEqual([back.id, back.status, back.organizer], [made.id, 'tentative', made.organizer])
    assert.equal((await events.get({ ...at, calendarId: there })).data.status, 'cancelled')
    assert.deepEqual((await everyEvent(api, calendarId, { iCalUID: made.iCalUID ?? '' })).items, [back])
    const writer = await calendarWithRole(api, 'reader')
    const { data: foreign } = await events.list({ calendarId: writer, maxResults: 1 })
    const theirs = { calendarId: writer, eventId: foreign.items?.[0]?.id ?? '' }
    await refused(events.update({ ...theirs, requestBody: hourOn(2) }), 403, 'requiredAccessLevel')
    await refused(events.move({ ...theirs, destination: calendarId }), 403, 'requiredAccessLevel')
    await refused(events.quickAdd({ calendarId: writer, text: 'Tea' }), 403, 'requiredAccessLevel')
    const imported = { iCalUID: 'x@else.example', ...hourOn(2) }
    await refused(events.import({ calendarId: writer, requestBody: imported }), 403, 'requiredAccessLevel')
    const busy = await calendarWithRole(api, 'freeBusyReader')
    await refused(events.list({ calendarId: busy }), 403, 'requiredAccessLevel')
    await refused(events.get({ calendarId: busy, eventId: 'nothing' }), 403, 'requiredAccessLevel')
    await refused(events.instances({ calendarId: busy, eventId: 'nothing' }), 403, 'requiredAccessLevel')
  },
}

export const conferences: Judge = {
  name: 'conferences and imports of events',
  async judge(account) {
    const api = openCalendar(account)
    const { events } = api
    const calendarId = 'primary'
    const createRequest = { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } }
    const asked = { conferenceData: { createRequest }, ...hourOn(12) }
    const { data: met } = await events.insert({ calendarId, conferenceDataVersion: 1, requestBody: asked })
    const uri = met.hangoutLink ?? assert.fail('no link')
    const code = uri.slice('https://meet.google.com/'.length)
    assert.partialDeepStrictEqual(met.conferenceData, {
      createRequest: { ...createRequest, status: { statusCode: 'success' } },
      conferenceId: code,
      conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
      entryPoints: [{ entryPointType: 'video', uri, label: `meet.google.com/${code}` }],
    })
    const { data: plain } = await events.insert({ calendarId, requestBody: hourOn(13) })
    const at = { calendarId, eventId: plain.id ?? '' }
    const { conferenceData } = met
    const requestBody = { conferenceData: conferenceData! }
    assert.equal((await events.patch({ ...at, requestBody })).data.conferenceData, undefined)
    const { data: given } = await events.patch({ ...at, conferenceDataVersion: 1, requestBody: asked })
    assert.match(given.hangoutLink ?? '', /^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/)

    const uid = { iCalUID: 'outside@else.example', summary: 'Outside', ...hourOn(14) }
    const { data: first } = await events.import({ calendarId, requestBody: uid })
    assert.partialDeepStrictEqual(first, { status: 'confirmed', eventType: 'default', reminders: { useDefault: true } })
    await events.delete({ calendarId, eventId: first.id ?? '' })
    const { data: again } = await events.import({ calendarId, requestBody: { ...uid, description: 'Again' } })
    assert.deepEqual([again.id, again.status, again.description], [first.id, 'confirmed', 'Again'])
    assert.deepEqual((await everyEvent(api, calendarId, { iCalUID: uid.iCalUID })).items, [again])
    const { data: inserted } = await events.insert({ calendarId, requestBody: uid })
    assert.equal(inserted.iCalUID, `${inserted.id}@google.com`)

    const quick = async (text: string) => (await events.quickAdd({ calendarId, text })).data
    const { summary, start, end } = await quick('Only some  words')
    assert.equal(summary, 'Only some words')
    const [from, to] = [Date.parse(start?.dateTime ?? ''), Date.parse(end?.dateTime ?? '')]
    assert.ok(from > Date.now() && from <= Date.now() + 3_600_000)
    assert.equal(to - from, 3_600_000)
    assert.match(start?.dateTime ?? '', /T\d\d:00:00/)
    assert.equal((await quick('today at 5pm')).summary, 'today at 5pm')
    const { data: primary } = await api.calendars.get({ calendarId })
    assert.equal(start?.timeZone, primary.timeZone)

    const { data: made } = await api.calendars.insert({ requestBody: { summary: 'Zoned' } })
    assert.equal(made.timeZone, primary.timeZone)
    assert.deepEqual(made.conferenceProperties, { allowedConferenceSolutionTypes: ['hangoutsMeet'] })
    const own = { calendarId: made.id ?? '' }
    await api.calendars.patch({ ...own, requestBody: { timeZone: 'Asia/Tokyo' } })
    const { data: kept } = await api.calendars.update({ ...own, requestBody: { summary: 'Still zoned' } })
    assert.deepEqual([kept.timeZone, kept.id, kept.kind], ['Asia/Tokyo', made.id, 'calendar#calendar'])
    await refused(api.calendars.patch({ ...own, requestBody: { summary: null } }), 400, 'required')
    await refused(api.calendars.patch({ ...own, requestBody: { timeZone: 'Mars/Olympus' } }), 400, 'invalid')
    await refused(api.calendars.patch({ ...own, requestBody: { summary: 5 as unknown as string } }), 400, 'invalid')
    await refused(api.calendars.clear(own), 400, 'invalid', 'calendarId')
  },
}
