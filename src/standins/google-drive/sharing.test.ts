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

async function open(): Promise<StandIn> {
  const drive = await openGoogleDrive({ seed: 5, credential: 'right' })
  opened.push(drive)
  return drive
}

const post = (json: JsonObject) => ({ method: 'POST', json })
const patch = (json: JsonObject) => ({ method: 'PATCH', json })
const refused = (status: number, reason: string) => ({
  status,
  body: { error: { code: status, errors: [{ reason }] } },
})
const folder = 'application/vnd.google-apps.folder'
const newFile = async (drive: StandIn, json: JsonObject = {}) =>
  textAt((await call(drive, '/files', post(json))).body, 'id')

/** The file on which the most has been written, said or granted. */
async function richest(drive: StandIn, list: 'comments' | 'permissions', query: string) {
  const { items } = await everyPage(drive, '/files?fields=nextPageToken,files(id)', 'files')
  const all = items.map((file) => everyPage(drive, `/files/${textAt(file, 'id')}/${list}?${query}`, list))
  return (await Promise.all(all)).toSorted((one, other) => other.items.length - one.items.length)[0]!
}

describe('permissions', () => {
  it('are given, changed and taken back, and the account shows it', async () => {
    const drive = await open()
    const id = await newFile(drive)
    const before = await drive.snapshot()
    const path = `/files/${id}/permissions`
    const granted = await call(
      drive,
      `${path}?fields=*`,
      post({ type: 'user', role: 'reader', emailAddress: ' Ann@Example.COM' }),
    )
    expect(granted.body).toMatchObject({ kind: 'drive#permission', role: 'reader', emailAddress: 'ann@example.com' })
    expect(difference(before, await drive.snapshot()).made).toEqual([`permissions ${id}/${textAt(granted.body, 'id')}`])
    const one = `${path}/${textAt(granted.body, 'id')}`
    expect((await call(drive, one, patch({ role: 'writer' }))).body).toMatchObject({ role: 'writer' })
    expect(await call(drive, one, patch({ type: 'group' }))).toMatchObject(refused(403, 'fieldNotWritable'))
    // Whoever is invited again is the same, and loses nothing.
    const again = await call(drive, path, post({ type: 'user', role: 'reader', emailAddress: 'ann@example.com' }))
    expect(again.body).toMatchObject({ id: textAt(granted.body, 'id'), role: 'writer' })
    expect((await call(drive, `/files/${id}?fields=shared`)).body).toEqual({ shared: true })
    expect((await call(drive, one, { method: 'DELETE' })).status).toBe(204)
    expect(await call(drive, one)).toMatchObject(refused(404, 'notFound'))
  })

  it.each<[string, JsonObject, number, string]>([
    ['without a type', { role: 'reader' }, 400, 'required'],
    ['without a role', { type: 'anyone' }, 400, 'required'],
    ['of an unknown role', { type: 'anyone', role: 'king' }, 400, 'invalid'],
    ['for a person without an address', { type: 'user', role: 'reader' }, 400, 'invalid'],
    [
      'of an owner, without saying so twice',
      { type: 'user', role: 'owner', emailAddress: 'a@b.example' },
      403,
      'forbidden',
    ],
    [
      'that only shared drives have',
      { type: 'user', role: 'organizer', emailAddress: 'a@b.example' },
      403,
      'invalidSharingRequest',
    ],
  ])('are not given %s', async (_what, json, status, reason) => {
    const drive = await open()
    expect(await call(drive, `/files/${await newFile(drive)}/permissions`, post(json))).toMatchObject(
      refused(status, reason),
    )
  })

  it('hold for what is in a folder too, and the owner keeps his', async () => {
    const drive = await open()
    const parent = await newFile(drive, { mimeType: folder })
    const child = await newFile(drive, { parents: [parent] })
    const { body } = await call(drive, `/files/${parent}/permissions`, post({ type: 'anyone', role: 'reader' }))
    expect(body).toEqual({
      kind: 'drive#permission',
      id: 'anyoneWithLink',
      type: 'anyone',
      role: 'reader',
      allowFileDiscovery: false,
    })
    const list = (await call(drive, `/files/${child}/permissions`)).body['permissions'] as JsonObject[]
    expect(list.map(({ role }) => role)).toEqual(['owner', 'reader'])
    expect((await call(drive, `/files/${child}/permissions/anyoneWithLink`, { method: 'DELETE' })).status).toBe(403)
    const owner = `/files/${child}/permissions/${String(list[0]!['id'])}`
    expect((await call(drive, owner, { method: 'DELETE' })).status).toBe(403)
  })

  it('come all at once, or in pages when a size is asked for', async () => {
    const drive = await open()
    expect(await richest(drive, 'permissions', '')).toMatchObject({ pages: 1 })
    const paged = await richest(drive, 'permissions', 'pageSize=100')
    expect([paged.pages, paged.items.length]).toEqual([3, 9])
  })
})

