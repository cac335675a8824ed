import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { openAsStranger, openDrive } from './client.ts'

export const drives: Judge = {
  name: 'drives',
  async judge(account) {
    const api = openDrive(account)
    const list = async (more: object = {}) =>
      await everyPage(
        (pageToken) => api.drives.list({ pageSize: 3, ...more, ...(pageToken && { pageToken }) }),
        ({ drives }) => drives,
      )
    const before = await list()
    assert.deepEqual([before.pages, before.last.kind], [Math.ceil(before.items.length / 3), 'drive#driveList'])
    assert.ok(before.pages > 2)
    const { data: short } = await api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Träume 💤' } })
    assert.deepEqual(short, { kind: 'drive#drive', id: short.id, name: 'Träume 💤' })
    await refused(api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Again' } }), 409, 'duplicate')
    const driveId = short.id ?? ''
    const { data: made } = await api.drives.get({ driveId, fields: '*' })
    assert.partialDeepStrictEqual(made, { ...short, hidden: false, capabilities: { canDeleteDrive: true } })
    assert.equal((await list()).items.length, before.items.length + 1)
    assert.deepEqual((await list({ q: "name = 'Träume 💤'" })).items, [short])
    assert.deepEqual((await list({ q: "name contains 'Träume'" })).items, [short])

    const change = { name: 'Renamed', restrictions: { driveMembersOnly: true } }
    const { data: changed } = await api.drives.update({ driveId, requestBody: change, fields: '*' })
    assert.partialDeepStrictEqual(changed, { ...change, id: driveId, createdTime: made.createdTime })
    assert.equal(changed.restrictions?.domainUsersOnly, false)
    assert.deepEqual((await api.drives.get({ driveId, fields: '*' })).data, changed)
    const { data: themed } = await api.drives.update({
      driveId,
      requestBody: { themeId: 'abacus' },
      fields: 'colorRgb',
    })
    assert.match(themed.colorRgb ?? '', /^#[0-9a-f]{6}$/)

    assert.equal((await api.drives.hide({ driveId, fields: 'hidden' })).data.hidden, true)
    assert.equal((await api.drives.get({ driveId, fields: 'hidden' })).data.hidden, true)
    assert.equal((await api.drives.unhide({ driveId, fields: 'hidden' })).data.hidden, false)
    assert.equal((await api.drives.get({ driveId, fields: 'hidden' })).data.hidden, false)

    assert.equal((await api.drives.delete({ driveId })).status, 204)
    await refused(api.drives.get({ driveId }), 404, 'notFound')
    assert.deepEqual((await list()).items, before.items)
  },
}

export const driveRefusals: Judge = {
  name: 'refusals of drives',
  async judge(account) {
    const api = openDrive(account)
    await refused(api.drives.create({ requestId: 'ours-2', requestBody: {} }), 400, 'required')
    for (const driveId of ['nothing']) {
      await refused(api.drives.get({ driveId }), 404, 'notFound')
      await refused(api.drives.update({ driveId, requestBody: { name: 'x' } }), 404, 'notFound')
      await refused(api.drives.delete({ driveId }), 404, 'notFound')
      await refused(api.drives.hide({ driveId }), 404, 'notFound')
      await refused(api.drives.unhide({ driveId }), 404, 'notFound')
    }
    await refused(api.drives.list({ pageToken: 'nothing' }), 400, 'invalid')
    await refused(api.drives.list({ pageSize: 101 }), 400, 'invalidParameter')
    await refused(api.drives.list({ q: 'colour' }), 400, 'invalid')
    const { items } = await everyPage(
      (pageToken) => api.drives.list({ fields: '*', ...(pageToken && { pageToken }) }),
      ({ drives }) => drives,
    )
    const foreign = items.find(({ capabilities }) => capabilities?.canRenameDrive === false)?.id ?? assert.fail('none')
    const renamed = { driveId: foreign, requestBody: { name: 'Mine' } }
    await refused(api.drives.update(renamed), 403, 'insufficientFilePermissions')
    await refused(api.drives.delete({ driveId: foreign }), 403, 'insufficientFilePermissions')
    await refused(openAsStranger(account).drives.list(), 401, 'authError')

    // The members of a shared drive are its permissions.
    const { data: mine } = await api.drives.create({ requestId: 'ours-3', requestBody: { name: 'Ours' } })
    const at = { fileId: mine.id ?? '', supportsAllDrives: true }
    const member = { type: 'user', role: 'fileOrganizer', emailAddress: 'ann@else.example' }
    assert.equal((await api.permissions.create({ ...at, requestBody: member })).data.role, 'fileOrganizer')
    const { data: members } = await api.permissions.list({ ...at, fields: 'permissions(role,permissionDetails)' })
    assert.deepEqual(
      members.permissions?.map(({ role, permissionDetails }) => [role, permissionDetails?.[0]?.permissionType]),
      [
        ['organizer', 'member'],
        ['fileOrganizer', 'member'],
      ],
    )
    await refused(
      api.permissions.create({ ...at, requestBody: { ...member, role: 'owner' } }),
      403,
      'invalidSharingRequest',
    )
  },
}
