import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, everyFile, folderType, found, newFile, openAsStranger, openDrive } from './client.ts'

export const files: Judge = {
  name: 'files',
  async judge(account) {
    const api = openDrive(account)
    const name = "Übersicht 📁 <b>'1'</b>"
    const { data: short, status } = await api.files.create({ requestBody: { name, mimeType: documentType } })
    assert.equal(status, 200)
    assert.deepEqual(short, { kind: 'drive#file', id: short.id, name, mimeType: documentType })
    const fileId = short.id ?? ''
    assert.deepEqual((await api.files.get({ fileId })).data, short)

    const { data: made } = await api.files.get({ fileId, fields: '*' })
    const { data: about } = await api.about.get({ fields: 'user' })
    const { data: top } = await api.files.get({ fileId: 'root', fields: 'id,name,mimeType' })
    assert.deepEqual([top.name, top.mimeType], ['My Drive', folderType])
    assert.partialDeepStrictEqual(made, {
      ...short,
      parents: [top.id],
      owners: [about.user],
      lastModifyingUser: about.user,
      starred: false,
      trashed: false,
      explicitlyTrashed: false,
      shared: false,
      ownedByMe: true,
      version: '1',
      spaces: ['drive'],
      permissions: [{ type: 'user', role: 'owner', emailAddress: about.user?.emailAddress }],
      capabilities: { canEdit: true, canDelete: true, canShare: true, canCopy: true },
    })
    assert.match(made.webViewLink ?? '', new RegExp(`^https://docs\\.google\\.com/document/d/${fileId}/edit`))
    assert.ok(Math.abs(Date.parse(made.createdTime ?? '') - Date.now()) < 60_000)
    assert.ok(Object.keys(made.exportLinks ?? {}).includes('application/pdf'))

    const change = { description: 'Told', starred: true, properties: { ours: 'yes' }, name: 'Renamed' }
    const { data: changed } = await api.files.update({ fileId, requestBody: change, fields: '*' })
    assert.partialDeepStrictEqual(changed, { ...change, id: fileId, mimeType: documentType, version: '2' })
    assert.ok((changed.modifiedTime ?? '') >= (made.modifiedTime ?? ''))
    assert.deepEqual((await api.files.get({ fileId, fields: '*' })).data, changed)
    const { data: cleared } = await api.files.update({
      fileId,
      requestBody: { description: null },
      fields: 'id,description,properties',
    })
    assert.deepEqual(cleared, { id: fileId, properties: { ours: 'yes' } })

    assert.equal((await api.files.delete({ fileId })).status, 204)
    await refused(api.files.get({ fileId }), 404, 'notFound')
    await refused(api.files.delete({ fileId }), 404, 'notFound')
  },
}

export const placedFiles: Judge = {
  name: 'folders, copies and the trash of files',
  async judge(account) {
    const api = openDrive(account)
    const [one, other] = [
      await newFile(api, { name: 'One', mimeType: folderType, folderColorRgb: '#ac725e' }),
      await newFile(api, { name: 'Other', mimeType: folderType }),
    ]
    assert.equal(one.folderColorRgb, '#ac725e')
    const file = await newFile(api, { name: 'Moving', parents: [one.id], mimeType: documentType })
    assert.deepEqual(file.parents, [one.id])
    assert.deepEqual(await found(api, `'${one.id}' in parents`), [file.id])

    const move = { fileId: file.id, addParents: other.id, removeParents: one.id, fields: 'id,parents' }
    assert.deepEqual((await api.files.update(move)).data, { id: file.id, parents: [other.id] })
    assert.deepEqual(await found(api, `'${one.id}' in parents`), [])
    assert.deepEqual(await found(api, `'${other.id}' in parents`), [file.id])
    await refused(api.files.update({ fileId: file.id, addParents: one.id }), 403, 'cannotAddParent')
    await refused(api.files.update({ fileId: file.id, requestBody: { parents: [one.id] } }), 403, 'fieldNotWritable')
    const around = { fileId: other.id, addParents: other.id, removeParents: 'root' }
    await refused(api.files.update(around), 403, 'cannotAddParent')

    const { data: copy } = await api.files.copy({ fileId: file.id, fields: 'id,name,parents,mimeType' })
    assert.notEqual(copy.id, file.id)
    assert.deepEqual(copy, { id: copy.id, name: 'Copy of Moving', parents: [other.id], mimeType: documentType })
    const named = { fileId: file.id, requestBody: { name: 'Named', parents: [one.id] }, fields: 'name,parents' }
    assert.deepEqual((await api.files.copy(named)).data, { name: 'Named', parents: [one.id] })
    await refused(api.files.copy({ fileId: one.id }), 403, 'cannotCopyFile')

    const { data: trashed } = await api.files.update({
      fileId: other.id,
      requestBody: { trashed: true },
      fields: 'trashed',
    })
    assert.deepEqual(trashed, { trashed: true })
    const { data: below } = await api.files.get({ fileId: file.id, fields: 'trashed,explicitlyTrashed' })
    assert.deepEqual(below, { trashed: true, explicitlyTrashed: false })
    assert.deepEqual((await found(api, `'${other.id}' in parents and trashed = true`)).length, 2)
    await api.files.update({ fileId: other.id, requestBody: { trashed: false } })
    assert.equal((await api.files.get({ fileId: file.id, fields: 'trashed' })).data.trashed, false)
    await api.files.update({ fileId: other.id, requestBody: { trashed: true } })
    assert.equal((await api.files.emptyTrash()).status, 204)
    for (const fileId of [other.id, file.id]) await refused(api.files.get({ fileId }), 404, 'notFound')
    assert.equal((await api.files.get({ fileId: one.id })).data.name, 'One')
    assert.deepEqual(await found(api, "trashed = true and 'me' in owners"), [])
  },
}

