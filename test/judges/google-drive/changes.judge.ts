import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, newFile, openAsStranger, openDrive } from './client.ts'

export const changes: Judge = {
  name: 'changes',
  async judge(account) {
    const api = openDrive(account)
    const since = async (pageToken: string, more: object = {}) => {
      const { items, pages, last } = await everyPage(
        (next) => api.changes.list({ pageSize: 3, fields: '*', ...more, pageToken: next ?? pageToken }),
        ({ changes }) => changes,
      )
      return { items, pages, token: last.newStartPageToken ?? assert.fail('the last page says where to go on') }
    }
    const { data: start } = await api.changes.getStartPageToken()
    assert.equal(start.kind, 'drive#startPageToken')
    const quiet = await since(start.startPageToken ?? '')
    assert.deepEqual(quiet.items, [])

    const made = []
    for (const name of ['1', '2', '3', '4']) made.push((await newFile(api, { name, mimeType: documentType })).id)
    const first = await since(quiet.token)
    assert.equal(first.pages, 2)
    assert.deepEqual(
      first.items.map(({ fileId, removed, file, type, kind }) => [fileId, removed, file?.id, type, kind]),
      made.map((id) => [id, false, id, 'file', 'drive#change']),
    )
    const [one = '', two = ''] = made
    await api.files.update({ fileId: one, requestBody: { name: 'Changed' } })
    await api.files.update({ fileId: one, requestBody: { name: 'Changed twice' } })
    await api.files.delete({ fileId: two })
    const second = await since(first.token)
    assert.deepEqual(
      second.items.map(({ fileId, removed, file }) => [fileId, removed, file?.name]),
      [
        [one, false, 'Changed twice'],
        [two, true, undefined],
      ],
    )
    assert.deepEqual(
      (await since(first.token, { includeRemoved: false })).items.map(({ fileId }) => fileId),
      [one],
    )
    assert.deepEqual((await since(second.token)).items, [])

    await api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Ours' } })
    assert.deepEqual((await since(second.token)).items, [])
    const wide = await since(second.token, { includeItemsFromAllDrives: true, supportsAllDrives: true })
    assert.deepEqual(
      wide.items.map(({ type, drive }) => [type, drive?.name]),
      [['drive', 'Ours']],
    )
    const { data: short } = await api.changes.list({ pageToken: first.token })
    const plain = ['changeType', 'file', 'fileId', 'kind', 'removed', 'time', 'type']
    assert.deepEqual(Object.keys(short.changes?.[0] ?? {}).toSorted(), plain)
    await refused(api.changes.list({ pageToken: 'nothing' }), 400, 'invalid')
    await refused(api.changes.list({ pageToken: '999999999' }), 400, 'invalid')
    const drive = { driveId: 'nothing', supportsAllDrives: true }
    await refused(api.changes.getStartPageToken(drive), 404, 'notFound')
    await refused(openAsStranger(account).changes.getStartPageToken(), 401, 'authError')
  },
}
