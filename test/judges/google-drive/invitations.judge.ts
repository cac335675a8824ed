import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, newFile, openDrive } from './client.ts'

export const invitations: Judge = {
  name: 'what permissions may say',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId, permissions: [owner] = [] } = await newFile(api, { name: 'Shared', mimeType: documentType })
    const add = async (requestBody: object, more: object = {}) =>
      (await api.permissions.create({ fileId, requestBody, fields: '*', ...more })).data
    const emailAddress = 'ann@else.example'
    const user = { type: 'user', role: 'reader', emailAddress: ' Ann@Else.example ' }
    const made = await add(user)
    assert.deepEqual([made.emailAddress, made.displayName, made.role], [emailAddress, 'ann', 'reader'])
    assert.match(made.photoLink ?? '', /^https:\/\/\S+$/)
    const again = async (role: string) => {
      const { id, role: given } = await add({ ...user, role })
      return [id === made.id, given]
    }
    assert.deepEqual(await again('commenter'), [true, 'commenter'])
    assert.deepEqual(await again('reader'), [true, 'commenter'])
    assert.deepEqual(await again('writer'), [true, 'writer'])
    const { data: list } = await api.permissions.list({ fileId, fields: '*' })
    assert.deepEqual(
      list.permissions?.map(({ id, role }) => [id, role]),
      [
        [owner?.id, 'owner'],
        [made.id, 'writer'],
      ],
    )
    assert.equal((await add({ ...user, emailAddress: owner?.emailAddress })).role, 'owner')
    const anyone = { type: 'anyone', role: 'reader' }
    assert.deepEqual(await add(anyone), {
      kind: 'drive#permission',
      id: 'anyoneWithLink',
      ...anyone,
      allowFileDiscovery: false,
    })
    assert.equal((await add({ ...anyone, allowFileDiscovery: true })).id, 'anyone')
    const { displayName } = await add({ type: 'domain', role: 'reader', domain: 'Else.example' })
    assert.equal(displayName, 'else.example')
    await refused(add({ type: 'domain', role: 'reader', domain: 'nowhere' }), 400, 'invalid', 'permission.domain')
    await refused(add({ type: 'domain', role: 'reader' }), 400, 'invalid', 'permission.domain')
    for (const wrong of [undefined, 'nobody', 'two words@else.example']) {
      const group = { type: 'group', role: 'reader', emailAddress: wrong }
      await refused(add(group), 400, 'invalid', 'permission.emailAddress')
    }
    await refused(add({ ...user, type: 'planet' }), 400, 'invalid')
    await refused(add({ ...user, expirationTime: 'soon' }), 400, 'invalid')
    await refused(add({ ...user, displayName: 'Ann' }), 403, 'fieldNotWritable')
    await refused(add({ ...user, role: 'fileOrganizer' }), 403, 'invalidSharingRequest')
    await refused(add({ ...user, role: 'owner' }), 403, 'forbidden', 'transferOwnership')
  },
}

export const changedInvitations: Judge = {
  name: 'what of permissions can be changed',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId, permissions: [owner] = [] } = await newFile(api, { name: 'Shared', mimeType: documentType })
    const user = { type: 'user', role: 'writer', emailAddress: 'ann@else.example' }
    const { data: made } = await api.permissions.create({ fileId, requestBody: user })
    const at = { fileId, permissionId: made.id ?? '', fields: '*' }
    const update = async (requestBody: object, more: object = {}) =>
      (await api.permissions.update({ ...at, ...more, requestBody })).data
    const expiring = await update({ role: 'reader', expirationTime: '2031-05-01T02:00:00+02:00' })
    assert.deepEqual([expiring.role, expiring.expirationTime], ['reader', '2031-05-01T00:00:00.000Z'])
    assert.equal((await update({ role: 'writer' })).expirationTime, expiring.expirationTime)
    assert.equal((await update({ pendingOwner: true })).pendingOwner, true)
    for (const name of ['id', 'type', 'emailAddress', 'domain', 'allowFileDiscovery', 'photoLink', 'deleted']) {
      await refused(update({ role: 'reader', [name]: 'x' }), 403, 'fieldNotWritable')
    }
    await refused(update({ role: 'king' }), 400, 'invalid')
    await refused(update({ role: 'owner' }), 403, 'forbidden', 'transferOwnership')
    const mine = { permissionId: owner?.id ?? '' }
    await refused(update({ role: 'writer' }, mine), 403, 'insufficientFilePermissions')
    await refused(update({ role: 'reader' }, { permissionId: 'nothing' }), 404, 'notFound', 'permissionId')
    assert.equal((await update({ role: 'owner' }, { transferOwnership: true })).role, 'owner')
    const { data: after } = await api.permissions.get({ ...at, ...mine })
    assert.deepEqual([after.role, after.emailAddress], ['writer', owner?.emailAddress])
    await refused(api.permissions.delete(at), 403, 'insufficientFilePermissions')
    assert.equal((await api.permissions.delete({ ...at, ...mine })).status, 204)
    const odd = { fileId, pageToken: 'nothing' }
    await refused(api.permissions.list(odd), 400, 'invalid', 'pageToken')
    await refused(api.permissions.list({ fileId, pageSize: 0 }), 400, 'invalidParameter', 'pageSize')
  },
}
