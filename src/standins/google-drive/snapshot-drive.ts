import { accountObject, type AccountObject, type AccountState } from '../stand-in.ts'
import { commentView } from './comments/comments.ts'
import { fileView } from './files/file-view.ts'
import { revisionView } from './revisions.ts'
import { driveView } from './shared-drives/drive-view.ts'
import { permissionsOf } from './sharing/access.ts'
import type { DriveFile, DriveState } from './state.ts'

/** The whole account: files, then what belongs to each of them. Top folders are not among the files. */
export function snapshotDrive(state: DriveState): AccountState {
  const { drives, files } = state
  const shared = [...files, ...drives.map(({ root }) => root)]
  return [
    ...files.map((file) => accountObject('files', file.id, fileView(state, file), ['id', 'name'])),
    ...drives.map((drive) => accountObject('drives', drive.id, driveView(state, drive), ['id', 'name'])),
    ...shared.flatMap((file) => permissionsOn(state, file)),
    ...files.flatMap((file) => commentsOn(state, file)),
    ...files.flatMap((file) => revisionsOf(state, file)),
  ]
}

/** Those that were given on the file itself. */
function permissionsOn(state: DriveState, file: DriveFile): AccountObject[] {
  const own = new Set(file.permissions.map(({ id }) => id))
  return permissionsOf(state, file)
    .filter(({ id }) => own.has(id ?? ''))
    .map((permission) =>
      accountObject('permissions', `${file.id}/${String(permission['id'])}`, { fileId: file.id, ...permission }, [
        'id',
        'emailAddress',
      ]),
    )
}

function commentsOn(state: DriveState, file: DriveFile): AccountObject[] {
  const everything = new URLSearchParams({ includeDeleted: 'true' })
  return file.comments.map((comment) =>
    accountObject(
      'comments',
      `${file.id}/${comment.id}`,
      { fileId: file.id, ...commentView(state, comment, everything) },
      ['id'],
    ),
  )
}

function revisionsOf(state: DriveState, file: DriveFile): AccountObject[] {
  return file.revisions.map((revision) =>
    accountObject(
      'revisions',
      `${file.id}/${revision.id}`,
      { fileId: file.id, ...revisionView(state, file, revision) },
      ['id'],
    ),
  )
}
