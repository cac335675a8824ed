import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, everyFile, folderType, found, newFile, openDrive } from './client.ts'

export const listedFiles: Judge = {
  name: 'pages of files',
  async judge(account) {
    const api = openDrive(account)
    const { items, pages, last } = await everyFile(api, { pageSize: 7 })
    assert.equal(pages, Math.ceil(items.length / 7))
    assert.ok(pages > 5)
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
    assert.deepEqual([last.kind, last.incompleteSearch], ['drive#fileList', false])
    for (const file of items.slice(0, 4)) {
      assert.deepEqual(Object.keys(file).toSorted(), ['id', 'kind', 'mimeType', 'name'])
      assert.deepEqual((await api.files.get({ fileId: file.id ?? '' })).data, file)
    }
    assert.deepEqual((await everyFile(api, { pageSize: 1000 })).items, items)
    const { items: whole } = await everyFile(api, { fields: 'nextPageToken,files(*)' })
    assert.deepEqual(
      whole.map(({ id }) => id),
      items.map(({ id }) => id),
    )
    const times = whole.map(({ modifiedTime }) => modifiedTime ?? '')
    assert.deepEqual(times, times.toSorted().toReversed())
    for (const file of whole.slice(0, 3)) {
      assert.deepEqual((await api.files.get({ fileId: file.id ?? '', fields: '*' })).data, file)
    }
    const { data: masked } = await api.files.list({ fields: 'files(id,owners/me)' })
    assert.deepEqual(Object.keys(masked), ['files'])

    const { data: first } = await api.files.list({ pageSize: 2 })
    const pageToken = first.nextPageToken ?? ''
    await refused(api.files.list({ pageToken: 'nothing' }), 400, 'invalid')
    await refused(api.files.list({ pageToken, q: 'starred' }), 400, 'invalid')
    await refused(api.files.list({ pageSize: 0 }), 400, 'invalidParameter')
    await refused(api.files.list({ pageSize: 1001 }), 400, 'invalidParameter')
    await refused(api.files.list({ fields: 'nextPageToken,items(id)' }), 400, 'invalidParameter')
    await refused(api.files.list({ orderBy: 'colour' }), 400, 'invalid')
  },
}

export const searchedFiles: Judge = {
  name: 'searches of files',
  async judge(account) {
    const api = openDrive(account)
    const folder = await newFile(api, { name: 'Quixotic9 folder', mimeType: folderType })
    const b = await newFile(api, { name: 'quixotic9 Beta', mimeType: documentType, parents: [folder.id] })
    const a = await newFile(api, { name: "it's quixotic9 alpha", parents: [folder.id], properties: { ours: 'x' } })
    await api.files.update({ fileId: a.id, requestBody: { starred: true, description: 'zanzibar' } })
    const name = `name contains 'quixotic9'`
    const sorted = (ids: (string | null | undefined)[]) => ids.toSorted()
    assert.deepEqual(sorted(await found(api, name)), sorted([folder.id, a.id, b.id]))
    assert.deepEqual(await found(api, name, { orderBy: 'name' }), [a.id, b.id, folder.id])
    assert.deepEqual(await found(api, name, { orderBy: 'name desc' }), [folder.id, b.id, a.id])
    assert.deepEqual(await found(api, name, { orderBy: 'folder,name' }), [folder.id, a.id, b.id])
    assert.deepEqual(await found(api, name, { orderBy: 'createdTime' }), [folder.id, b.id, a.id])
    assert.deepEqual(await found(api, `${name} and mimeType = '${folderType}'`), [folder.id])
    assert.deepEqual(await found(api, `${name} and mimeType != '${folderType}' and starred = true`), [a.id])
    assert.deepEqual(await found(api, `${name} and not starred and not mimeType = '${folderType}'`), [b.id])
    assert.deepEqual(await found(api, String.raw`name = 'it\'s quixotic9 alpha'`), [a.id])
    assert.deepEqual(await found(api, "name = 'quixotic9'"), [])
    assert.deepEqual(await found(api, "fullText contains 'zanzibar'"), [a.id])
    assert.deepEqual(await found(api, "properties has { key='ours' and value='x' }"), [a.id])
    assert.deepEqual(await found(api, `'${folder.id}' in parents and (${name})`, { orderBy: 'name' }), [a.id, b.id])
    assert.deepEqual(
      sorted(await found(api, `createdTime >= '${folder.createdTime}'`)),
      sorted([folder.id, b.id, a.id]),
    )
    assert.deepEqual(await found(api, `modifiedTime > '2099-01-01T00:00:00'`), [])
    assert.deepEqual(await found(api, `${name} and sharedWithMe`), [])
    const mimeType = 'application/vnd.google-apps.shortcut'
    const link = await newFile(api, { name: 'Link', mimeType, shortcutDetails: { targetId: b.id } })
    assert.deepEqual(link.shortcutDetails, { targetId: b.id, targetMimeType: documentType })
    assert.deepEqual(await found(api, `shortcutDetails.targetId = '${b.id}'`), [link.id])
    for (const q of ['name', "name has 'x'", "colour = 'red'", `${name} and`, '(starred', "createdTime > 'soon'"]) {
      await refused(api.files.list({ q }), 400, 'invalid')
    }
    await refused(api.files.list({ q: "'nothing' in parents" }), 404, 'notFound')
    await refused(api.files.list({ q: "fullText contains 'x'", orderBy: 'name' }), 403, 'forbidden')
  },
}

export const wideLists: Judge = {
  name: 'files of shared drives',
  async judge(account) {
    const api = openDrive(account)
    const { data: mine } = await api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Ours' } })
    const driveId = mine.id ?? ''
    const inDrive = { requestBody: { name: 'Inside', parents: [driveId] }, fields: '*' }
    await refused(api.files.create(inDrive), 404, 'notFound')
    const { data: file } = await api.files.create({ ...inDrive, supportsAllDrives: true })
    assert.partialDeepStrictEqual(file, { driveId, parents: [driveId], ownedByMe: false, shared: true })
    assert.equal(file.owners, undefined)
    const fileId = file.id ?? ''
    await refused(api.files.get({ fileId }), 404, 'notFound')
    assert.equal((await api.files.get({ fileId, supportsAllDrives: true })).data.name, 'Inside')

    const all = { includeItemsFromAllDrives: true, supportsAllDrives: true }
    assert.deepEqual(await found(api, "name = 'Inside'"), [])
    assert.deepEqual(await found(api, "name = 'Inside'", { ...all, corpora: 'allDrives' }), [fileId])
    assert.deepEqual(await found(api, '', { ...all, corpora: 'drive', driveId }), [fileId])
    const narrow = await everyFile(api)
    const wide = await everyFile(api, { ...all, corpora: 'allDrives', fields: 'nextPageToken,files(id,driveId)' })
    assert.ok(wide.items.length > narrow.items.length)
    await refused(api.files.list({ ...all, corpora: 'drive' }), 400, 'teamDriveIdRequiresTeamDriveCorpora')
    await refused(api.files.list({ corpora: 'allDrives' }), 403, 'includeTeamDriveItemsRequired')
    await refused(api.files.list({ corpora: 'moon' }), 400, 'invalid')
    await refused(api.files.list({ ...all, corpora: 'drive', driveId: 'nothing' }), 404, 'notFound')

    await refused(api.drives.delete({ driveId }), 403, 'cannotDeleteResourceWithChildren')
    assert.equal((await api.files.delete({ fileId, supportsAllDrives: true })).status, 204)
    assert.equal((await api.drives.delete({ driveId })).status, 204)
  },
}
