import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, everyFile, folderType, newFile, openDrive } from './client.ts'

type Can = Readonly<Record<string, boolean | null | undefined>>

/** Of what Drive says one may do with a file, the names of what one may. */
function granted(capabilities: object | null | undefined): string[] {
  return Object.entries((capabilities ?? {}) as Can)
    .flatMap(([name, may]) => (may === true ? [name] : []))
    .toSorted()
}

const changing = [
  'canChangeCopyRequiresWriterPermission',
  'canChangeViewersCanCopyContent',
  'canComment',
  'canEdit',
  'canModifyContent',
  'canMoveItemWithinDrive',
  'canRename',
]
const restricting = ['canModifyContentRestriction', 'canModifyEditorContentRestriction', 'canReadRevisions']
const reading = ['canCopy', 'canDownload']
const filling = ['canAddChildren', 'canListChildren', 'canMoveChildrenWithinDrive', 'canRemoveChildren']
const owning = ['canDelete', 'canMoveItemIntoTeamDrive', 'canRemoveMyDriveParent', 'canShare', 'canTrash', 'canUntrash']

export const abilities: Judge = {
  name: 'what one may do with files',
  async judge(account) {
    const api = openDrive(account)
    const file = await newFile(api, { name: 'Mine', mimeType: documentType })
    const ownFile = [...changing, ...restricting, ...reading, ...owning, 'canModifyOwnerContentRestriction']
    assert.deepEqual(granted(file.capabilities), ownFile.toSorted())
    const folder = await newFile(api, { name: 'Mine', mimeType: folderType })
    const ownFolder = [...changing, ...filling, ...owning, 'canMoveChildrenOutOfDrive']
    assert.deepEqual(granted(folder.capabilities), ownFolder.toSorted())
    const { data: root } = await api.files.get({ fileId: 'root', fields: '*' })
    const { canAddChildren, canTrash, canRename, canDelete, canListChildren, canMoveItemWithinDrive } =
      root.capabilities ?? {}
    assert.deepEqual([canAddChildren, canListChildren], [true, true])
    assert.deepEqual([canTrash, canRename, canDelete, canMoveItemWithinDrive], [false, false, false, false])

    // What is given away may still be written, and shared as long as its owner lets writers share.
    const fileId = file.id
    const owner = { type: 'user', role: 'owner', emailAddress: 'ann@else.example' }
    await api.permissions.create({ fileId, requestBody: owner, transferOwnership: true })
    const { data: given } = await api.files.get({ fileId, fields: '*' })
    assert.deepEqual(granted(given.capabilities), [...changing, ...restricting, ...reading, 'canShare'].toSorted())
    assert.deepEqual([given.ownedByMe, given.shared], [false, true])
    await api.files.update({ fileId, requestBody: { writersCanShare: false } })
    const { data: kept } = await api.files.get({ fileId, fields: '*' })
    assert.equal(kept.capabilities?.canShare, false)
    assert.deepEqual([kept.writersCanShare, kept.permissions, kept.permissionIds], [false, undefined, undefined])
    const guest = { type: 'user', role: 'reader', emailAddress: 'bob@else.example' }
    await refused(api.permissions.create({ fileId, requestBody: guest }), 403, 'insufficientFilePermissions')
    const trash = { fileId, requestBody: { trashed: true } }
    await refused(api.files.update(trash), 403, 'insufficientFilePermissions')
    const mine = { fileId: folder.id, requestBody: { writersCanShare: false } }
    await api.files.update(mine)
    assert.equal((await api.files.get({ fileId: folder.id, fields: '*' })).data.capabilities?.canShare, true)

    const { items } = await everyFile(api, { q: 'sharedWithMe', fields: '*' })
    const roles = new Map(items.map((each) => [each.capabilities?.canEdit === true, each]))
    const readable = roles.get(false) ?? assert.fail('none to read')
    const written = granted(readable.capabilities).filter((name) => /Edit|Modify|Delete|Trash|Share|Rename/.test(name))
    assert.deepEqual(written, [])
    const theirs = { fileId: readable.id ?? '' }
    assert.equal(
      (await api.files.update({ ...theirs, requestBody: { viewedByMeTime: '2031-01-01T00:00:00Z' } })).status,
      200,
    )
    await refused(api.revisions.list(theirs), 403, 'insufficientFilePermissions')
    for (const requestBody of [{ trashed: true }, { description: 'x' }, { starred: true, name: 'x' }]) {
      await refused(api.files.update({ ...theirs, requestBody }), 403, 'insufficientFilePermissions')
    }
    const within = { ...theirs, addParents: folder.id }
    assert.notEqual((await api.files.get({ ...theirs, fields: '*' })).data.name, 'x')
    const commented = { ...theirs, requestBody: { content: 'x' }, fields: '*' }
    const may = readable.capabilities?.canComment === true
    if (may) assert.equal((await api.comments.create(commented)).data.content, 'x')
    else await refused(api.comments.create(commented), 403, 'insufficientFilePermissions')
    await refused(api.files.update({ ...within, addParents: 'nothing' }), 404, 'notFound', 'fileId')
  },
}

