import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, everyListed, hourOn, openCalendar } from './client.ts'

export const chosenEntries: Judge = {
  name: 'choices for listed calendars',
  async judge(account) {
    const api = openCalendar(account)
    const { calendarList: list, calendars, colors } = api
    const palette = (await colors.get()).data.calendar ?? {}
    const { data: made } = await calendars.insert({ requestBody: { summary: 'Chosen' } })
    const calendarId = made.id ?? ''
    const patch = async (requestBody: object, more: object = {}) =>
      (await list.patch({ calendarId, requestBody, ...more })).data
    for (const colorId of ['1', '10', '24']) {
      const { background: backgroundColor, foreground: foregroundColor } = palette[colorId] ?? {}
      const painted = await patch({ colorId })
      assert.partialDeepStrictEqual(painted, { colorId, backgroundColor, foregroundColor })
    }
    const rgb = { backgroundColor: '#123456', foregroundColor: '#ABCDEF' }
    assert.equal((await patch(rgb)).backgroundColor, palette['24']?.background)
    assert.partialDeepStrictEqual(await patch(rgb, { colorRgbFormat: true }), rgb)
    const email = { type: 'eventCreation', method: 'email' }
    const notificationSettings = { notifications: [email, { ...email, type: 'agenda' }] }
    assert.deepEqual((await patch({ notificationSettings })).notificationSettings, notificationSettings)
    const defaultReminders = [0, 40_320].map((minutes) => ({ method: 'email', minutes }))
    assert.deepEqual((await patch({ defaultReminders })).defaultReminders, defaultReminders)
    assert.deepEqual((await patch({ summaryOverride: 'Ours', selected: false })).selected, false)
    assert.equal((await patch({ summaryOverride: null })).summaryOverride, undefined)
    assert.partialDeepStrictEqual((await list.get({ calendarId })).data, { ...rgb, defaultReminders, selected: false })
    for (const wrong of [
      { colorId: '0' },
      { colorId: '25' },
      { backgroundColor: '#12345' },
      { foregroundColor: '123456' },
      { hidden: 'yes' },
      { defaultReminders: [{ method: 'sms', minutes: 1 }] },
      { defaultReminders: [{ method: 'email', minutes: -1 }] },
      { defaultReminders: [{ method: 'email', minutes: 40_321 }] },
      { notificationSettings: { notifications: [{ ...email, type: 'party' }] } },
      { notificationSettings: { notifications: [{ ...email, method: 'sms' }] } },
    ]) {
      await refused(patch(wrong), 400, 'invalid')
      await refused(list.update({ calendarId, requestBody: wrong as object }), 400, 'invalid')
    }
  },
}

export const chosenLists: Judge = {
  name: 'choices among listed calendars',
  async judge(account) {
    const api = openCalendar(account)
    const { calendarList: list, calendars, colors } = api
    const { data: made } = await calendars.insert({ requestBody: { summary: 'Chosen' } })
    const calendarId = made.id ?? ''
    const palette = (await colors.get()).data.calendar ?? {}
    const ids = async (more: object) => {
      const { items } = await everyPage(
        (pageToken) => list.list({ ...more, ...(pageToken && { pageToken }) }),
        ({ items }) => items,
      )
      return items
    }
    const all = await everyListed(api)
    const ranks = ['freeBusyReader', 'reader', 'writer', 'owner']
    for (const [rank, minAccessRole] of ranks.entries()) {
      assert.deepEqual(
        (await ids({ minAccessRole, showHidden: true })).map(({ id }) => id),
        all.filter(({ accessRole }) => ranks.indexOf(accessRole ?? '') >= rank).map(({ id }) => id),
      )
    }
    await list.delete({ calendarId })
    assert.ok(!(await ids({ showHidden: true })).some(({ id }) => id === calendarId))
    const gone = (await ids({ showDeleted: true, showHidden: true })).filter(({ deleted }) => deleted === true)
    assert.deepEqual(
      gone.map(({ id, kind }) => [id, kind]),
      [[calendarId, 'calendar#calendarListEntry']],
    )
    await refused(list.patch({ calendarId, requestBody: {} }), 404, 'notFound')
    await refused(list.update({ calendarId, requestBody: {} }), 404, 'notFound')
    const { data: back } = await list.insert({ requestBody: { id: calendarId } })
    const { background, foreground } = palette[back.colorId ?? ''] ?? assert.fail('a colour of the palette')
    assert.deepEqual([back.backgroundColor, back.foregroundColor], [background, foreground])
    assert.deepEqual([back.summary, back.defaultReminders, back.hidden], ['Chosen', [], undefined])
    await refused(list.list({ maxResults: 1.5 }), 400, 'invalidParameter', 'maxResults')
    await refused(list.list({ pageToken: 'nothing' }), 400, 'invalid', 'pageToken')
  },
}

