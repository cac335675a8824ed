import type { JsonObject } from '../../lib/json.ts'
import type { GoogleRoute } from '../google/route.ts'
import { shownOf, showing } from './fields.ts'
import { isTrashed } from './files/file-view.ts'
import { folderColors } from './files/folder-colors.ts'
import { exportFormats, importFormats } from './files/mime-types.ts'
import { acceptedScopes } from './scopes.ts'
import { roleOn } from './sharing/access.ts'
import { driveThemes } from './shared-drives/drive-view.ts'
import { userView } from './sharing/people.ts'
import type { DriveFile, DriveState } from './state.ts'

/** Whose account it is, how full it is, and what Drive can do with files. */
export function aboutRoute(state: DriveState): GoogleRoute {
  return showing(shownOf.about, {
    operation: 'drive.v3.About.Get',
    method: 'get',
    path: '/drive/v3/about',
    scopes: acceptedScopes.readFiles,
    answer: () => aboutView(state),
  })
}

function aboutView(state: DriveState): JsonObject {
  return {
    kind: 'drive#about',
    user: userView(state, state.me),
    storageQuota: quota(state),
    importFormats,
    exportFormats,
    maxImportSizes: {
      'application/vnd.google-apps.document': '10485760',
      'application/vnd.google-apps.spreadsheet': '104857600',
      'application/vnd.google-apps.presentation': '104857600',
      'application/vnd.google-apps.drawing': '2097152',
    },
    maxUploadSize: '5242880000000',
    appInstalled: true,
    folderColorPalette: [...folderColors],
    driveThemes: themes(),
    teamDriveThemes: themes(),
    canCreateDrives: true,
    canCreateTeamDrives: true,
  }
}

function quota(state: DriveState): JsonObject {
  const own = state.files.filter((file) => file.drive === undefined && roleOn(state, file) === 'owner')
  const used = (files: readonly DriveFile[]) =>
    String(files.reduce((sum, { content }) => sum + (content?.bytes.length ?? 0), 0))
  const trash = own.filter((file) => isTrashed(state, file))
  return { limit: '16106127360', usage: used(own), usageInDrive: used(own), usageInDriveTrash: used(trash) }
}

function themes(): readonly JsonObject[] {
  return driveThemes.map(({ id, colorRgb }) => ({
    id,
    colorRgb,
    backgroundImageLink: `https://ssl.gstatic.com/team_drive_themes/${id}_background.jpg`,
  }))
}
