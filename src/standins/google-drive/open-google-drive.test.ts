import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, difference, textAt } from '../testing/client.ts'
import { call, everyPage } from '../testing/drive-client.ts'
import { openGoogleDrive } from './open-google-drive.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(scopes?: readonly string[]): Promise<StandIn> {
  const drive = await openGoogleDrive({ seed: 1, credential: 'right', ...(scopes ? { scopes } : {}) })
  opened.push(drive)
  return drive
}

const post = (json: JsonObject) => ({ method: 'POST', json })
const patch = (json: JsonObject) => ({ method: 'PATCH', json })
const unchanged = { made: [], changed: [], removed: [] }
const refused = (status: number, reason: string) => ({
  status,
  body: { error: { code: status, errors: [{ reason }] } },
})
const found = async (drive: StandIn, q: string, more = '') =>
  (await everyPage(drive, `/files?fields=*&q=${encodeURIComponent(q)}${more}`, 'files')).items
const folder = 'application/vnd.google-apps.folder'

describe('who comes in', () => {
  it('answers 401 in the envelope of Google to no credential and to a wrong one', async () => {
    const drive = await open()
    expect(await call(drive, '/files', { credential: null })).toMatchObject(refused(401, 'required'))
    const wrong = await call(drive, '/files', { credential: 'wrong' })
    expect(wrong).toMatchObject(refused(401, 'authError'))
    expect(wrong.headers.get('x-stand-in')).toBe(drive.label)
  })

  it('answers 403 to an operation that none of the scopes allows, and to no other', async () => {
    const drive = await open(['https://www.googleapis.com/auth/drive.readonly'])
    const before = await drive.snapshot()
    expect((await call(drive, '/files')).status).toBe(200)
    expect((await call(drive, '/drives')).status).toBe(200)
    expect(await call(drive, '/files', post({ name: 'New' }))).toMatchObject(refused(403, 'insufficientPermissions'))
    expect(await call(drive, '/files/trash', { method: 'DELETE' })).toMatchObject(
      refused(403, 'insufficientPermissions'),
    )
    expect(difference(before, await drive.snapshot())).toEqual(unchanged)
  })

  it('keeps two accounts apart', async () => {
    const [one, other] = [await open(), await open()]
    const before = await other.snapshot()
    await call(one, '/files', post({ name: 'Mine' }))
    expect(difference(before, await other.snapshot())).toEqual(unchanged)
  })

  it('says that it lacks an operation rather than that Google does', async () => {
    const drive = await open()
    for (const path of ['/apps', '/teamdrives', '/files/abc/listLabels', '/files/abc/approvals']) {
      const lacking = await call(drive, path)
      expect(lacking).toMatchObject({ status: 501, body: { standin: 'not implemented', method: 'GET' } })
    }
    const sheets = new Request('https://sheets.googleapis.com/v4/spreadsheets/abc')
    expect((await drive.fetch(sheets)).status).toBe(501)
    const mistaken = await drive.fetch(new Request('https://www.googleapis.com/drive/v3/file'))
    expect(mistaken.status).toBe(404)
  })
})

