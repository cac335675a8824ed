import type { JsonObject } from '../../../lib/json.ts'
import { roleOn, roleRank } from '../sharing/access.ts'
import type { DriveState, SharedDrive } from '../state.ts'

/** Everything that Drive tells about a shared drive. */
export function driveView(state: DriveState, { id, resource, root }: SharedDrive): JsonObject {
  const role = roleOn(state, root)
  const can = (least: string) => roleRank(role) >= roleRank(least)
  return {
    kind: 'drive#drive',
    id,
    ...resource,
    backgroundImageLink: `https://ssl.gstatic.com/team_drive_themes/${themeOf(resource)}_background.jpg`,
    capabilities: {
      canAddChildren: can('writer'),
      canChangeCopyRequiresWriterPermissionRestriction: can('organizer'),
      canChangeDomainUsersOnlyRestriction: can('organizer'),
      canChangeDriveBackground: can('organizer'),
      canChangeDriveMembersOnlyRestriction: can('organizer'),
      canChangeSharingFoldersRequiresOrganizerPermissionRestriction: can('organizer'),
      canComment: can('commenter'),
      canCopy: true,
      canDeleteChildren: can('organizer'),
      canDeleteDrive: can('organizer'),
      canDownload: true,
      canEdit: can('writer'),
      canListChildren: true,
      canManageMembers: can('organizer'),
      canReadRevisions: can('writer'),
      canRename: can('writer'),
      canRenameDrive: can('organizer'),
      canResetDriveRestrictions: can('organizer'),
      canShare: can('writer'),
      canTrashChildren: can('fileOrganizer'),
    },
  }
}

/** What one can choose for the look of a shared drive: a colour and a picture that go together. */
export const driveThemes: readonly { readonly id: string; readonly colorRgb: string }[] = [
  { id: 'abacus', colorRgb: '#ea6100' },
  { id: 'blueprints', colorRgb: '#4285f4' },
  { id: 'clothespins', colorRgb: '#d23f31' },
  { id: 'machine_gears', colorRgb: '#535ff5' },
  { id: 'telephones', colorRgb: '#0f9d58' },
  { id: 'vinyl_records', colorRgb: '#512da8' },
]

function themeOf({ colorRgb }: JsonObject): string {
  return driveThemes.find((theme) => theme.colorRgb === colorRgb)?.id ?? 'blueprints'
}
