import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import { mergePatch, withoutNulls } from '../../google/merge-patch.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall } from '../../google/route.ts'
import { isTrashed } from '../files/file-view.ts'
import { folderType } from '../files/mime-types.ts'
import { readInput, refuseUnwritable } from '../read-input.ts'
import { requireRole } from '../sharing/access.ts'
import { personPermission } from '../sharing/new-permission.ts'
import { type DriveFile, type DriveState, noteChange, now, type SharedDrive } from '../state.ts'
import { driveThemes } from './drive-view.ts'

export function createDrive(state: DriveState, { body, query }: GoogleCall): SharedDrive {
  const requestId = query.get('requestId') ?? ''
  if (requestId === '') {
    const message = 'Required parameter: requestId'
    throw refuse(400, { reason: 'required', message, parameter: 'requestId' })
  }
  if (state.drives.some((drive) => drive.requestId === requestId)) {
    const message = 'A shared drive was already created by a request of this id.'
    throw refuse(409, { reason: 'duplicate', message, parameter: 'requestId' })
  }
  const { themeId, ...fields } = readDriveInput(body)
  if (typeof fields['name'] !== 'string' || fields['name'].trim() === '')
    throw refuse(400, { reason: 'required', message: 'The shared drive name is required.', parameter: 'name' })
  const id = `0A${randomBytes(10).toString('base64url').slice(0, 13)}Uk9PVA`
  const resource = driveResource({ ...fields, ...themed(themeId ?? 'blueprints'), createdTime: now() })
  const drive = { id, resource, root: driveRoot(id, String(resource['createdTime'])), requestId }
  drive.root.permissions = [personPermission(state.me, 'organizer')]
  state.drives.push(drive)
  noteDriveChange(state, drive)
  return drive
}

export function updateDrive(state: DriveState, drive: SharedDrive, { body }: GoogleCall): SharedDrive {
  requireRole(state, drive.root, 'organizer')
  refuseUnwritable(body, ['id', 'capabilities', 'createdTime', 'hidden', 'backgroundImageLink', 'orgUnitId'])
  const { themeId, ...fields } = readDriveInput(body)
  if (themeId !== undefined && fields['colorRgb'] !== undefined) {
    const message = 'A theme cannot be set together with a colour or a background image.'
    throw refuse(400, { reason: 'invalid', message, parameter: 'themeId' })
  }
  drive.resource = mergePatch(drive.resource, { ...fields, ...(themeId === undefined ? {} : themed(themeId)) })
  noteDriveChange(state, drive)
  return drive
}

/** Whether it is hidden is one's own choice, whatever one may do in it. */
export function hideDrive(state: DriveState, drive: SharedDrive, hidden: boolean): SharedDrive {
  drive.resource = { ...drive.resource, hidden }
  noteDriveChange(state, drive)
  return drive
}

/** Only one in which nothing but trash is left. */
export function deleteDrive(state: DriveState, drive: SharedDrive): undefined {
  requireRole(state, drive.root, 'organizer')
  if (state.files.some((file) => file.drive === drive.id && !isTrashed(state, file))) {
    const message = 'The shared drive cannot be deleted because it contains items that are not in the trash.'
    throw refuse(403, { reason: 'cannotDeleteResourceWithChildren', message })
  }
  state.files = state.files.filter((file) => file.drive !== drive.id)
  state.drives = state.drives.filter((other) => other !== drive)
  noteChange(state, { type: 'drive', id: drive.id, drive: undefined }, true)
}

export function driveResource(fields: JsonObject): JsonObject {
  const restrictions = {
    adminManagedRestrictions: false,
    copyRequiresWriterPermission: false,
    domainUsersOnly: false,
    driveMembersOnly: false,
    sharingFoldersRequiresOrganizerPermission: false,
  }
  return mergePatch({ hidden: false, restrictions }, fields)
}

/** The drive's top folder, which has the drive's id. */
export function driveRoot(id: string, at: string): DriveFile {
  return {
    id,
    resource: {
      name: 'Drive',
      mimeType: folderType,
      starred: false,
      trashed: false,
      version: '1',
      createdTime: at,
      modifiedTime: at,
    },
    parent: undefined,
    drive: id,
    content: undefined,
    permissions: [],
    comments: [],
    revisions: [],
  }
}

function noteDriveChange(state: DriveState, { id }: SharedDrive): void {
  noteChange(state, { type: 'drive', id, drive: undefined })
}

function themed(themeId: unknown): JsonObject {
  const theme = driveThemes.find(({ id }) => id === themeId)
  if (theme) return { colorRgb: theme.colorRgb }
  throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'themeId' })
}

function readDriveInput(body: JsonObject): JsonObject {
  return withoutNulls(readInput(driveInput, body))
}

const flag = z.boolean().nullish()
const driveInput = z.object({
  name: z.string().min(1).nullish(),
  themeId: z.string().nullish(),
  colorRgb: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullish(),
  restrictions: z
    .object({
      copyRequiresWriterPermission: flag,
      domainUsersOnly: flag,
      driveMembersOnly: flag,
      sharingFoldersRequiresOrganizerPermission: flag,
    })
    .nullish(),
})
