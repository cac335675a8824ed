import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { atHome, documentType, everyFile, folderType, found, newFile, openDrive } from './client.ts'

const nothingLater = '2099-01-01T00:00:00Z'

const [earlier, later] = ['2001-02-03T04:05:06.000Z', '2002-02-03T04:05:06.000Z']
const both = ['one', 'two']

/** Which of two files each of these finds; `contains` of a name looks at the beginnings of words alone. */
const terms: readonly (readonly [q: string, found: readonly string[]])[] = [
  ["name contains 'hello'", both],
  ["name contains 'World'", []],
  ["name contains 'ONE hel'", ['one']],
  ["name != 'two hello'", ['one']],
  ["name = 'TWO hello'", []],
  [`mimeType contains 'google-apps'`, ['one']],
  [`mimeType = '${documentType}'`, ['one']],
  [`modifiedTime < '${later}'`, ['one']],
  [`modifiedTime <= '${later}'`, both],
  [`modifiedTime = '2002-02-03T04:05:06'`, ['two']],
  [`modifiedTime != '${later}'`, ['one']],
  [`modifiedTime > '${earlier}'`, ['two']],
  [`modifiedTime >= '${earlier}'`, both],
  [`modifiedTime > '2001-02-03'`, both],
  [`modifiedTime > '2001-02-03T06:05:06+02:00'`, ['two']],
  [`createdTime > '${nothingLater}'`, []],
  [`viewedByMeTime < '${nothingLater}'`, both],
  [`sharedWithMeTime < '${nothingLater}'`, []],
  ['starred', ['one']],
  ['starred != true', ['two']],
  ['starred = false', ['two']],
  ['not starred', ['two']],
  ['trashed', []],
  ['sharedWithMe = false', both],
  ["appProperties has { key='ours' and value='x' }", ['two']],
  ["appProperties has { key='ours' and value='y' }", []],
  ["properties has { key='ours' and value='x' }", []],
  ["fullText contains 'fox red'", ['two']],
  [`fullText contains '"red fox"'`, ['two']],
  [`fullText contains '"fox red"'`, []],
  ["fullText contains 'hell'", []],
  ["'me' in owners", both],
  ["'me' in writers", both],
  ["'me' in readers", both],
  ["'nobody@nowhere.example' in readers", []],
  ["visibility = 'limited'", both],
  ["visibility != 'limited'", []],
  ["starred or name contains 'two'", both],
  ["starred and name contains 'two'", []],
  ["not (starred or name contains 'nothing')", ['two']],
  ["starred and name contains 'two' or name = 'two hello'", ['two']],
]

export const searchTerms: Judge = {
  name: 'terms of searches of files',
  async judge(account) {
    const api = openDrive(account)
    const folder = await newFile(api, { name: 'Quixotic9', mimeType: folderType })
    const put = async (name: string, more: object = {}) => await newFile(api, { name, parents: [folder.id], ...more })
    const one = await put('HelloWorld one', { modifiedTime: earlier, mimeType: documentType, starred: true })
    const two = await put('two hello', { modifiedTime: later, appProperties: { ours: 'x' }, description: 'red fox' })
    const named = new Map([
      [one.id, 'one'],
      [two.id, 'two'],
    ])
    const search = async (q: string, more: object = {}) =>
      (await found(api, `'${folder.id}' in parents and (${q})`, { orderBy: 'modifiedTime', ...more })).map(
        (id) => named.get(id ?? '') ?? id,
      )
    for (const [q, expected] of terms) {
      const more = q.startsWith('fullText') ? { orderBy: '' } : {}
      assert.deepEqual(await search(q, more), expected, q)
    }
    const reader = { type: 'user', role: 'reader', emailAddress: 'ann@else.example' }
    await api.permissions.create({ fileId: one.id, requestBody: reader })
    assert.deepEqual(await search("'ANN@else.example' in readers"), ['one'])
    assert.deepEqual(await search("'ann@else.example' in writers"), [])
    assert.deepEqual(await search("'ann@else.example' in owners"), [])
    const seen = async (type: string, allowFileDiscovery: boolean) => {
      const domain = type === 'domain' ? { domain: 'else.example' } : {}
      const requestBody = { type, role: 'reader', allowFileDiscovery, ...domain }
      const { data } = await api.permissions.create({ fileId: two.id, requestBody })
      const visibility = `${type}${allowFileDiscovery ? 'CanFind' : 'WithLink'}`
      assert.deepEqual(await search(`visibility = '${visibility}'`), ['two'])
      await api.permissions.delete({ fileId: two.id, permissionId: data.id ?? '' })
    }
    for (const type of ['anyone', 'domain']) for (const discovered of [true, false]) await seen(type, discovered)
    const media = { mimeType: 'text/plain', body: 'inside lies zanzibar' }
    const { data: full } = await api.files.create({ requestBody: { name: 'Full' }, media }, atHome(account))
    assert.deepEqual(await found(api, "fullText contains 'zanzibar'"), [full.id])
  },
}