describe('fields', () => {
  it('shows four fields of a file unless more are asked for', async () => {
    const drive = await open()
    const list = (await call(drive, '/files')).body
    expect(Object.keys(list).toSorted()).toEqual(['files', 'incompleteSearch', 'kind', 'nextPageToken'])
    expect(Object.keys(at(list, 'files.0') as JsonObject)).toEqual(['kind', 'id', 'name', 'mimeType'])
    const id = textAt(list, 'files.0.id')
    expect(Object.keys((await call(drive, `/files/${id}`)).body)).toEqual(['kind', 'id', 'name', 'mimeType'])
    const asked = (await call(drive, `/files/${id}?fields=id,owners/emailAddress,capabilities(canEdit)`)).body
    expect(asked).toEqual({
      id,
      owners: [{ emailAddress: expect.stringContaining('@') }],
      capabilities: { canEdit: expect.any(Boolean) },
    })
  })

  it('leaves out even the page token when only files are asked for', async () => {
    expect(Object.keys((await call(await open(), '/files?fields=files(id)')).body)).toEqual(['files'])
  })

  it('refuses fields that there are not, before anything happens', async () => {
    const drive = await open()
    const before = await drive.snapshot()
    expect(await call(drive, '/files?fields=items(id)')).toMatchObject(refused(400, 'invalidParameter'))
    expect(await call(drive, '/files?fields=files(id,title)')).toMatchObject(refused(400, 'invalidParameter'))
    expect(await call(drive, '/files?fields=id,nope', post({}))).toMatchObject(refused(400, 'invalidParameter'))
    expect(difference(before, await drive.snapshot())).toEqual(unchanged)
  })

  it('has to be told what to show of the account and of comments', async () => {
    const drive = await open()
    const [id] = (await found(drive, "name contains 'a'")).map((file) => textAt(file, 'id'))
    for (const path of ['/about', `/files/${id}/comments`]) {
      expect(await call(drive, path)).toMatchObject({
        status: 400,
        body: { error: { errors: [{ location: 'fields' }] } },
      })
    }
    const about = (await call(drive, '/about?fields=*')).body
    expect(about).toMatchObject({ user: { me: true }, storageQuota: { usage: expect.stringMatching(/^[1-9]\d*$/) } })
  })
})

