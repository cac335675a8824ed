import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, everyFile, newFile, openAsStranger, openDrive } from './client.ts'

export const permissions: Judge = {
  name: 'permissions',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId } = await newFile(api, { name: 'Shared', mimeType: documentType })
    const wanted = { type: 'user', role: 'reader', emailAddress: 'ann@else.example' }
    const { data: made } = await api.permissions.create({ fileId, requestBody: wanted, fields: '*' })
    assert.partialDeepStrictEqual(made, { ...wanted, kind: 'drive#permission', deleted: false, pendingOwner: false })
    const permissionId = made.id ?? ''
    assert.deepEqual((await api.permissions.get({ fileId, permissionId, fields: '*' })).data, made)
    const short = { kind: 'drive#permission', id: permissionId, type: 'user', role: 'reader' }
    assert.deepEqual((await api.permissions.get({ fileId, permissionId })).data, short)
    const { data: file } = await api.files.get({ fileId, fields: 'shared,permissionIds' })
    assert.equal(file.shared, true)
    assert.ok(file.permissionIds?.includes(permissionId))

    const change = { fileId, permissionId, requestBody: { role: 'writer' } }
    assert.deepEqual((await api.permissions.update(change)).data, { ...short, role: 'writer' })
    assert.equal((await api.permissions.get({ fileId, permissionId })).data.role, 'writer')
    const expirationTime = '2031-05-01T00:00:00.000Z'
    const until = { ...change, requestBody: { role: 'writer', expirationTime }, fields: 'expirationTime' }
    assert.deepEqual((await api.permissions.update(until)).data, { expirationTime })
    await api.permissions.update({ ...change, removeExpiration: true })
    assert.deepEqual((await api.permissions.get({ fileId, permissionId, fields: 'expirationTime' })).data, {})

    for (const more of [
      { type: 'anyone', role: 'reader' },
      { type: 'domain', role: 'commenter', domain: 'else.example', allowFileDiscovery: true },
      { type: 'group', role: 'reader', emailAddress: 'team@else.example' },
    ]) {
      assert.partialDeepStrictEqual(
        (await api.permissions.create({ fileId, requestBody: more, fields: '*' })).data,
        more,
      )
    }
    const { items, pages, last } = await everyPage(
      (pageToken) => api.permissions.list({ fileId, pageSize: 2, fields: '*', ...(pageToken && { pageToken }) }),
      ({ permissions }) => permissions,
    )
    assert.deepEqual([items.length, pages, last.kind], [5, 3, 'drive#permissionList'])
    assert.deepEqual(items.map(({ type, role }) => `${type} ${role}`).toSorted(), [
      'anyone reader',
      'domain commenter',
      'group reader',
      'user owner',
      'user writer',
    ])
    assert.equal((await api.permissions.list({ fileId })).data.permissions?.length, 5)

    assert.equal((await api.permissions.delete({ fileId, permissionId })).status, 204)
    await refused(api.permissions.get({ fileId, permissionId }), 404, 'notFound')
    await refused(api.permissions.delete({ fileId, permissionId }), 404, 'notFound')
    assert.equal((await api.permissions.list({ fileId })).data.permissions?.length, 4)
  },
}

export const permissionRefusals: Judge = {
  name: 'refusals of permissions',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId, permissions = [] } = await newFile(api, { name: 'Shared', mimeType: documentType })
    const add = (requestBody: object, more: object = {}) => api.permissions.create({ fileId, requestBody, ...more })
    const emailAddress = 'ann@else.example'
    await refused(add({ role: 'reader', emailAddress }), 400, 'required')
    await refused(add({ type: 'user', emailAddress }), 400, 'required')
    await refused(add({ type: 'user', role: 'reader' }), 400, 'invalid')
    await refused(add({ type: 'user', role: 'king', emailAddress }), 400, 'invalid')
    await refused(add({ type: 'user', role: 'organizer', emailAddress }), 403, 'invalidSharingRequest')
    await refused(add({ type: 'user', role: 'owner', emailAddress }), 403, 'forbidden')
    const own = { fileId, permissionId: permissions[0]?.id ?? '' }
    await refused(api.permissions.delete(own), 403, 'insufficientFilePermissions')
    await refused(api.permissions.get({ fileId, permissionId: 'nothing' }), 404, 'notFound')
    const role = { role: 'reader' }
    await refused(api.permissions.update({ fileId, permissionId: 'nothing', requestBody: role }), 404, 'notFound')
    await refused(api.permissions.list({ fileId: 'nothing' }), 404, 'notFound')
    await refused(api.permissions.list({ fileId, pageSize: 101 }), 400, 'invalidParameter')

    const { data: handed } = await add({ type: 'user', role: 'owner', emailAddress }, { transferOwnership: true })
    assert.equal(handed.role, 'owner')
    const { data: after } = await api.files.get({ fileId, fields: 'ownedByMe,owners(emailAddress)' })
    assert.deepEqual(after, { ownedByMe: false, owners: [{ emailAddress }] })
    await refused(api.files.delete({ fileId }), 403, 'insufficientFilePermissions')

    const { items } = await everyFile(api, { q: 'sharedWithMe', fields: '*' })
    const readOnly = items.find(({ capabilities }) => capabilities?.canShare === false)?.id ?? assert.fail('none')
    const requestBody = { type: 'user', role: 'reader', emailAddress }
    await refused(api.permissions.create({ fileId: readOnly, requestBody }), 403, 'insufficientFilePermissions')
    await refused(openAsStranger(account).permissions.list({ fileId }), 401, 'authError')
  },
}
