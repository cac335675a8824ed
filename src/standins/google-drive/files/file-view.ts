import type { JsonObject } from '../../../lib/json.ts'
import { isShared, ownerOf, permissionsOf, roleOn } from '../sharing/access.ts'
import { userView } from '../sharing/people.ts'
import { type DriveFile, type DriveState, fileById } from '../state.ts'
import { capabilitiesOf } from './capabilities.ts'
import { exportFormats, extensionOf, folderType, isGoogleType } from './mime-types.ts'

/** Everything that Drive tells about a file. */
export function fileView(state: DriveState, file: DriveFile): JsonObject {
  const { resource } = file
  const { lastModifier, writersCanShare, copyRequiresWriterPermission, ...told } = resource
  return {
    kind: 'drive#file',
    id: file.id,
    ...told,
    trashed: isTrashed(state, file),
    explicitlyTrashed: resource['trashed'] ?? false,
    ...(file.parent === undefined ? {} : { parents: [file.parent] }),
    spaces: ['drive'],
    ...linksOf(file),
    ...contentFacts(file),
    ...standing(state, file),
    lastModifyingUser: lastModifier ?? userView(state, state.me),
    modifiedByMe: resource['modifiedByMeTime'] !== undefined,
    viewedByMe: resource['viewedByMeTime'] !== undefined,
    copyRequiresWriterPermission: copyRequiresWriterPermission ?? false,
    viewersCanCopyContent: copyRequiresWriterPermission !== true,
    writersCanShare: writersCanShare ?? true,
    isAppAuthorized: true,
    hasThumbnail: false,
    thumbnailVersion: '0',
  }
}

/** By itself, or because a folder above it was thrown away. */
export function isTrashed(state: DriveState, file: DriveFile): boolean {
  if (file.resource['trashed'] === true) return true
  const folder = file.parent === undefined ? undefined : fileById(state, file.parent)
  return folder !== undefined && isTrashed(state, folder)
}

export function typeOf(file: DriveFile): string {
  return String(file.resource['mimeType'])
}

export function isFolder(file: DriveFile): boolean {
  return typeOf(file) === folderType
}

function standing(state: DriveState, file: DriveFile): JsonObject {
  const permissions = permissionsOf(state, file)
  const role = roleOn(state, file)
  const inDrive = file.drive !== undefined
  const capabilities = capabilitiesOf({
    role,
    isFolder: isFolder(file),
    inDrive,
    isTop: file.id === state.root.id || file.id === file.drive,
    writersCanShare: file.resource['writersCanShare'] !== false,
  })
  const permissionIds = permissions.map(({ id }) => id ?? '')
  if (file.drive !== undefined) {
    const added = file.permissions.length > 0 && file.id !== file.drive
    return {
      driveId: file.drive,
      teamDriveId: file.drive,
      ownedByMe: false,
      shared: true,
      hasAugmentedPermissions: added,
      capabilities,
      permissionIds,
    }
  }
  const owner = ownerOf(state, file)
  const mayShare = capabilities['canShare'] === true
  return {
    ...(owner ? { owners: [owner] } : {}),
    ownedByMe: role === 'owner',
    shared: isShared(state, file),
    capabilities,
    ...(mayShare ? { permissions, permissionIds } : {}),
  }
}

function contentFacts(file: DriveFile): JsonObject {
  const mimeType = typeOf(file)
  const size = String(file.content?.bytes.length ?? 0)
  const exported = exportFormats[mimeType]
  if (exported) return { quotaBytesUsed: size, size, exportLinks: exportLinks(file.id, exported) }
  if (isGoogleType(mimeType) || !file.content) return { quotaBytesUsed: '0' }
  const { md5, sha1, sha256 } = file.content
  const extension = extensionOf(String(file.resource['name']))
  return {
    size,
    quotaBytesUsed: size,
    md5Checksum: md5,
    sha1Checksum: sha1,
    sha256Checksum: sha256,
    headRevisionId: file.revisions.at(-1)?.id ?? '',
    ...(extension === undefined ? {} : { fileExtension: extension, fullFileExtension: extension }),
  }
}

export function exportLinks(id: string, formats: readonly string[]): JsonObject {
  const link = (format: string) =>
    `https://docs.google.com/feeds/download/documents/export/Export?id=${id}&exportFormat=${encodeURIComponent(format)}`
  return Object.fromEntries(formats.map((format) => [format, link(format)]))
}

function linksOf(file: DriveFile): JsonObject {
  const mimeType = typeOf(file)
  const place = editors[mimeType] ?? 'drive.google.com/file/d'
  const icon = `https://drive-thirdparty.googleusercontent.com/16/type/${mimeType}`
  if (mimeType === folderType) {
    return { webViewLink: `https://drive.google.com/drive/folders/${file.id}`, iconLink: icon }
  }
  const content = file.content && !isGoogleType(mimeType)
  const view = `https://${place}/${file.id}/${editors[mimeType] === undefined ? 'view' : 'edit'}?usp=drivesdk`
  return {
    webViewLink: view,
    ...(content ? { webContentLink: `https://drive.google.com/uc?id=${file.id}&export=download` } : {}),
    iconLink: icon,
  }
}

const editors: Readonly<Record<string, string>> = {
  'application/vnd.google-apps.document': 'docs.google.com/document/d',
  'application/vnd.google-apps.spreadsheet': 'docs.google.com/spreadsheets/d',
  'application/vnd.google-apps.presentation': 'docs.google.com/presentation/d',
}
