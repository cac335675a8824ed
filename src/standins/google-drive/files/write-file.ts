import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../../lib/json.ts'
import { mergePatch, withoutNulls } from '../../google/merge-patch.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall } from '../../google/route.ts'
import { refuseUnwritable } from '../read-input.ts'
import { insufficientRights, requireOwnership, requireRole } from '../sharing/access.ts'
import { ownerPermission } from '../sharing/new-permission.ts'
import { type DriveFile, type DriveState, fileById, fileNotFound, findFile, noteFileChange, now } from '../state.ts'
import { contentOf } from './content.ts'
import { readFileInput, readParent, unwritable } from './file-input.ts'
import { isFolder, typeOf } from './file-view.ts'
import { exportFormats, folderType, importFormats, isGoogleType, shortcutType, typeByName } from './mime-types.ts'
import { findParent, moveFile } from './place-file.ts'

/** Content that comes with a request. */
export interface Media {
  readonly bytes: Buffer
  readonly mimeType: string
}

/** A new file out of `call.body`, with content when some was uploaded. */
export function createFile(state: DriveState, call: GoogleCall, media?: Media): DriveFile {
  const { body, query } = call
  refuseUnwritable(body, unwritable)
  const { trashed: _trashed, mimeType: said, ...fields } = withoutNulls(readFileInput(body))
  const folder = findParent(state, readParent(body), query)
  const name = String(fields['name'] ?? 'Untitled')
  const mimeType = String(said ?? typeOfMedia(media) ?? typeByName(name) ?? unknownType)
  const file: DriveFile = {
    id: newFileId(state, body['id']),
    resource: {
      ...freshResource(),
      ...fields,
      name,
      mimeType,
      ...(mimeType === shortcutType ? { shortcutDetails: shortcutOf(state, fields) } : {}),
    },
    parent: folder.id,
    drive: folder.drive,
    content: isGoogleType(mimeType) && !exportFormats[mimeType] ? undefined : contentOf(Buffer.alloc(0)),
    permissions: folder.drive === undefined ? [ownerPermission(state.me)] : [],
    comments: [],
    revisions: [],
  }
  if (media || !isGoogleType(mimeType)) setContent(file, media ?? { bytes: Buffer.alloc(0), mimeType })
  state.files.push(file)
  noteFileChange(state, file)
  return file
}

/** PATCH: what is sent changes, what is sent as null goes. */
export function updateFile(state: DriveState, call: GoogleCall, media?: Media): DriveFile {
  const { body, params, query } = call
  const file = findFile(state, params['fileId'] ?? '', { query })
  if (body['parents'] !== undefined) {
    const message =
      'The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead.'
    throw refuse(403, { reason: 'fieldNotWritable', message })
  }
  refuseUnwritable(body, ['id', 'shortcutDetails', 'createdTime', ...unwritable])
  const fields = readFileInput(body)
  checkMayChange(state, file, fields, media !== undefined)
  moveFile(state, file, query)
  // Looking at a file and giving it a star are one's own affair; everything else is a change of the file.
  const counts = media !== undefined || Object.keys(fields).some((name) => !ownAffairs.includes(name))
  const next = mergePatch(file.resource, fields)
  file.resource = { ...next, ...(counts ? changedNow(fields) : {}), version: nextVersion(file) }
  if (media) setContent(withTypeOf(file, media, fields), media)
  noteFileChange(state, file)
  return file
}

export function copyFile(state: DriveState, call: GoogleCall): DriveFile {
  const { body, params, query } = call
  const source = findFile(state, params['fileId'] ?? '', { query })
  if (isFolder(source)) {
    throw refuse(403, { reason: 'cannotCopyFile', message: 'This file cannot be copied by the user.' })
  }
  const copied = ['mimeType', 'description', 'properties', 'appProperties', 'shortcutDetails', 'folderColorRgb']
  const kept = Object.entries(source.resource).filter(([name]) => copied.includes(name))
  const parents = source.parent === undefined ? {} : { parents: [source.parent] }
  const asked = { ...Object.fromEntries(kept), name: `Copy of ${String(source.resource['name'])}`, ...parents, ...body }
  const media = source.content && { bytes: source.content.bytes, mimeType: typeOf(source) }
  return createFile(state, { ...call, body: asked }, media)
}