export const fileRefusals: Judge = {
  name: 'refusals of files',
  async judge(account) {
    const api = openDrive(account)
    const { files } = api
    await refused(files.get({ fileId: 'nothing' }), 404, 'notFound')
    await refused(files.update({ fileId: 'nothing', requestBody: { name: 'x' } }), 404, 'notFound')
    await refused(files.delete({ fileId: 'nothing' }), 404, 'notFound')
    await refused(files.copy({ fileId: 'nothing' }), 404, 'notFound')
    await refused(files.create({ requestBody: { name: 'x', parents: ['nothing'] } }), 404, 'notFound')
    await refused(files.get({ fileId: 'root', fields: 'colour' }), 400, 'invalidParameter')
    await refused(files.create({ requestBody: { name: 'x', size: '5' } }), 403, 'fieldNotWritable')
    const file = await newFile(api, { name: 'No folder', mimeType: documentType })
    await refused(files.create({ requestBody: { name: 'x', parents: [file.id] } }), 403, 'parentNotAFolder')
    await refused(files.delete({ fileId: 'root' }), 403, 'insufficientFilePermissions')

    const { data: ids } = await files.generateIds({ count: 2 })
    assert.deepEqual([ids.kind, ids.space, ids.ids?.length], ['drive#generatedIds', 'drive', 2])
    const id = ids.ids?.[0] ?? ''
    assert.equal((await files.create({ requestBody: { id, name: 'Chosen' } })).data.id, id)
    await refused(files.create({ requestBody: { id, name: 'Again' } }), 409, 'fileIdInUse')
    await refused(files.create({ requestBody: { id: 'invented', name: 'x' } }), 400, 'invalid')
    await refused(files.generateIds({ count: 0 }), 400, 'invalidParameter')

    const { items } = await everyFile(api, { q: 'sharedWithMe', fields: '*' })
    const readOnly =
      items.find(({ capabilities }) => capabilities?.canEdit === false)?.id ?? assert.fail('none to read')
    const renamed = { fileId: readOnly, requestBody: { name: 'Mine' } }
    await refused(files.update(renamed), 403, 'insufficientFilePermissions')
    await refused(files.delete({ fileId: readOnly }), 403, 'insufficientFilePermissions')
    const { data: starred } = await files.update({
      fileId: readOnly,
      requestBody: { starred: true },
      fields: 'starred',
    })
    assert.equal(starred.starred, true)
    const stranger = openAsStranger(account)
    await refused(stranger.files.list(), 401, 'authError')
    await refused(stranger.files.create({ requestBody: { name: 'x' } }), 401, 'authError')
    await refused(stranger.files.delete({ fileId: file.id }), 401, 'authError')
    assert.equal((await files.get({ fileId: file.id })).data.name, 'No folder')
  },
}
