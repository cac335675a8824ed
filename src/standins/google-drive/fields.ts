import { type Mask, parseMask, partialResponse } from '../google/partial-response.ts'
import { refuse } from '../google/refusal.ts'
import type { GoogleRoute } from '../google/route.ts'

/** Which fields an answer can have, and which it has when the request does not say. */
export interface Shown {
  readonly known: Mask
  /** Null: the request has to say. */
  readonly unasked: string | null
}

/** Drive shows little unless it is asked for more, and refuses names that it does not know, before it does anything. */
export function showing(shown: Shown, route: GoogleRoute): GoogleRoute {
  return {
    ...route,
    answer(call) {
      const asked = call.query.get('fields') ?? ''
      if (asked !== '') checkNames(parseMask(asked), shown.known)
      else if (shown.unasked === null) throw fieldsRequired()
      const answer = route.answer(call)
      if (answer === undefined || answer instanceof Response || asked !== '') return answer
      return partialResponse(answer, shown.unasked ?? undefined)
    },
  }
}

function checkNames(asked: Mask, known: Mask): void {
  for (const [name, below] of Object.entries(asked)) {
    if (name === '*' || known['*']) continue
    const found = known[name]
    const deeper = Object.keys(below).length > 0
    if (!found || (deeper && Object.keys(found).length === 0)) throw unknownField(name)
    checkNames(below, found)
  }
}

function unknownField(name: string) {
  const message = `Invalid field selection ${name}`
  return refuse(400, { reason: 'invalidParameter', message, parameter: 'fields' })
}

function fieldsRequired() {
  const message = "The 'fields' parameter is required for this method."
  return refuse(400, { reason: 'required', message, parameter: 'fields' })
}

const user = 'kind,displayName,photoLink,me,permissionId,emailAddress'
const permission = `kind,id,type,role,emailAddress,domain,displayName,photoLink,allowFileDiscovery,expirationTime,deleted,view,
  pendingOwner,permissionDetails(permissionType,inheritedFrom,role,inherited),
  teamDrivePermissionDetails(teamDrivePermissionType,inheritedFrom,role,inherited)`
const file = `kind,id,name,mimeType,description,starred,trashed,explicitlyTrashed,trashedTime,trashingUser(${user}),parents,spaces,
  version,webContentLink,webViewLink,iconLink,hasThumbnail,thumbnailLink,thumbnailVersion,viewedByMe,viewedByMeTime,createdTime,
  modifiedTime,modifiedByMe,modifiedByMeTime,sharedWithMeTime,sharingUser(${user}),owners(${user}),teamDriveId,driveId,
  lastModifyingUser(${user}),shared,ownedByMe,capabilities(*),viewersCanCopyContent,copyRequiresWriterPermission,writersCanShare,
  permissions(${permission}),permissionIds,hasAugmentedPermissions,folderColorRgb,originalFilename,fullFileExtension,fileExtension,
  md5Checksum,sha1Checksum,sha256Checksum,size,quotaBytesUsed,headRevisionId,contentHints(*),imageMediaMetadata(*),
  videoMediaMetadata(*),isAppAuthorized,exportLinks(*),properties(*),appProperties(*),contentRestrictions(*),
  shortcutDetails(targetId,targetMimeType,targetResourceKey),resourceKey,linkShareMetadata(*),labelInfo(*)`
const reply = `kind,id,author(${user}),content,htmlContent,action,createdTime,modifiedTime,deleted`
const comment = `kind,id,author(${user}),content,htmlContent,createdTime,modifiedTime,deleted,resolved,anchor,
  quotedFileContent(mimeType,value),replies(${reply})`
const revision = `kind,id,mimeType,modifiedTime,keepForever,published,publishAuto,publishedOutsideDomain,publishedLink,
  lastModifyingUser(${user}),originalFilename,md5Checksum,size,exportLinks(*)`
const drive = `kind,id,name,colorRgb,themeId,backgroundImageLink,backgroundImageFile(*),createdTime,hidden,orgUnitId,
  capabilities(*),restrictions(*)`
const change = `kind,type,changeType,time,removed,fileId,file(${file}),driveId,drive(${drive}),teamDriveId,teamDrive(*)`

const plainFile = 'kind,id,name,mimeType'
const plainPermission = 'kind,id,type,role,allowFileDiscovery'
const plainRevision = 'kind,id,mimeType,modifiedTime'
const plainChange = `kind,type,changeType,time,removed,fileId,file(${plainFile}),driveId,drive(kind,id,name)`

/** By what is answered. */
export const shownOf = {
  file: one(file, plainFile),
  files: listOf('files', file, plainFile, 'incompleteSearch'),
  permission: one(permission, plainPermission),
  permissions: listOf('permissions', permission, plainPermission),
  comment: one(comment, null),
  comments: listOf('comments', comment, null),
  reply: one(reply, null),
  replies: listOf('replies', reply, null),
  revision: one(revision, plainRevision),
  revisions: listOf('revisions', revision, plainRevision),
  drive: one(drive, 'kind,id,name'),
  drives: listOf('drives', drive, 'kind,id,name'),
  changes: listOf('changes', change, plainChange, 'newStartPageToken'),
  startPageToken: one('kind,startPageToken', '*'),
  generatedIds: one('kind,space,ids', '*'),
  about: one(
    `kind,user(${user}),storageQuota(limit,usage,usageInDrive,usageInDriveTrash),importFormats(*),exportFormats(*),
      maxImportSizes(*),maxUploadSize,appInstalled,folderColorPalette,driveThemes(*),teamDriveThemes(*),canCreateDrives,
      canCreateTeamDrives`,
    null,
  ),
} satisfies Record<string, Shown>

function one(known: string, unasked: string | null): Shown {
  return { known: parseMask(known), unasked }
}

function listOf(name: string, known: string, unasked: string | null, ...more: readonly string[]): Shown {
  const around = ['kind', 'nextPageToken', ...more].join(',')
  return one(`${around},${name}(${known})`, unasked === null ? null : `${around},${name}(${unasked})`)
}