/** An id such as Drive gives to files. */
export function freshFileId(): string {
  return `1${randomBytes(24).toString('base64url')}`
}

const ownAffairs = ['starred', 'viewedByMeTime', 'trashed']

const unknownType = 'application/octet-stream'

function typeOfMedia(media: Media | undefined): string | undefined {
  return media?.mimeType === unknownType ? undefined : media?.mimeType
}

function newFileId(state: DriveState, wanted: unknown): string {
  if (wanted === undefined || wanted === null) return freshFileId()
  if (typeof wanted === 'string' && fileById(state, wanted)) {
    throw refuse(409, { reason: 'fileIdInUse', message: 'A file already exists with the provided ID.' })
  }
  if (typeof wanted !== 'string' || !state.reserved.delete(wanted)) {
    throw refuse(400, { reason: 'invalid', message: 'The provided file ID is not usable.', parameter: 'id' })
  }
  return wanted
}

function freshResource(): JsonObject {
  const at = now()
  return {
    starred: false,
    trashed: false,
    version: '1',
    createdTime: at,
    modifiedTime: at,
    modifiedByMeTime: at,
    viewedByMeTime: at,
  }
}

function changedNow(fields: JsonObject): JsonObject {
  const at = now()
  return { modifiedTime: fields['modifiedTime'] ?? at, modifiedByMeTime: fields['modifiedTime'] ?? at }
}

function nextVersion({ resource }: DriveFile): string {
  return String(Number(resource['version']) + 1)
}

function shortcutOf(state: DriveState, fields: JsonObject): JsonObject {
  const target = fields['shortcutDetails'] as { readonly targetId: string } | undefined
  if (!target) throw refuse(400, { reason: 'required', message: 'A shortcut needs shortcutDetails.targetId.' })
  const file = fileById(state, target.targetId)
  if (!file) throw fileNotFound(target.targetId)
  return { targetId: file.id, targetMimeType: typeOf(file) }
}

function checkMayChange(state: DriveState, file: DriveFile, fields: JsonObject, hasMedia: boolean): void {
  const isTop = file.id === state.root.id || file.id === file.drive
  if (fields['trashed'] !== undefined) requireOwnership(state, file, 'fileOrganizer')
  if (isTop && (fields['trashed'] !== undefined || fields['name'] !== undefined)) {
    throw insufficientRights()
  }
  const isPrivate = Object.keys(fields).every((name) => name === 'starred' || name === 'viewedByMeTime')
  if (!isPrivate || hasMedia) requireRole(state, file, 'writer')
  const wanted = fields['mimeType']
  if (typeof wanted === 'string' && wanted !== typeOf(file) && (isGoogleType(wanted) || isGoogleType(typeOf(file)))) {
    throw refuse(400, { reason: 'badRequest', message: 'Bad Request. The mimeType of this file cannot be changed.' })
  }
}

/** New content may be of another kind, unless the request says which, or the content does not. */
function withTypeOf(file: DriveFile, { mimeType }: Media, fields: JsonObject): DriveFile {
  if (fields['mimeType'] === undefined && mimeType !== unknownType && !isGoogleType(typeOf(file)))
    file.resource = { ...file.resource, mimeType }
  return file
}

/** Of an ordinary file every content is a revision; Google's own kinds take in what they can read. */
function setContent(file: DriveFile, media: Media): void {
  const mimeType = typeOf(file)
  if (mimeType === folderType || mimeType === shortcutType) {
    throw refuse(400, { reason: 'badRequest', message: 'Bad Request. Files of this kind have no content.' })
  }
  const content = contentOf(media.bytes)
  if (isGoogleType(mimeType)) {
    if (mimeType !== media.mimeType && importFormats[media.mimeType]?.includes(mimeType) !== true) {
      throw refuse(400, { reason: 'badRequest', message: 'Bad Request. The content cannot be converted to this kind.' })
    }
  }
  file.content = content
  const { name, originalFilename = name ?? '', modifiedTime = now() } = file.resource
  if (!isGoogleType(mimeType)) file.resource = { ...file.resource, originalFilename }
  file.revisions.push({
    id: isGoogleType(mimeType) ? String(file.revisions.length + 1) : `0B${randomBytes(38).toString('base64url')}`,
    content,
    resource: { mimeType: typeOf(file), modifiedTime, ...(isGoogleType(mimeType) ? {} : { originalFilename }) },
  })
}
