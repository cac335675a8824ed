import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, folderType, newFile, openDrive } from './client.ts'

const shortcut = 'application/vnd.google-apps.shortcut'

export const fileFields: Judge = {
  name: 'fields of files',
  async judge(account) {
    const api = openDrive(account)
    const said = {
      name: 'Said',
      mimeType: 'text/x-ours',
      description: 'told',
      starred: true,
      properties: { a: '1', b: '2' },
      appProperties: { c: '3' },
      writersCanShare: false,
      copyRequiresWriterPermission: true,
      createdTime: '2001-02-03T04:05:06.000Z',
      modifiedTime: '2002-02-03T04:05:06.000Z',
      viewedByMeTime: '2003-02-03T04:05:06.000Z',
      originalFilename: 'said.txt',
    }
    const made = await newFile(api, said)
    assert.partialDeepStrictEqual(made, { ...said, viewersCanCopyContent: false, version: '1' })
    assert.deepEqual([made.modifiedByMe, made.viewedByMe, made.hasThumbnail], [true, true, false])
    assert.equal(made.md5Checksum, 'd41d8cd98f00b204e9800998ecf8427e')
    assert.match(made.headRevisionId ?? '', /^\S{6,}$/)
    const fileId = made.id
    const update = async (requestBody: object) => (await api.files.update({ fileId, requestBody, fields: '*' })).data
    const east = await update({ modifiedTime: '2004-01-01T02:00:00+02:00' })
    assert.deepEqual([east.modifiedTime, east.modifiedByMeTime], Array(2).fill('2004-01-01T00:00:00.000Z'))
    const starred = await update({ starred: false })
    assert.deepEqual([starred.modifiedTime, starred.version, starred.starred], [east.modifiedTime, '3', false])
    const viewed = await update({ viewedByMeTime: '2005-01-01T00:00:00Z' })
    assert.deepEqual([viewed.modifiedTime, viewed.viewedByMeTime], [east.modifiedTime, '2005-01-01T00:00:00.000Z'])
    const before = Date.now()
    const changed = await update({ properties: { a: null, d: '4' }, viewersCanCopyContent: true })
    assert.deepEqual([changed.properties, changed.copyRequiresWriterPermission], [{ b: '2', d: '4' }, false])
    assert.ok(Date.parse(changed.modifiedTime ?? '') >= before)
    assert.equal((await update({ mimeType: 'text/x-other' })).mimeType, 'text/x-other')
    const { data: copy } = await api.files.copy({ fileId, fields: '*', requestBody: { description: 'new' } })
    assert.deepEqual([copy.name, copy.description, copy.properties], ['Copy of Said', 'new', changed.properties])
    assert.deepEqual([copy.mimeType, copy.starred, copy.appProperties], ['text/x-other', false, { c: '3' }])
    assert.notEqual(copy.createdTime, made.createdTime)
  },
}

export const unfitFields: Judge = {
  name: 'fields that no file can have',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId } = await newFile(api, { name: 'Fit' })
    const update = async (requestBody: object) => (await api.files.update({ fileId, requestBody, fields: '*' })).data
    for (const wrong of [
      { name: 5 },
      { mimeType: 'text' },
      { starred: 'yes' },
      { folderColorRgb: 'red' },
      { modifiedTime: 'soon' },
      { properties: { a: 5 } },
    ]) {
      await refused(update(wrong), 400, 'invalid')
      await refused(api.files.create({ requestBody: wrong as object }), 400, 'invalid')
    }
    for (const name of [
      'createdTime',
      'id',
      'md5Checksum',
      'owners',
      'permissions',
      'version',
      'webViewLink',
      'shared',
    ]) {
      await refused(update({ [name]: 'x' }), 403, 'fieldNotWritable')
    }
    for (const name of [
      'size',
      'capabilities',
      'permissionIds',
      'driveId',
      'trashedTime',
      'exportLinks',
      'ownedByMe',
    ]) {
      await refused(api.files.create({ requestBody: { name: 'x', [name]: 'x' } }), 403, 'fieldNotWritable')
    }
    assert.equal((await newFile(api, { name: 'New', trashed: true })).trashed, false)
    const folder = await newFile(api, { name: 'Near', mimeType: folderType, folderColorRgb: '#fb5840' })
    assert.equal(folder.folderColorRgb, '#fa573c')
    assert.match(folder.webViewLink ?? '', new RegExp(`^https://drive\\.google\\.com/drive/folders/${folder.id}$`))
    const crowd = { name: 'x', parents: [folder.id, 'root'] }
    await refused(api.files.create({ requestBody: crowd }), 400, 'invalid', 'parents')
    await refused(newFile(api, { name: 'x', mimeType: shortcut }), 400, 'required')
    const nowhere = { name: 'x', mimeType: shortcut, shortcutDetails: { targetId: 'nothing' } }
    await refused(newFile(api, nowhere), 404, 'notFound', 'fileId')
  },
}