describe('comments', () => {
  it('are made, changed, answered, resolved and deleted', async () => {
    const drive = await open()
    const id = await newFile(drive)
    const path = `/files/${id}/comments`
    const made = await call(drive, `${path}?fields=*`, post({ content: 'Is 1 < 2?' }))
    expect(made.body).toMatchObject({
      content: 'Is 1 < 2?',
      htmlContent: 'Is 1 &lt; 2?',
      replies: [],
      author: { me: true },
    })
    const one = `${path}/${textAt(made.body, 'id')}`
    expect((await call(drive, `${one}?fields=content`, patch({ content: 'Yes' }))).body).toEqual({ content: 'Yes' })
    const reply = await call(drive, `${one}/replies?fields=*`, post({ content: 'Done', action: 'resolve' }))
    expect(reply.body).toMatchObject({ content: 'Done', action: 'resolve' })
    expect((await call(drive, `${one}?fields=resolved,replies(id)`)).body).toEqual({
      resolved: true,
      replies: [{ id: textAt(reply.body, 'id') }],
    })
    expect((await call(drive, one, { method: 'DELETE' })).status).toBe(204)
    expect((await call(drive, `${one}?fields=*`)).status).toBe(404)
    expect((await call(drive, `${one}?fields=*&includeDeleted=true`)).body).toMatchObject({ deleted: true })
    expect((await call(drive, `${path}?fields=*`)).body['comments']).toEqual([])
    expect(await call(drive, `${path}?fields=id`, post({ content: ' ' }))).toMatchObject(refused(400, 'required'))
  })

  it('come in pages, and those of others cannot be changed', async () => {
    const drive = await open()
    const { items, pages } = await richest(drive, 'comments', 'fields=*')
    expect([items.length, pages]).toEqual([9, 3])
    expect(items.some((comment) => at(comment, 'author.me') === false)).toBe(true)
    const before = await drive.snapshot()
    const foreign = before.find(
      ({ collection, fields }) => collection === 'comments' && at(fields, 'author.me') === false,
    )!
    const path = `/files/${textAt(foreign.fields, 'fileId')}/comments/${textAt(foreign.fields, 'id')}?fields=id`
    expect(await call(drive, path, patch({ content: 'No' }))).toMatchObject(refused(403, 'insufficientFilePermissions'))
  })
})

