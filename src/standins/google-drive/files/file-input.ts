import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { readInput } from '../read-input.ts'
import { closestFolderColor } from './folder-colors.ts'

/** What a client says about a file, times in UTC and colours of Drive's palette. */
export function readFileInput(body: JsonObject): JsonObject {
  const { folderColorRgb, viewersCanCopyContent, contentHints: _hints, ...fields } = readInput(fileInput, body)
  const times = ['createdTime', 'modifiedTime', 'viewedByMeTime'].filter((name) => typeof fields[name] === 'string')
  return {
    ...fields,
    ...Object.fromEntries(times.map((name) => [name, new Date(String(fields[name])).toISOString()])),
    ...(typeof folderColorRgb === 'string' ? { folderColorRgb: closestFolderColor(folderColorRgb) } : {}),
    ...(typeof viewersCanCopyContent === 'boolean' && fields['copyRequiresWriterPermission'] === undefined
      ? { copyRequiresWriterPermission: !viewersCanCopyContent }
      : {}),
  }
}

/** What no request may say, whatever it wants to do with the file. */
export const unwritable = [
  'capabilities',
  'driveId',
  'exportLinks',
  'fileExtension',
  'headRevisionId',
  'iconLink',
  'isAppAuthorized',
  'lastModifyingUser',
  'md5Checksum',
  'modifiedByMe',
  'ownedByMe',
  'owners',
  'permissionIds',
  'permissions',
  'quotaBytesUsed',
  'sha1Checksum',
  'sha256Checksum',
  'shared',
  'size',
  'spaces',
  'teamDriveId',
  'trashedTime',
  'trashingUser',
  'version',
  'webContentLink',
  'webViewLink',
]

const parentsInput = z.object({ parents: z.array(z.string()).nullish() })

/** The one folder that a new file is to lie in, as the client names it. */
export function readParent(body: JsonObject): string | undefined {
  const [parent, ...more] = (readInput(parentsInput, body)['parents'] ?? []) as readonly string[]
  if (more.length === 0) return parent
  const message = 'A file cannot have more than one parent.'
  throw refuse(400, { reason: 'invalid', message, parameter: 'parents' })
}

const text = z.string().nullish()
const flag = z.boolean().nullish()
const properties = z.record(z.string(), z.string().nullable()).nullish()
const time = z.iso.datetime({ offset: true }).nullish()
const restriction = z.object({ readOnly: flag, reason: text, ownerRestricted: flag })

const fileInput = z.object({
  name: text,
  mimeType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .nullish(),
  description: text,
  starred: flag,
  trashed: flag,
  properties,
  appProperties: properties,
  folderColorRgb: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullish(),
  writersCanShare: flag,
  copyRequiresWriterPermission: flag,
  viewersCanCopyContent: flag,
  createdTime: time,
  modifiedTime: time,
  viewedByMeTime: time,
  originalFilename: text,
  contentHints: z.looseObject({}).nullish(),
  contentRestrictions: z.array(restriction).nullish(),
  shortcutDetails: z.object({ targetId: z.string() }).nullish(),
})