export const places: Judge = {
  name: 'places of files',
  async judge(account) {
    const api = openDrive(account)
    const folder = async (name: string, parents: string[] = []) =>
      (await newFile(api, { name, mimeType: folderType, parents })).id
    const one = await folder('One')
    const below = await folder('Below', [one])
    const deepest = await folder('Deepest', [below])
    const file = (await newFile(api, { name: 'File', parents: [deepest], mimeType: documentType })).id
    const move = async (fileId: string, more: object) =>
      (await api.files.update({ fileId, fields: 'parents', ...more })).data.parents
    const { data: root } = await api.files.get({ fileId: 'root', fields: 'id' })
    for (const inside of [one, below, deepest]) {
      await refused(move(one, { addParents: inside, removeParents: 'root' }), 403, 'cannotAddParent')
    }
    await refused(move(file, { addParents: one }), 403, 'cannotAddParent')
    await refused(move(file, { addParents: `${one},${below}`, removeParents: deepest }), 403, 'cannotAddParent')
    await refused(move(file, { removeParents: 'nothing' }), 404, 'notFound', 'fileId')
    assert.deepEqual(await move(file, { addParents: deepest }), [deepest])
    assert.deepEqual(await move(file, { removeParents: one }), [deepest])
    assert.deepEqual(await move(file, { addParents: ` ${one} , `, removeParents: deepest }), [one])
    assert.deepEqual(await move(file, { removeParents: one }), [root.id])
    assert.deepEqual(await move(below, { addParents: 'root', removeParents: one }), [root.id])
    assert.deepEqual((await api.files.get({ fileId: deepest, fields: 'parents' })).data.parents, [below])
    await refused(api.files.update({ fileId: 'root', requestBody: { name: 'x' } }), 403, 'insufficientFilePermissions')
    const trash = { fileId: 'root', requestBody: { trashed: true } }
    await refused(api.files.update(trash), 403, 'insufficientFilePermissions')
    assert.equal((await api.files.delete({ fileId: below })).status, 204)
    await refused(api.files.get({ fileId: deepest }), 404, 'notFound', 'fileId')
    assert.equal((await api.files.get({ fileId: file })).data.name, 'File')
    const inherited = { fileId: one, requestBody: { type: 'user', role: 'writer', emailAddress: 'ann@else.example' } }
    const { data: guest } = await api.permissions.create(inherited)
    await move(file, { addParents: one, removeParents: 'root' })
    const { data: shown } = await api.files.get({
      fileId: file,
      fields: 'shared,permissions(id,role,permissionDetails)',
    })
    assert.deepEqual([shown.shared, shown.permissions?.at(-1)], [true, { id: guest.id, role: 'writer' }])
    const own = { fileId: file, permissionId: guest.id ?? '' }
    await refused(api.permissions.delete(own), 403, 'cannotModifyInheritedPermission')
    const requestBody = { type: 'user', role: 'reader', emailAddress: 'ann@else.example' }
    assert.equal((await api.permissions.create({ fileId: file, requestBody })).data.role, 'writer')
  },
}