export const driveAbilities: Judge = {
  name: 'what one may do in shared drives',
  async judge(account) {
    const api = openDrive(account)
    const { data: made } = await api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Ours' }, fields: '*' })
    const all = Object.entries((made.capabilities ?? {}) as Can)
    assert.ok(all.length >= 20 && all.every(([, may]) => may === true))
    const { data } = await api.drives.list({ fields: 'drives(id,capabilities)', pageSize: 100, q: "name != 'Ours'" })
    const seen = new Map<string, Can>()
    for (let { drives = [], nextPageToken } = data; ;) {
      for (const { id, capabilities } of drives) seen.set(id ?? '', (capabilities ?? {}) as Can)
      if (!nextPageToken) break
      ;({ drives = [], nextPageToken } = (await api.drives.list({ fields: '*', pageToken: nextPageToken })).data)
    }
    // Who organizes may all, who writes may not rename the drive, who reads may not write.
    for (const can of seen.values()) {
      const organizes = can['canManageMembers'] === true
      for (const name of ['canDeleteDrive', 'canRenameDrive', 'canDeleteChildren', 'canChangeDriveBackground']) {
        assert.equal(can[name], organizes, name)
      }
      assert.ok(!organizes || (can['canTrashChildren'] && can['canAddChildren']))
      for (const name of ['canEdit', 'canShare', 'canRename', 'canReadRevisions']) {
        assert.equal(can[name], can['canAddChildren'], name)
      }
      assert.deepEqual([can['canListChildren'], can['canDownload'], can['canCopy']], [true, true, true])
    }
  },
}

export const sharedAbilities: Judge = {
  name: 'what one may do with files of shared drives',
  async judge(account) {
    const api = openDrive(account)
    const { data: made } = await api.drives.create({ requestId: 'ours-1', requestBody: { name: 'Ours' } })
    const driveId = made.id ?? ''
    const inside = { supportsAllDrives: true, fields: '*' }
    const add = async (requestBody: object) => (await api.files.create({ ...inside, requestBody })).data
    const folder = await add({ name: 'Folder', mimeType: folderType, parents: [driveId] })
    const file = await add({ name: 'File', parents: [folder.id] })
    const organized = ['canDelete', 'canMoveItemOutOfDrive', 'canReadDrive', 'canShare', 'canTrash', 'canUntrash']
    assert.deepEqual(granted(file.capabilities), [...changing, ...restricting, ...reading, ...organized].toSorted())
    const children = [
      'canAddFolderFromAnotherDrive',
      'canDeleteChildren',
      'canMoveChildrenOutOfDrive',
      'canTrashChildren',
    ]
    assert.deepEqual(granted(folder.capabilities), [...changing, ...filling, ...organized, ...children].toSorted())
    assert.deepEqual([file.hasAugmentedPermissions, file.teamDriveId, file.driveId], [false, driveId, driveId])
    assert.deepEqual([file.parents, file.permissions, file.permissionIds?.length], [[folder.id], undefined, 1])
    const at = { fileId: file.id ?? '', ...inside }
    const guest = { type: 'user', role: 'writer', emailAddress: 'ann@else.example' }
    const { data: given } = await api.permissions.create({ ...at, requestBody: guest })
    const detail = { permissionType: 'file', role: 'writer', inherited: false }
    assert.deepEqual(given.permissionDetails, [detail])
    assert.equal((await api.files.get(at)).data.hasAugmentedPermissions, true)
    const { data: members } = await api.permissions.list(at)
    assert.deepEqual(
      members.permissions?.map(({ role, permissionDetails }) => [role, permissionDetails?.[0]]),
      [
        ['writer', detail],
        ['organizer', { permissionType: 'member', role: 'organizer', inherited: true }],
      ],
    )
    const inherited = { ...at, permissionId: members.permissions?.[1]?.id ?? '' }
    await refused(api.permissions.delete(inherited), 403, 'cannotModifyInheritedPermission')
    const weaker = { ...inherited, requestBody: { role: 'reader' } }
    await refused(api.permissions.update(weaker), 403, 'cannotModifyInheritedPermission')

    // What leaves a shared drive belongs to who took it out.
    const out = { ...at, addParents: 'root', removeParents: folder.id ?? '' }
    const { data: left } = await api.files.update(out)
    assert.deepEqual([left.driveId, left.ownedByMe, left.owners?.[0]?.me], [undefined, true, true])
    const back = { ...at, addParents: driveId, removeParents: 'root' }
    const { data: again } = await api.files.update(back)
    assert.deepEqual([again.driveId, again.ownedByMe, again.owners], [driveId, false, undefined])
  },
}
