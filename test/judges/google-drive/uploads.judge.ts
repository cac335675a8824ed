import assert from 'node:assert/strict'
import { headerOf, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { atHome, documentType, everyFile, folderType, newFile, openDrive } from './client.ts'

const openXml = 'application/vnd.openxmlformats-officedocument.'
const openDocument = 'application/vnd.oasis.opendocument.'
const google = 'application/vnd.google-apps.'

/** As the vendor's guide to MIME types lists them. */
const formats: readonly (readonly [kind: string, imported: readonly string[], exported: readonly string[]])[] = [
  [
    'document',
    ['text/plain', 'text/html', 'application/rtf', 'application/pdf', `${openXml}wordprocessingml.document`],
    ['text/plain', 'application/pdf', 'application/rtf', 'application/zip', 'application/epub+zip', 'text/markdown'],
  ],
  [
    'spreadsheet',
    ['text/csv', 'text/tab-separated-values', 'application/vnd.ms-excel', `${openXml}spreadsheetml.sheet`],
    ['text/csv', 'text/tab-separated-values', 'application/pdf', `${openXml}spreadsheetml.sheet`],
  ],
  [
    'presentation',
    ['application/vnd.ms-powerpoint', `${openXml}presentationml.presentation`, `${openDocument}presentation`],
    ['text/plain', 'application/pdf', `${openXml}presentationml.presentation`, `${openDocument}presentation`],
  ],
  ['drawing', [], ['image/png', 'image/jpeg', 'image/svg+xml', 'application/pdf']],
]

export const kindsOfFiles: Judge = {
  name: 'kinds of files',
  async judge(account) {
    const api = openDrive(account)
    const home = atHome(account)
    const { data: about } = await api.about.get({ fields: '*' })
    for (const [kind, imported, exported] of formats) {
      const type = `${google}${kind}`
      for (const from of imported) assert.deepEqual(about.importFormats?.[from], [type], from)
      for (const to of exported) assert.ok(about.exportFormats?.[type]?.includes(to), `${type} as ${to}`)
      const { exportLinks = {} } = await newFile(api, { name: 'Links', mimeType: type })
      assert.deepEqual(Object.keys(exportLinks ?? {}), about.exportFormats?.[type])
    }
    assert.deepEqual(
      Object.keys(about.exportFormats ?? {}).toSorted(),
      formats.map(([kind]) => google + kind).toSorted(),
    )
    const kinds = ['document', 'drawing', 'presentation', 'spreadsheet'].map((kind) => google + kind)
    assert.deepEqual(Object.keys(about.maxImportSizes ?? {}).toSorted(), kinds)
    assert.ok(Object.values(about.maxImportSizes ?? {}).every((size) => /^\d{6,}$/.test(size)))
    assert.equal(about.folderColorPalette?.length, 24)
    assert.ok(about.folderColorPalette?.every((color) => /^#[0-9a-f]{6}$/.test(color)))
    assert.deepEqual(about.driveThemes, about.teamDriveThemes)
    for (const { id, colorRgb, backgroundImageLink } of about.driveThemes ?? []) {
      assert.match(`${colorRgb} ${backgroundImageLink}`, new RegExp(String.raw`^#[0-9a-f]{6} https://\S*${id}`))
    }
    assert.deepEqual([about.canCreateDrives, about.canCreateTeamDrives, about.appInstalled], [true, true, true])
    assert.match(about.maxUploadSize ?? '', /^\d{10,}$/)

    const upload = async (requestBody: object, mimeType: string, body: string) =>
      (await api.files.create({ requestBody, media: { mimeType, body }, fields: '*' }, home)).data
    const text = async (fileId: string, mimeType: string) =>
      String((await api.files.export({ fileId, mimeType }, { responseType: 'text' })).data).replace(/^\uFEFF/, '')
    const sheet = await upload({ name: 'Sheet', mimeType: `${google}spreadsheet` }, 'text/csv', 'a,b\n1,2')
    assert.equal(await text(sheet.id ?? '', 'text/csv'), 'a,b\n1,2')
    assert.equal(await text(sheet.id ?? '', 'text/tab-separated-values'), 'a\tb\n1\t2')
    const written = await upload({ name: 'Doc', mimeType: documentType }, 'text/plain', `"one"\n<two> & 'three'`)
    assert.equal(await text(written.id ?? '', 'text/plain'), `"one"\n<two> & 'three'`)
    assert.match(await text(written.id ?? '', 'text/html'), /&quot;one&quot;<\/p><p>&lt;two&gt; &amp; &#39;three&#39;/)
    await refused(upload({ name: 'Wrong', mimeType: documentType }, 'text/csv', 'a,b'), 400, 'badRequest')
    await refused(upload({ name: 'Wrong', mimeType: folderType }, 'text/plain', 'a'), 400, 'badRequest')
    await refused(api.files.export({ fileId: written.id ?? '', mimeType: '' }), 400, 'required', 'mimeType')
    const media = { fileId: written.id ?? '', alt: 'media' }
    await refused(api.files.get(media, { responseType: 'json' }), 403, 'fileNotDownloadable', 'alt')
    const kind = { fileId: written.id ?? '', requestBody: { mimeType: 'text/plain' } }
    await refused(api.files.update(kind), 400, 'badRequest')

    // Without a kind of its own a file is what its name says, or its content.
    for (const [name, type, extension] of [
      ['a.PDF', 'application/pdf', 'pdf'],
      ['b.csv', 'text/csv', 'csv'],
      ['c.json', 'application/json', 'json'],
      ['d.png', 'image/png', 'png'],
      ['e.html', 'text/html', 'html'],
      ['none', 'application/octet-stream', undefined],
    ] as const) {
      const { mimeType, fileExtension, fullFileExtension, size, originalFilename } = await newFile(api, { name })
      assert.deepEqual([mimeType, fileExtension, fullFileExtension], [type, extension, extension])
      assert.deepEqual([size, originalFilename], ['0', name])
    }
    assert.equal((await upload({}, 'text/plain', 'x')).name, 'Untitled')
  },
}

export const downloads: Judge = {
  name: 'parts of downloads',
  async judge(account) {
    const api = openDrive(account)
    const home = atHome(account)
    const media = (body: string) => ({ mimeType: 'Text/Plain; charset=utf-8', body })
    const requestBody = { name: 'parts.txt' }
    const { data: file } = await api.files.create({ requestBody, media: media('0123456789'), fields: '*' }, home)
    assert.equal(file.mimeType, 'text/plain')
    assert.match(file.webContentLink ?? '', new RegExp(`^https://drive\\.google\\.com/\\S*${file.id}`))
    assert.match(file.webViewLink ?? '', new RegExp(`^https://drive\\.google\\.com/file/d/${file.id}/view`))
    const at = { fileId: file.id ?? '', alt: 'media' }
    const part = async (range: string) => {
      const answer = await api.files.get(at, { responseType: 'text', headers: { range } })
      return [answer.status, answer.data as unknown, headerOf(answer, 'content-range')]
    }
    assert.deepEqual(await part('bytes=3-5'), [206, '345', 'bytes 3-5/10'])
    assert.deepEqual(await part('bytes=8-'), [206, '89', 'bytes 8-9/10'])
    assert.deepEqual(await part('bytes=9-99'), [206, '9', 'bytes 9-9/10'])
    await assert.rejects(part('bytes=10-'), { status: 416 })
    const whole = await api.files.get(at, { responseType: 'text' })
    assert.deepEqual([whole.status, headerOf(whole, 'content-type')], [200, 'text/plain'])

    const boundary = `--line\nthat looks like\r\n--one`
    const { data: tricky } = await api.files.create({ requestBody, media: media(boundary) }, home)
    const { data: read } = await api.files.get({ fileId: tricky.id ?? '', alt: 'media' }, { responseType: 'text' })
    assert.equal(read as unknown, boundary)
  },
}

export const quotas: Judge = {
  name: 'quota and the trash',
  async judge(account) {
    const api = openDrive(account)
    const home = atHome(account)
    const quota = async () => {
      const { data } = await api.about.get({ fields: 'storageQuota' })
      const { limit, usage, usageInDrive, usageInDriveTrash } = data.storageQuota ?? {}
      return { limit, usage, usageInDrive, trash: Number(usageInDriveTrash) }
    }
    const before = await quota()
    const sized = async (size: number, parents: string[] = []) => {
      const media = { mimeType: 'text/plain', body: 'x'.repeat(size) }
      const { data } = await api.files.create(
        { requestBody: { name: `${size}.txt`, parents }, media, fields: '*' },
        home,
      )
      assert.deepEqual([data.size, data.quotaBytesUsed], [String(size), String(size)])
      return data.id ?? ''
    }
    const folder = await newFile(api, { name: 'Full', mimeType: folderType })
    assert.deepEqual([folder.size, folder.quotaBytesUsed], [undefined, '0'])
    const [small, large] = [await sized(100), await sized(2000, [folder.id])]
    const after = await quota()
    assert.deepEqual([after.limit, Number(after.usage)], [before.limit, Number(before.usage) + 2100])
    assert.deepEqual([after.usageInDrive, after.trash], [after.usage, before.trash])
    await api.files.update({ fileId: folder.id, requestBody: { trashed: true } })
    assert.equal((await quota()).trash, before.trash + 2000)
    const { data: below } = await api.files.get({ fileId: large, fields: 'trashed,explicitlyTrashed' })
    assert.deepEqual(below, { trashed: true, explicitlyTrashed: false })
    const names = async (q: string) =>
      (await everyFile(api, { q, orderBy: 'quotaBytesUsed' })).items.map(({ name }) => name)
    assert.deepEqual(await names(`'${folder.id}' in parents and trashed = false`), [])
    await api.files.delete({ fileId: large })
    assert.equal((await quota()).trash, before.trash)

    // Of a shared drive nothing counts, and its trash is a trash of its own.
    const { data: drive } = await api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Ours' } })
    const used = (await quota()).usage
    const driveId = drive.id ?? ''
    const media = { mimeType: 'text/plain', body: 'x'.repeat(50) }
    const inside = { requestBody: { name: 'Inside', parents: [driveId] }, media, supportsAllDrives: true }
    const { data: shared } = await api.files.create(inside, home)
    const of = { fileId: shared.id ?? '', supportsAllDrives: true }
    assert.equal((await quota()).usage, used)
    await api.files.update({ ...of, requestBody: { trashed: true } })
    await api.files.emptyTrash()
    await refused(api.files.get({ fileId: folder.id }), 404, 'notFound', 'fileId')
    assert.equal((await api.files.get({ ...of, fields: 'trashed' })).data.trashed, true)
    assert.equal((await api.files.get({ fileId: small })).data.name, '100.txt')
    await refused(api.files.emptyTrash({ driveId: 'nothing' }), 404, 'notFound', 'driveId')
    assert.equal((await api.files.emptyTrash({ driveId })).status, 204)
    await refused(api.files.get(of), 404, 'notFound', 'fileId')

    // With a shared drive goes what lies in its trash.
    const { data: last } = await api.files.create(inside, home)
    await api.files.update({ fileId: last.id ?? '', supportsAllDrives: true, requestBody: { trashed: true } })
    assert.equal((await api.drives.delete({ driveId })).status, 204)
    await refused(api.files.get({ fileId: last.id ?? '', supportsAllDrives: true }), 404, 'notFound', 'fileId')
    const top = { driveId, supportsAllDrives: true }
    await refused(api.changes.getStartPageToken(top), 404, 'notFound', 'driveId')
  },
}
