import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, openAsStranger, openCalendar } from './client.ts'

export const acl: Judge = {
  name: 'acl',
  async judge(account) {
    const api = openCalendar(account)
    const calendarId = await calendarWithRole(api, 'owner', 1)
    const rules = async () =>
      await everyPage(
        (pageToken) => api.acl.list({ calendarId, maxResults: 2, ...(pageToken !== undefined && { pageToken }) }),
        ({ items }) => items,
      )
    const before = await rules()
    assert.equal(before.pages, Math.max(1, Math.ceil(before.items.length / 2)))
    assert.equal(before.last.kind, 'calendar#acl')

    const scope = { type: 'user', value: 'guest@else.example' }
    const { data: made } = await api.acl.insert({ calendarId, requestBody: { role: 'reader', scope } })
    assert.partialDeepStrictEqual(made, {
      kind: 'calendar#aclRule',
      id: 'user:guest@else.example',
      role: 'reader',
      scope,
    })
    const ruleId = made.id ?? ''
    assert.deepEqual((await api.acl.get({ calendarId, ruleId })).data, made)
    assert.deepEqual((await rules()).items, [...before.items, made])

    const { data: patched } = await api.acl.patch({ calendarId, ruleId, requestBody: { role: 'writer' } })
    assert.deepEqual({ ...patched, etag: '' }, { ...made, role: 'writer', etag: '' })
    assert.notEqual(patched.etag, made.etag)
    assert.deepEqual((await api.acl.get({ calendarId, ruleId })).data, patched)
    const { data: updated } = await api.acl.update({ calendarId, ruleId, requestBody: { role: 'owner', scope } })
    assert.deepEqual([updated.id, updated.role], [ruleId, 'owner'])
    assert.deepEqual((await api.acl.get({ calendarId, ruleId })).data, updated)

    // A second rule for the same person takes the place of the first.
    await api.acl.insert({ calendarId, requestBody: { role: 'freeBusyReader', scope } })
    assert.equal((await api.acl.get({ calendarId, ruleId })).data.role, 'freeBusyReader')
    assert.equal((await rules()).items.length, before.items.length + 1)

    assert.equal((await api.acl.delete({ calendarId, ruleId })).status, 204)
    await refused(api.acl.get({ calendarId, ruleId }), 404, 'notFound')
    await refused(api.acl.delete({ calendarId, ruleId }), 404, 'notFound')
    assert.deepEqual((await rules()).items, before.items)
  },
}

export const syncedAcl: Judge = {
  name: 'changes of acl since a sync token',
  async judge(account) {
    const api = openCalendar(account)
    const { data: calendar } = await api.calendars.insert({ requestBody: { summary: 'Shared' } })
    const calendarId = calendar.id ?? ''
    const { data: full } = await api.acl.list({ calendarId })
    const { data: self } = await api.calendars.get({ calendarId: 'primary' })
    assert.deepEqual(
      full.items?.map(({ id, role }) => [id, role]),
      [[`user:${self.id}`, 'owner']],
    )
    const scope = { type: 'domain', value: 'else.example' }
    await api.acl.insert({ calendarId, requestBody: { role: 'reader', scope } })
    const { data: first } = await api.acl.list({ calendarId, syncToken: full.nextSyncToken ?? assert.fail() })
    assert.deepEqual(
      first.items?.map(({ id, role }) => [id, role]),
      [['domain:else.example', 'reader']],
    )
    const { data: everybody } = await api.acl.insert({
      calendarId,
      requestBody: { role: 'freeBusyReader', scope: { type: 'default' } },
    })
    assert.partialDeepStrictEqual(everybody, { id: 'default', scope: { type: 'default' }, role: 'freeBusyReader' })
    assert.deepEqual((await api.acl.get({ calendarId, ruleId: 'default' })).data, everybody)
    await api.acl.delete({ calendarId, ruleId: 'default' })
    await api.acl.delete({ calendarId, ruleId: 'domain:else.example' })
    const { data: second } = await api.acl.list({ calendarId, syncToken: first.nextSyncToken ?? assert.fail() })
    assert.deepEqual(
      second.items?.map(({ id, role }) => [id, role]),
      [
        ['domain:else.example', 'none'],
        ['default', 'none'],
      ],
    )
    const { data: deleted } = await api.acl.list({ calendarId, showDeleted: true })
    assert.deepEqual(
      deleted.items?.map(({ role }) => role),
      ['owner', 'none', 'none'],
    )
    assert.equal((await api.acl.list({ calendarId })).data.items?.length, 1)
    await refused(api.acl.list({ calendarId, syncToken: 'nothing' }), 410, 'fullSyncRequired')
    const other = await calendarWithRole(api, 'owner', 1)
    await refused(api.acl.list({ calendarId: other, syncToken: first.nextSyncToken ?? '' }), 410, 'fullSyncRequired')
  },
}

export const aclRefusals: Judge = {
  name: 'refusals of acl',
  async judge(account) {
    const api = openCalendar(account)
    const calendarId = await calendarWithRole(api, 'owner', 1)
    const user = { type: 'user', value: 'guest@else.example' }
    await refused(api.acl.insert({ calendarId, requestBody: { scope: user } }), 400, 'required')
    await refused(api.acl.insert({ calendarId, requestBody: { role: 'reader' } }), 400, 'required')
    await refused(api.acl.insert({ calendarId, requestBody: { role: 'king', scope: user } }), 400, 'invalid')
    const nobody = { role: 'reader', scope: { type: 'user', value: 'nobody' } }
    await refused(api.acl.insert({ calendarId, requestBody: nobody }), 400, 'invalid')
    await refused(api.acl.get({ calendarId, ruleId: 'user:none@else.example' }), 404, 'notFound')
    const role = { role: 'reader' }
    await refused(api.acl.patch({ calendarId, ruleId: 'user:none@else.example', requestBody: role }), 404, 'notFound')
    await refused(api.acl.update({ calendarId, ruleId: 'user:none@else.example', requestBody: role }), 404, 'notFound')
    await refused(api.acl.list({ calendarId: 'nobody@nowhere.example' }), 404, 'notFound')
    for (const role of ['writer', 'reader', 'freeBusyReader']) {
      const shared = await calendarWithRole(api, role)
      await refused(api.acl.list({ calendarId: shared }), 403, 'requiredAccessLevel')
      const rule = { role: 'reader', scope: user }
      await refused(api.acl.insert({ calendarId: shared, requestBody: rule }), 403, 'requiredAccessLevel')
    }
    const { data: self } = await api.calendars.get({ calendarId: 'primary' })
    await refused(api.acl.delete({ calendarId: 'primary', ruleId: `user:${self.id}` }), 403, 'cannotChangeOwnAcl')
    await refused(openAsStranger(account).acl.list({ calendarId: 'primary' }), 401, 'authError')
  },
}