describe('shared drives', () => {
  it('are made once per request, changed, hidden and deleted when empty', async () => {
    const drive = await open()
    expect(await call(drive, '/drives', post({ name: 'Team' }))).toMatchObject(refused(400, 'required'))
    const made = await call(drive, '/drives?requestId=r1', post({ name: 'Team' }))
    expect(Object.keys(made.body)).toEqual(['kind', 'id', 'name'])
    expect(await call(drive, '/drives?requestId=r1', post({ name: 'Team' }))).toMatchObject(refused(409, 'duplicate'))
    const path = `/drives/${textAt(made.body, 'id')}`
    expect((await call(drive, `${path}?fields=colorRgb,name`, patch({ themeId: 'abacus' }))).body).toEqual({
      name: 'Team',
      colorRgb: '#ea6100',
    })
    await call(drive, `${path}/hide`, { method: 'POST' })
    expect((await call(drive, `${path}?fields=hidden`)).body).toEqual({ hidden: true })
    await call(drive, `${path}/unhide`, { method: 'POST' })
    expect((await call(drive, `${path}?fields=hidden`)).body).toEqual({ hidden: false })
    const inside = { name: 'In it', parents: [textAt(made.body, 'id')] }
    expect(await call(drive, '/files', post(inside))).toMatchObject(refused(404, 'notFound'))
    const file = await call(drive, '/files?supportsAllDrives=true&fields=id,driveId,ownedByMe', post(inside))
    expect(file.body).toMatchObject({ driveId: textAt(made.body, 'id'), ownedByMe: false })
    expect(await call(drive, path, { method: 'DELETE' })).toMatchObject(
      refused(403, 'cannotDeleteResourceWithChildren'),
    )
    await call(drive, `/files/${textAt(file.body, 'id')}?supportsAllDrives=true`, { method: 'DELETE' })
    expect((await call(drive, path, { method: 'DELETE' })).status).toBe(204)
    expect(await call(drive, path)).toMatchObject(refused(404, 'notFound'))
  })

  it('have pages, members and searches', async () => {
    const drive = await open()
    const { items, pages } = await everyPage(drive, '/drives?fields=*&pageSize=100', 'drives')
    expect([items.length, pages]).toEqual([10, 3])
    const members = `/files/${textAt(items[0]!, 'id')}/permissions?supportsAllDrives=true&fields=*`
    expect(at((await everyPage(drive, members, 'permissions')).items, '1')).toMatchObject({
      permissionDetails: [{ permissionType: 'member', inherited: false }],
    })
    const hidden = await call(drive, '/drives?fields=*&q=hidden%3Dtrue')
    expect(hidden.body['drives']).toEqual(items.filter((one) => at(one, 'hidden') === true))
    const readOnly = items.find((one) => at(one, 'capabilities.canRenameDrive') === false) ?? null
    const renamed = await call(drive, `/drives/${textAt(readOnly, 'id')}`, patch({ name: 'Mine' }))
    expect(renamed).toMatchObject(refused(403, 'insufficientFilePermissions'))
  })
})

describe('changes', () => {
  it('tell what has happened since a token, each file once', async () => {
    const drive = await open()
    const token = textAt((await call(drive, '/changes/startPageToken')).body, 'startPageToken')
    const since = `/changes?pageToken=${token}`
    expect((await call(drive, since)).body).toEqual({ kind: 'drive#changeList', newStartPageToken: token, changes: [] })
    const [kept, gone] = [await newFile(drive), await newFile(drive)]
    await call(drive, `/files/${kept}`, patch({ name: 'Kept' }))
    await call(drive, `/files/${gone}`, { method: 'DELETE' })
    const { body } = await call(drive, since)
    expect(body['changes']).toMatchObject([
      { fileId: kept, removed: false, file: { name: 'Kept' } },
      { fileId: gone, removed: true },
    ])
    expect((await call(drive, `${since}&includeRemoved=false`)).body['changes']).toHaveLength(1)
    expect((await call(drive, `/changes?pageToken=${textAt(body, 'newStartPageToken')}`)).body['changes']).toEqual([])
  })

  it('go back some way, in pages, and refuse a token that was never given out', async () => {
    const drive = await open()
    const first = await call(drive, '/changes?pageToken=1')
    expect(first.body['changes']).toHaveLength(8)
    expect(first.body).toHaveProperty('nextPageToken')
    for (const token of ['garbage', '99999999']) {
      expect(await call(drive, `/changes?pageToken=${token}`)).toMatchObject(refused(400, 'invalid'))
    }
    expect(await call(drive, '/changes')).toMatchObject(refused(400, 'required'))
  })
})