const wrong = [
  'name',
  "'x'",
  "name has 'x'",
  "name < 'x'",
  'name = x',
  'starred = 5',
  "starred = 'true'",
  'starred contains true',
  "createdTime > 'soon'",
  "createdTime > '2031-02-03T10'",
  "createdTime contains '2031'",
  'me in owners',
  "'me' in name",
  "owners in 'me'",
  "properties has { key='a' }",
  "properties has { key='a' or value='b' }",
  "properties has { value='b' and key='a' }",
  "properties has { key='a' and value='b'",
  "properties has 'a'",
  "fullText = 'x'",
  '(starred',
  'starred)',
  'starred and',
  'or starred',
  'starred trashed',
  'not',
  "name = 'x",
  'starred & trashed',
]

export const searchRefusals: Judge = {
  name: 'what is no search of files',
  async judge(account) {
    const api = openDrive(account)
    for (const q of wrong) await refused(api.files.list({ q }), 400, 'invalid', 'q')
    for (const q of ['colour', "name > 'x'", 'memberCount', "memberCount = 'x'", "hidden = 'no'", "'me' in name"]) {
      await refused(api.drives.list({ q }), 400, 'invalid', 'q')
    }
    await refused(api.files.list({ q: "'nothing' in parents and starred" }), 404, 'notFound', 'fileId')
    await refused(api.files.list({ q: "starred or 'nothing' in parents" }), 404, 'notFound', 'fileId')
    for (const orderBy of ['colour', 'name up', 'name desc desc', 'name,', 'NAME']) {
      await refused(api.files.list({ orderBy }), 400, 'invalid', 'orderBy')
    }
    await refused(api.files.list({ q: "fullText contains 'x'", orderBy: 'name' }), 403, 'forbidden', 'orderBy')
    assert.equal((await api.files.list({ q: "name = 'fullText'", orderBy: 'name' })).status, 200)
    for (const pageSize of [0, -1, 1001, 1.5]) {
      await refused(api.files.list({ pageSize }), 400, 'invalidParameter', 'pageSize')
    }
    await refused(api.files.list({ corpora: 'moon' }), 400, 'invalid', 'corpora')
    await refused(api.files.list({ spaces: 'drive,moon' }), 400, 'invalid', 'spaces')
    assert.deepEqual((await api.files.list({ spaces: 'appDataFolder' })).data.files, [])
    assert.ok(((await api.files.list({ spaces: 'drive, appDataFolder' })).data.files ?? []).length > 0)
    const all = { includeItemsFromAllDrives: true, supportsAllDrives: true }
    await refused(api.files.list({ ...all, corpora: 'drive' }), 400, 'teamDriveIdRequiresTeamDriveCorpora', 'driveId')
    await refused(api.files.list({ ...all, driveId: 'x' }), 400, 'teamDriveIdRequiresTeamDriveCorpora', 'driveId')
    for (const half of [{}, { supportsAllDrives: true }, { includeItemsFromAllDrives: true }]) {
      const reason = 'includeTeamDriveItemsRequired'
      await refused(api.files.list({ ...half, corpora: 'allDrives' }), 403, reason, 'includeItemsFromAllDrives')
    }
    await refused(api.files.list({ ...all, corpora: 'drive', driveId: 'nothing' }), 404, 'notFound', 'driveId')
    await refused(api.files.list({ pageToken: 'nothing' }), 400, 'invalid', 'pageToken')
    await refused(api.files.list({ fields: 'files(colour)' }), 400, 'invalidParameter', 'fields')
    await refused(api.files.list({ fields: 'files(id/x)' }), 400, 'invalidParameter', 'fields')
    await refused(api.files.list({ fields: 'files(id' }), 400, 'invalidParameter', 'fields')
    await refused(api.about.get({ fields: '' }), 400, 'required', 'fields')
  },
}

