import type { JsonObject } from '../../../lib/json.ts'
import { type Role, roleRank } from '../sharing/access.ts'

interface Standing {
  readonly role: Role
  readonly isFolder: boolean
  readonly inDrive: boolean
  /** A top folder can be neither moved nor thrown away. */
  readonly isTop: boolean
  readonly writersCanShare: boolean
}

/** What the person may do with the file, as Drive spells it out. */
export function capabilitiesOf({ role, isFolder, inDrive, isTop, writersCanShare }: Standing): JsonObject {
  const can = (least: Role) => roleRank(role) >= roleRank(least)
  const organizes = !isTop && can(inDrive ? 'fileOrganizer' : 'owner')
  const edits = can('writer')
  return {
    canAcceptOwnership: false,
    canAddChildren: isFolder && edits,
    canAddMyDriveParent: false,
    canChangeCopyRequiresWriterPermission: edits,
    canChangeSecurityUpdateEnabled: false,
    canChangeViewersCanCopyContent: edits,
    canComment: can('commenter'),
    canCopy: !isFolder,
    canDelete: !isTop && can(inDrive ? 'organizer' : 'owner'),
    canDownload: !isFolder,
    canEdit: edits,
    canListChildren: isFolder,
    canModifyContent: edits,
    canModifyContentRestriction: edits && !isFolder,
    canModifyEditorContentRestriction: edits && !isFolder,
    canModifyLabels: false,
    canModifyOwnerContentRestriction: role === 'owner' && !isFolder,
    canMoveChildrenOutOfDrive: isFolder && can('organizer'),
    canMoveChildrenWithinDrive: isFolder && edits,
    canMoveItemIntoTeamDrive: !inDrive && organizes,
    canMoveItemOutOfDrive: !isTop && inDrive && can('organizer'),
    canMoveItemWithinDrive: !isTop && edits,
    canReadLabels: false,
    canReadRevisions: !isFolder && edits,
    canRemoveChildren: isFolder && edits,
    canRemoveContentRestriction: false,
    canRemoveMyDriveParent: !inDrive && organizes,
    canRename: !isTop && edits,
    canShare: can(inDrive && isFolder ? 'organizer' : 'writer') && (role === 'owner' || writersCanShare),
    canTrash: organizes,
    canUntrash: organizes,
    ...(inDrive
      ? {
          canAddFolderFromAnotherDrive: isFolder && edits,
          canDeleteChildren: isFolder && can('organizer'),
          canReadDrive: true,
          canTrashChildren: isFolder && can('fileOrganizer'),
        }
      : {}),
  }
}
