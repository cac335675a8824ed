import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, textAt } from '../testing/client.ts'
import { call, everyPage } from '../testing/drive-client.ts'
import { openGoogleDrive } from './open-google-drive.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(): Promise<StandIn> {
  const drive = await openGoogleDrive({ seed: 3, credential: 'right' })
  opened.push(drive)
  return drive
}

const list = (drive: StandIn, more: string) => everyPage(drive, `/files?fields=*${more}`, 'files')
const search = async (drive: StandIn, q: string): Promise<Json[]> =>
  (await list(drive, `&q=${encodeURIComponent(q)}`)).items
const folder = 'application/vnd.google-apps.folder'

describe('searching', () => {
  it('finds exactly what the query says', async () => {
    const drive = await open()
    const all = (await list(drive, '')).items
    const expected: [string, (file: Json) => boolean][] = [
      [`mimeType = '${folder}'`, (file) => at(file, 'mimeType') === folder],
      [
        `not mimeType = '${folder}' and trashed = false`,
        (file) => at(file, 'mimeType') !== folder && !at(file, 'trashed'),
      ],
      [
        "mimeType contains 'image/' or mimeType contains 'text/'",
        (file) => /^(image|text)\//.test(textAt(file, 'mimeType')),
      ],
      ['starred = true and (trashed = false)', (file) => at(file, 'starred') === true && !at(file, 'trashed')],
      ["'me' in owners", (file) => at(file, 'ownedByMe') === true],
      ['sharedWithMe', (file) => at(file, 'sharedWithMeTime') !== undefined],
      [
        "visibility = 'anyoneWithLink'",
        (file) => /anyoneWithLink/.test(JSON.stringify(at(file, 'permissionIds') ?? '')),
      ],
      ["modifiedTime > '2025-03-01T00:00:00'", (file) => textAt(file, 'modifiedTime') > '2025-03-01T00:00:00'],
      ["createdTime <= '2025-01-10'", (file) => textAt(file, 'createdTime') <= '2025-01-10'],
    ]
    for (const [q, fits] of expected) {
      const names = (files: Json[]) => files.map((file) => textAt(file, 'id')).toSorted()
      const wanted = names(all.filter(fits))
      expect(wanted.length, q).toBeGreaterThan(0)
      expect(wanted.length, q).toBeLessThan(all.length)
      expect(names(await search(drive, q)), q).toEqual(wanted)
    }
  })

  it('finds by name, text, folder, person and property', async () => {
    const drive = await open()
    const name = "O'Neill's \\ zymurgy 7"
    const properties = { phase: 'two words' }
    const sent = { name, description: 'entirely zymurgical', mimeType: folder, properties }
    const { body } = await call(drive, '/files', { method: 'POST', json: sent })
    const id = textAt(body, 'id')
    const [written, me] = [
      String.raw`O\'Neill\'s \\ zymurgy 7`,
      textAt((await call(drive, '/about?fields=user')).body, 'user.emailAddress'),
    ]
    for (const q of [
      `name = '${written}'`,
      "name contains 'zymu'",
      "fullText contains 'zymurgical'",
      `name contains 'neill' and 'root' in parents and '${me}' in owners`,
      "properties has { key='phase' and value='two words' }",
    ]) {
      expect(
        (await search(drive, q)).map((file) => textAt(file, 'id')),
        q,
      ).toEqual([id])
    }
    // Only the beginnings of words.
    expect(await search(drive, "name contains 'murgy 7'")).toEqual([])
  })

  it.each([
    "title = 'x'",
    'name = plan',
    'name = "plan"',
    "name contains 'a' and",
    "name like 'a'",
    "name > 'a'",
    "(name = 'a'",
    "name = 'a' name = 'b'",
    "trashed = 'false'",
    "modifiedTime > 'yesterday'",
    "parents in 'root'",
    "'root' in name",
    "name = 'it's'",
    "constructor = 'a'",
  ])('refuses %s', async (q) => {
    expect(await call(await open(), `/files?q=${encodeURIComponent(q)}`)).toMatchObject({
      status: 400,
      body: { error: { errors: [{ reason: 'invalid', location: 'q' }] } },
    })
  })

  it('does not know a folder that is not there', async () => {
    const q = encodeURIComponent("'nowhere' in parents")
    expect((await call(await open(), `/files?q=${q}`)).status).toBe(404)
  })
})

describe('lists', () => {
  it('come in pages whose tokens are bound to the query', async () => {
    const drive = await open()
    const { items, pages } = await list(drive, '&pageSize=1000')
    expect(pages).toBeGreaterThan(5)
    expect(new Set(items.map((file) => textAt(file, 'id'))).size).toBe(items.length)
    expect((await list(drive, `&q=${encodeURIComponent(`mimeType='${folder}'`)}`)).pages).toBeGreaterThanOrEqual(3)
    const token = textAt((await call(drive, '/files')).body, 'nextPageToken')
    for (const path of ['/files?pageToken=garbage', `/files?q=starred%3Dtrue&pageToken=${token}`]) {
      expect(await call(drive, path)).toMatchObject({
        status: 400,
        body: { error: { errors: [{ location: 'pageToken' }] } },
      })
    }
    for (const size of ['0', '1001', 'many']) expect((await call(drive, `/files?pageSize=${size}`)).status).toBe(400)
  })

  it('are ordered as asked', async () => {
    const drive = await open()
    const names = (await list(drive, '&orderBy=name')).items.map((file) => textAt(file, 'name'))
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en', { sensitivity: 'base' })))
    const kinds = (await list(drive, '&orderBy=folder,modifiedTime desc')).items.map((file) => at(file, 'mimeType'))
    expect(kinds.lastIndexOf(folder)).toBe(kinds.filter((kind) => kind === folder).length - 1)
    expect((await call(drive, '/files?orderBy=title')).status).toBe(400)
    expect((await call(drive, "/files?orderBy=name&q=fullText+contains+'a'")).status).toBe(403)
  })

  it('have the files of shared drives only for who asks in the right way', async () => {
    const drive = await open()
    const both = '&includeItemsFromAllDrives=true&supportsAllDrives=true'
    const inDrives = (files: Json[]) => files.filter((file) => at(file, 'driveId') !== undefined)
    expect(inDrives((await list(drive, '')).items)).toEqual([])
    const all = inDrives((await list(drive, both)).items)
    expect(all.length).toBeGreaterThan(10)
    const driveId = textAt(all[0] ?? null, 'driveId')
    const one = (await list(drive, `${both}&corpora=drive&driveId=${driveId}`)).items
    expect(one).toHaveLength(all.filter((file) => at(file, 'driveId') === driveId).length)
    expect((await call(drive, `/files?corpora=drive&driveId=${driveId}`)).status).toBe(403)
    expect((await call(drive, `/files?corpora=drive${both}`)).status).toBe(400)
    const id = textAt(all[0] ?? null, 'id')
    expect((await call(drive, `/files/${id}`)).status).toBe(404)
    expect((await call(drive, `/files/${id}?supportsAllDrives=true`)).status).toBe(200)
  })
})
