import { insufficientRights, requireOwnership, roleOn } from '../sharing/access.ts'
import { type DriveFile, type DriveState, findDrive, noteFileChange, treeOf } from '../state.ts'

/** For ever, without the trash, and with everything below. */
export function deleteFile(state: DriveState, file: DriveFile): undefined {
  if (file.id === state.root.id || file.id === file.drive) {
    throw insufficientRights()
  }
  requireOwnership(state, file, 'organizer')
  remove(state, file)
}

/** What was thrown away by the person, or of one shared drive what lies in its trash. */
export function emptyTrash(state: DriveState, query: URLSearchParams): undefined {
  const driveId = query.get('driveId')
  const drive = driveId === null ? undefined : findDrive(state, driveId)
  if (drive) requireOwnership(state, drive.root, 'organizer')
  const trashed = state.files.filter(
    (file) =>
      file.resource['trashed'] === true && file.drive === drive?.id && (drive || roleOn(state, file) === 'owner'),
  )
  for (const file of trashed) remove(state, file)
}

function remove(state: DriveState, file: DriveFile): void {
  const gone = treeOf(state, file)
  state.files = state.files.filter((candidate) => !gone.includes(candidate))
  for (const one of gone) noteFileChange(state, one, true)
}