export const orders: Judge = {
  name: 'orders of files',
  async judge(account) {
    const api = openDrive(account)
    const folder = await newFile(api, { name: 'Ordered', mimeType: folderType })
    const put = async (name: string, more: object = {}) => await newFile(api, { name, parents: [folder.id], ...more })
    await put('b10', { modifiedTime: '2003-01-01T00:00:00Z', viewedByMeTime: '2001-01-01T00:00:00Z' })
    await put('B9', { modifiedTime: '2001-01-01T00:00:00Z', starred: true })
    await put('a', { modifiedTime: '2002-01-01T00:00:00Z', mimeType: folderType })
    const q = `'${folder.id}' in parents`
    const ordered = async (orderBy: string) =>
      (await everyFile(api, { q, orderBy })).items.map(({ name }) => name).join()
    for (const [orderBy, names] of [
      ['', 'b10,a,B9'],
      ['name', 'a,b10,B9'],
      ['name_natural', 'a,B9,b10'],
      ['name desc', 'B9,b10,a'],
      ['modifiedTime', 'B9,a,b10'],
      ['modifiedTime desc', 'b10,a,B9'],
      ['createdTime', 'b10,B9,a'],
      ['createdTime desc', 'a,B9,b10'],
      ['folder,name', 'a,b10,B9'],
      ['folder,name desc', 'a,B9,b10'],
      ['folder desc,name_natural', 'B9,b10,a'],
      ['starred,name', 'B9,a,b10'],
      ['viewedByMeTime,name', 'b10,B9,a'],
      [' folder , modifiedTime desc ', 'a,b10,B9'],
    ] as const) {
      assert.equal(await ordered(orderBy), names, orderBy)
    }
  },
}

export const foundDrives: Judge = {
  name: 'searches of drives',
  async judge(account) {
    const api = openDrive(account)
    const create = async (nth: number, name: string) =>
      (await api.drives.create({ requestId: `ours-${nth}`, requestBody: { name } })).data.id ?? ''
    const alone = await create(1, 'Quixotic9 alone')
    await new Promise((resolve) => setTimeout(resolve, 2))
    const team = await create(2, 'Quixotic9 team')
    const member = { type: 'user', role: 'reader', emailAddress: 'ann@else.example' }
    await api.permissions.create({ fileId: team, supportsAllDrives: true, requestBody: member })
    await api.drives.hide({ driveId: alone })
    const { data: made } = await api.drives.get({ driveId: team, fields: '*' })
    for (const [asked, expected] of [
      ['hidden = true', [alone]],
      ['hidden = false', [team]],
      ['hidden != true', [team]],
      ['memberCount = 1', [alone]],
      ['memberCount > 1', [team]],
      ['memberCount >= 1', [alone, team]],
      ['memberCount < 2', [alone]],
      ['memberCount <= 2 and not hidden', [team]],
      ['memberCount != 2', [alone]],
      ['organizerCount = 1', [alone, team]],
      ['organizerCount > 1', []],
      [`createdTime >= '${made.createdTime}'`, [team]],
      [`createdTime > '${made.createdTime}'`, []],
      ["name = 'Quixotic9 team'", [team]],
      ["name != 'Quixotic9 team'", [alone]],
    ] as const) {
      const { data } = await api.drives.list({ q: `name contains 'quixotic9' and (${asked})` })
      assert.deepEqual(
        data.drives?.map(({ id }) => id),
        expected,
        asked,
      )
    }
  },
}