export const ruleScopes: Judge = {
  name: 'scopes of access rules',
  async judge(account) {
    const api = openCalendar(account)
    const { data: made } = await api.calendars.insert({ requestBody: { summary: 'Ruled' } })
    const calendarId = made.id ?? ''
    const { data: self } = await api.calendars.get({ calendarId: 'primary' })
    const add = async (role: string, type: string, value?: string) =>
      (await api.acl.insert({ calendarId, requestBody: { role, scope: { type, ...(value && { value }) } } })).data
    const given = [
      await add('reader', 'group', 'Team@Else.example'),
      await add('writer', 'domain', 'Else.example'),
      await add('owner', 'user', 'ann@else.example'),
      await add('freeBusyReader', 'default'),
    ]
    assert.deepEqual(
      given.map(({ id, role, scope }) => [id, role, scope]),
      [
        ['group:team@else.example', 'reader', { type: 'group', value: 'team@else.example' }],
        ['domain:else.example', 'writer', { type: 'domain', value: 'else.example' }],
        ['user:ann@else.example', 'owner', { type: 'user', value: 'ann@else.example' }],
        ['default', 'freeBusyReader', { type: 'default' }],
      ],
    )
    const { data: list } = await api.acl.list({ calendarId })
    assert.deepEqual(list.items?.slice(1), given)
    assert.deepEqual(list.items?.[0]?.scope, { type: 'user', value: self.id })
    for (const [type, value] of [
      ['user', 'ann else.example'],
      ['group', 'team@'],
      ['domain', 'nowhere'],
      ['domain', 'ann@else.example'],
      ['planet', 'mars'],
      ['user', undefined],
    ] as const) {
      await refused(add('reader', type, value), 400, 'invalid')
    }
    const at = { calendarId, ruleId: 'domain:else.example' }
    for (const role of ['reader', 'freeBusyReader', 'owner']) {
      assert.equal((await api.acl.patch({ ...at, requestBody: { role } })).data.role, role)
      assert.deepEqual((await api.acl.get(at)).data.scope, { type: 'domain', value: 'else.example' })
    }
    await refused(api.acl.patch({ ...at, requestBody: { role: 'king' } }), 400, 'invalid')
    await refused(api.acl.update({ ...at, requestBody: { role: 'king' } }), 400, 'invalid')
    assert.equal((await api.acl.patch({ ...at, requestBody: {} })).data.role, 'owner')
    await api.acl.patch({ ...at, requestBody: { role: 'none' } })
    await refused(api.acl.get(at), 404, 'notFound')
    assert.equal((await api.acl.list({ calendarId })).data.items?.length, 4)
    assert.notEqual((await api.acl.list({ calendarId })).data.etag, list.etag)
    assert.equal((await add('reader', 'domain', 'else.example')).role, 'reader')
    await refused(api.acl.list({ calendarId, maxResults: 0 }), 400, 'invalidParameter', 'maxResults')
  },
}

export const ruledByOthers: Judge = {
  name: 'access rules of the primary calendar and of others',
  async judge(account) {
    const api = openCalendar(account)
    // On the primary calendar nobody loses anything but guests.
    const rule = { role: 'reader', scope: { type: 'user', value: 'guest@else.example' } }
    const { data: guest } = await api.acl.insert({ calendarId: 'primary', requestBody: rule })
    assert.equal((await api.acl.delete({ calendarId: 'primary', ruleId: guest.id ?? '' })).status, 204)
    await refused(api.acl.get({ calendarId: 'primary', ruleId: guest.id ?? '' }), 404, 'notFound')
    for (const role of ['reader', 'writer']) {
      const ruled = { calendarId: await calendarWithRole(api, role), ruleId: 'default' }
      await refused(api.acl.get(ruled), 403, 'requiredAccessLevel')
      await refused(api.acl.patch({ ...ruled, requestBody: { role: 'owner' } }), 403, 'requiredAccessLevel')
      await refused(api.acl.update({ ...ruled, requestBody: { role: 'owner' } }), 403, 'requiredAccessLevel')
      await refused(api.acl.delete(ruled), 403, 'requiredAccessLevel')
    }
  },
}

