import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { createHash } from 'node:crypto'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { atHome, documentType, openDrive } from './client.ts'

export const content: Judge = {
  name: 'content of files',
  async judge(account) {
    const api = openDrive(account)
    const home = atHome(account)
    const text = 'erste Zeile 🎉\nline "2" <b>\r\n'
    const { data: made } = await api.files.create(
      { requestBody: { name: 'a.txt' }, media: { mimeType: 'text/plain', body: text }, fields: '*' },
      home,
    )
    const fileId = made.id ?? ''
    assert.partialDeepStrictEqual(made, {
      name: 'a.txt',
      mimeType: 'text/plain',
      originalFilename: 'a.txt',
      fileExtension: 'txt',
      size: String(Buffer.byteLength(text)),
      md5Checksum: createHash('md5').update(text).digest('hex'),
      sha256Checksum: createHash('sha256').update(text).digest('hex'),
    })
    const read = async () => (await api.files.get({ fileId, alt: 'media' }, { responseType: 'text' })).data as unknown
    assert.equal(await read(), text)
    const part = await api.files.get(
      { fileId, alt: 'media' },
      { responseType: 'text', headers: { range: 'bytes=0-4' } },
    )
    assert.deepEqual([part.status, part.data as unknown], [206, 'erste'])

    // Streamed, and without anything said about the file.
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 0])
    const media = { mimeType: 'application/x-ours', body: Readable.from([bytes]) }
    const { data: changed } = await api.files.update({ fileId, media, fields: '*' }, home)
    assert.partialDeepStrictEqual(changed, { id: fileId, name: 'a.txt', mimeType: 'application/x-ours', size: '7' })
    const raw = await api.files.get({ fileId, alt: 'media' }, { responseType: 'arraybuffer' })
    assert.deepEqual(Buffer.from(raw.data as unknown as ArrayBuffer), bytes)
    const renamed = { fileId, requestBody: { name: 'b.txt' }, media: { mimeType: 'text/plain', body: 'third' } }
    await api.files.update(renamed, home)
    assert.equal(await read(), 'third')
    assert.equal((await api.files.get({ fileId })).data.name, 'b.txt')
    await refused(api.files.update({ ...renamed, fileId: 'nothing' }, home), 404, 'notFound')

    const asDocument = { name: 'Doc', mimeType: documentType }
    const { data: doc } = await api.files.create(
      { requestBody: asDocument, media: { mimeType: 'text/plain', body: 'a & b' } },
      home,
    )
    assert.equal(doc.mimeType, documentType)
    const html = { fileId: doc.id ?? '', mimeType: 'text/html' }
    assert.match(String((await api.files.export(html, { responseType: 'text' })).data), /a &amp; b/)
    await refused(api.files.export({ ...html, mimeType: 'image/tiff' }), 400, 'badRequest')
    await refused(api.files.export({ fileId, mimeType: 'text/html' }), 403, 'fileNotExportable')
    await refused(api.files.get({ fileId: html.fileId, alt: 'media' }), 403, 'fileNotDownloadable')
  },
}

export const revisions: Judge = {
  name: 'revisions',
  async judge(account) {
    const api = openDrive(account)
    const home = atHome(account)
    const media = (body: string) => ({ mimeType: 'text/plain', body })
    const { data: file } = await api.files.create({ requestBody: { name: 'r.txt' }, media: media('one') }, home)
    const fileId = file.id ?? ''
    for (const body of ['two', 'three', 'four']) await api.files.update({ fileId, media: media(body) }, home)
    const { data: first } = await api.revisions.list({ fileId, pageSize: 3, fields: '*' })
    assert.deepEqual([first.kind, first.revisions?.length], ['drive#revisionList', 3])
    const next = { fileId, pageSize: 3, fields: '*', pageToken: first.nextPageToken ?? assert.fail('no next page') }
    const { data: second } = await api.revisions.list(next)
    assert.equal(second.nextPageToken, undefined)
    const all = [...(first.revisions ?? []), ...(second.revisions ?? [])]
    assert.deepEqual(
      all.map(({ size }) => size),
      ['3', '3', '5', '4'],
    )
    const [oldest, , third] = all
    const revisionId = oldest?.id ?? ''
    assert.deepEqual((await api.revisions.get({ fileId, revisionId, fields: '*' })).data, oldest)
    assert.deepEqual((await api.revisions.get({ fileId, revisionId })).data, {
      kind: 'drive#revision',
      id: revisionId,
      mimeType: 'text/plain',
      modifiedTime: oldest?.modifiedTime,
    })
    const past = await api.revisions.get({ fileId, revisionId, alt: 'media' }, { responseType: 'text' })
    assert.equal(past.data as unknown, 'one')
    const { data: head } = await api.files.get({ fileId, fields: 'headRevisionId' })
    assert.equal(head.headRevisionId, all.at(-1)?.id)

    const keep = { fileId, revisionId, requestBody: { keepForever: true }, fields: 'id,keepForever' }
    assert.deepEqual((await api.revisions.update(keep)).data, { id: revisionId, keepForever: true })
    assert.equal((await api.revisions.get({ fileId, revisionId, fields: 'keepForever' })).data.keepForever, true)
    await refused(api.revisions.update({ ...keep, requestBody: { published: true } }), 400, 'invalid')

    assert.equal((await api.revisions.delete({ fileId, revisionId: third?.id ?? '' })).status, 204)
    await refused(api.revisions.get({ fileId, revisionId: third?.id ?? '' }), 404, 'notFound')
    assert.equal((await api.revisions.list({ fileId })).data.revisions?.length, 3)
    await refused(api.revisions.get({ fileId, revisionId: 'nothing' }), 404, 'notFound')
    await refused(api.revisions.list({ fileId: 'nothing' }), 404, 'notFound')
    const { data: single } = await api.files.create({ requestBody: { name: 's.txt' }, media: media('only') }, home)
    const only = { fileId: single.id ?? '', revisionId: 'head' }
    await refused(api.revisions.delete(only), 403, 'revisionDeletionNotSupported')
    await refused(api.revisions.list({ fileId: 'root' }), 403, 'revisionsNotSupported')
  },
}