describe('files', () => {
  it('makes, reads, changes and deletes one, and the account shows it', async () => {
    const drive = await open()
    const before = await drive.snapshot()
    const made = await call(
      drive,
      '/files?fields=*',
      post({ name: 'Plan', mimeType: folder, folderColorRgb: '#ff0000' }),
    )
    expect(made.body).toMatchObject({ kind: 'drive#file', ownedByMe: true, trashed: false, folderColorRgb: '#f83a22' })
    const id = textAt(made.body, 'id')
    expect((await call(drive, `/files/${id}?fields=*`)).body).toEqual(made.body)
    const kinds = difference(before, await drive.snapshot()).made.map((name) => name.split(' ')[0])
    expect(kinds).toEqual(['files', 'permissions'])
    const changed = await call(drive, `/files/${id}?fields=name,description,version`, patch({ description: 'Ours' }))
    expect(changed.body).toEqual({ name: 'Plan', description: 'Ours', version: '2' })
    expect(await call(drive, `/files/${id}`, patch({ description: null }))).toMatchObject({ status: 200 })
    expect((await call(drive, `/files/${id}?fields=description`)).body).toEqual({})
    expect((await call(drive, `/files/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await call(drive, `/files/${id}`)).toMatchObject(refused(404, 'notFound'))
    expect((await call(drive, `/files/${id}`)).body).toMatchObject({ error: { message: `File not found: ${id}.` } })
    expect(difference(before, await drive.snapshot())).toEqual(unchanged)
  })

  it.each<[string, JsonObject, number, string]>([
    ['a number as the name', { name: 5 }, 400, 'invalid'],
    ['a folder that is not there', { parents: ['nowhere'] }, 404, 'notFound'],
    ['two parents', { parents: ['root', 'nowhere'] }, 400, 'invalid'],
    ['an id of its own', { id: 'abc' }, 400, 'invalid'],
    ['what Drive sets itself', { size: '5' }, 403, 'fieldNotWritable'],
    ['a shortcut to nothing', { mimeType: 'application/vnd.google-apps.shortcut' }, 400, 'required'],
  ])('refuses to make a file with %s', async (_what, json, status, reason) => {
    expect(await call(await open(), '/files', post(json))).toMatchObject(refused(status, reason))
  })

  it('makes a file under an id that was given out, once', async () => {
    const drive = await open()
    const ids = (await call(drive, '/files/generateIds?count=2')).body['ids'] as string[]
    expect(ids).toHaveLength(2)
    expect((await call(drive, '/files', post({ id: ids[0]!, name: 'One' }))).body['id']).toBe(ids[0])
    expect(await call(drive, '/files', post({ id: ids[0]! }))).toMatchObject(refused(409, 'fileIdInUse'))
  })

  it('moves a file by the query, never by the body', async () => {
    const drive = await open()
    const to = textAt((await call(drive, '/files', post({ name: 'To', mimeType: folder }))).body, 'id')
    const { id, parents } = (await call(drive, '/files?fields=id,parents', post({ name: 'a.txt' }))).body
    const from = (parents as string[])[0]!
    expect(await call(drive, `/files/${id}`, patch({ parents: [to] }))).toMatchObject(refused(403, 'fieldNotWritable'))
    expect(await call(drive, `/files/${id}?addParents=${to}`, patch({}))).toMatchObject(refused(403, 'cannotAddParent'))
    const path = `/files/${id}?addParents=${to}&removeParents=${from}&fields=parents`
    expect((await call(drive, path, patch({}))).body).toEqual({ parents: [to] })
    expect(await call(drive, `/files/${to}?addParents=${id}&removeParents=root`, patch({}))).toMatchObject(
      refused(403, 'parentNotAFolder'),
    )
    const inner = textAt((await call(drive, '/files', post({ mimeType: folder, parents: [to] }))).body, 'id')
    expect(await call(drive, `/files/${to}?addParents=${inner}&removeParents=${from}`, patch({}))).toMatchObject(
      refused(403, 'cannotAddParent'),
    )
  })

  it('copies a file but not a folder', async () => {
    const drive = await open()
    const [source] = await found(drive, "mimeType = 'text/plain' and 'me' in owners or mimeType = 'text/csv'")
    const copy = await call(drive, `/files/${textAt(source!, 'id')}/copy?fields=*`, post({}))
    expect(copy.body).toMatchObject({
      name: `Copy of ${textAt(source!, 'name')}`,
      md5Checksum: textAt(source!, 'md5Checksum'),
      parents: at(source!, 'parents'),
    })
    const [top] = await found(drive, `mimeType = '${folder}'`)
    expect(await call(drive, `/files/${textAt(top!, 'id')}/copy`, post({}))).toMatchObject(
      refused(403, 'cannotCopyFile'),
    )
  })

  it('throws a folder away with what is in it, takes it back, and empties the trash', async () => {
    const drive = await open()
    const made = textAt((await call(drive, '/files', post({ mimeType: folder }))).body, 'id')
    const inner = textAt((await call(drive, '/files', post({ name: 'a.txt', parents: [made] }))).body, 'id')
    const shown = async () => (await call(drive, `/files/${inner}?fields=trashed,explicitlyTrashed`)).body
    await call(drive, `/files/${made}`, patch({ trashed: true }))
    expect(await shown()).toEqual({ trashed: true, explicitlyTrashed: false })
    await call(drive, `/files/${made}`, patch({ trashed: false }))
    expect(await shown()).toEqual({ trashed: false, explicitlyTrashed: false })
    await call(drive, `/files/${made}`, patch({ trashed: true }))
    expect((await found(drive, 'trashed = true')).length).toBeGreaterThan(4)
    expect((await call(drive, '/files/trash', { method: 'DELETE' })).status).toBe(204)
    expect(await found(drive, 'trashed = true')).toEqual([])
    expect((await call(drive, `/files/${inner}`)).status).toBe(404)
  })

  it('lets nobody write who may only read', async () => {
    const drive = await open()
    const shared = await found(drive, 'sharedWithMe')
    const readOnly = shared.find((file) => at(file, 'capabilities.canComment') === false) ?? null
    const id = textAt(readOnly, 'id')
    for (const sent of [patch({ name: 'Mine' }), { method: 'DELETE' }]) {
      expect(await call(drive, `/files/${id}`, sent)).toMatchObject(refused(403, 'insufficientFilePermissions'))
    }
    expect((await call(drive, `/files/${id}`, patch({ starred: true }))).status).toBe(200)
    expect(await call(drive, `/files/${id}/comments?fields=id`, post({ content: 'Hm' }))).toMatchObject(
      refused(403, 'insufficientFilePermissions'),
    )
  })
})