export const lifetimes: Judge = {
  name: 'lifetimes and places of channels',
  async judge(account) {
    const api = openCalendar(account)
    const hook = { type: 'web_hook', address: 'https://ours.example/hook' }
    const open = async (id: string, more: object = {}) =>
      (await api.events.watch({ calendarId: 'primary', requestBody: { ...hook, id, ...more } })).data
    const [minute, day] = [60_000, 86_400_000]
    const lasts = async (id: string, more: object = {}) => {
      const left = Number((await open(id, more)).expiration) - Date.now()
      return (wanted: number) => assert.ok(left <= wanted + minute && left > wanted - minute, `${id} lasts ${left}`)
    }
    ;(await lasts('hour', { params: { ttl: '3600' } }))(60 * minute)
    ;(await lasts('week'))(7 * day)
    ;(await lasts('month', { params: { ttl: '99999999' } }))(30 * day)
    ;(await lasts('until', { expiration: String(Date.now() + 2 * day) }))(2 * day)
    const wrong = async (reason: string, more: object) => await refused(open('wrong', more), 400, reason)
    await wrong('invalid', { expiration: String(Date.now() - minute) })
    await wrong('invalid', { params: { ttl: 'long' } })
    await wrong('invalid', { token: 't'.repeat(257) })
    await wrong('invalid', { id: 'x'.repeat(65) })
    await wrong('invalid', { address: 5 })
    await wrong('required', { address: null })
    await wrong('required', { address: '' })
    await wrong('required', { id: '' })
    assert.equal((await open('x'.repeat(64), { token: 't'.repeat(256), type: 'webhook' })).token?.length, 256)
    const bare = await open('bare')
    assert.equal(bare.token, undefined)
    const { data: self } = await api.calendars.get({ calendarId: 'primary' })
    const place = `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(self.id ?? '')}`
    assert.equal(bare.resourceUri, `${place}/events?alt=json`)
    const watches = {
      [`${place}/acl`]: await api.acl.watch({ calendarId: 'primary', requestBody: { ...hook, id: 'acl' } }),
      'https://www.googleapis.com/calendar/v3/users/me/calendarList': await api.calendarList.watch({
        requestBody: { ...hook, id: 'list' },
      }),
      'https://www.googleapis.com/calendar/v3/users/me/settings': await api.settings.watch({
        requestBody: { ...hook, id: 'settings' },
      }),
    }
    for (const [uri, { data }] of Object.entries(watches)) assert.equal(data.resourceUri, `${uri}?alt=json`)

    const stop = (requestBody: object) => api.channels.stop({ requestBody })
    await refused(stop({ id: 'bare' }), 400, 'required')
    await refused(stop({ resourceId: bare.resourceId }), 400, 'required')
    await refused(stop({ id: 'nothing', resourceId: bare.resourceId }), 404, 'notFound')
    // Of two for one list each has an end of its own.
    assert.equal((await stop({ id: 'bare', resourceId: bare.resourceId })).status, 204)
    await refused(stop({ id: 'bare', resourceId: bare.resourceId }), 404, 'notFound')
    assert.equal((await stop({ id: 'week', resourceId: bare.resourceId })).status, 204)
    await open('brief', { params: { ttl: '1' } })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await refused(stop({ id: 'brief', resourceId: bare.resourceId }), 404, 'notFound')
  },
}

export const busyTimes: Judge = {
  name: 'bounds of freebusy',
  async judge(account) {
    const api = openCalendar(account)
    const { data: made } = await api.calendars.insert({ requestBody: { summary: 'Busy', timeZone: 'UTC' } })
    const calendarId = made.id ?? ''
    const add = async (from: number, to: number, more: object = {}) => {
      const requestBody = { start: hourOn(5, from).start, end: hourOn(5, to).start, ...more }
      await api.events.insert({ calendarId, requestBody })
    }
    await add(14, 15)
    await add(8, 12)
    await add(9, 10)
    await add(11, 13)
    await add(20, 21, { status: 'tentative' })
    const query = (more: object) => api.freebusy.query({ requestBody: { items: [{ id: calendarId }], ...more } })
    const busy = async (timeMin: string, timeMax: string) =>
      (await query({ timeMin, timeMax })).data.calendars?.[calendarId]?.busy?.map(
        ({ start, end }) => `${start?.slice(11, 16)} ${end?.slice(11, 16)}`,
      )
    const at = (time: string) => `2031-05-05T${time}:00Z`
    assert.deepEqual(await busy(at('00:00'), at('23:00')), ['08:00 13:00', '14:00 15:00', '20:00 21:00'])
    assert.deepEqual(await busy(at('09:30'), at('14:30')), ['09:30 13:00', '14:00 14:30'])
    assert.deepEqual(await busy(at('13:00'), at('14:00')), [])
    assert.deepEqual(await busy('2031-05-05T15:00:00+02:00', at('14:01')), ['14:00 14:01'])
    const period = { timeMin: at('00:00'), timeMax: at('23:00') }
    assert.deepEqual((await query({ ...period, items: [] })).data.calendars, {})
    const { data: self } = await api.calendars.get({ calendarId: 'primary' })
    const { data: own } = await query({ ...period, items: [{ id: 'primary' }, { id: self.id }] })
    assert.deepEqual(own.calendars?.['primary'], own.calendars?.[self.id ?? ''])
    const many = Array.from({ length: 51 }, () => ({ id: calendarId }))
    assert.equal((await query({ ...period, items: many.slice(1) })).status, 200)
    await refused(query({ ...period, items: many }), 400, 'invalid')
    await refused(query({ ...period, items: [{}] }), 400, 'invalid')
    await refused(query({ ...period, timeZone: 'Mars/Olympus' }), 400, 'invalid')
    await refused(query({ ...period, timeMax: '2031-05-05T23:00:00' }), 400, 'badRequest')
    await refused(query({ ...period, timeMax: at('00:00') }), 400, 'timeRangeEmpty')
  },
}
