import { refuse } from '../../google/refusal.ts'
import { requireRole } from '../sharing/access.ts'
import { ownerPermission } from '../sharing/new-permission.ts'
import { type DriveFile, type DriveState, fileById, fileNotFound, isTrue, treeOf } from '../state.ts'
import { isFolder } from './file-view.ts'

/** The folder that a request wants something put into; the person's own top folder when it names none. */
export function findParent(state: DriveState, id: string | undefined, query: URLSearchParams): DriveFile {
  if (id === undefined) return state.root
  const folder = fileById(state, id)
  if (!folder || (folder.drive !== undefined && !isTrue(query, 'supportsAllDrives'))) throw fileNotFound(id)
  if (!isFolder(folder)) {
    throw refuse(403, { reason: 'parentNotAFolder', message: 'The specified parent is not a folder.' })
  }
  requireRole(state, folder, 'writer')
  return folder
}

/** Moves the file as `addParents` and `removeParents` ask. Each is a list of ids; a file lies in one folder at most. */
export function moveFile(state: DriveState, file: DriveFile, query: URLSearchParams): void {
  const [added, removed] = [idsIn(query, 'addParents'), idsIn(query, 'removeParents')]
  const folders = added.map((id) => findParent(state, id, query)).filter(({ id }) => id !== file.parent)
  const left = removed.map((id) => knownFolder(state, id)).some(({ id }) => id === file.parent)
  if (folders.length > (left || file.parent === undefined ? 1 : 0)) {
    const message = 'Increasing the number of parents is not allowed'
    throw refuse(403, { reason: 'cannotAddParent', message })
  }
  const [folder] = folders
  if (folder && treeOf(state, file).includes(folder)) {
    throw refuse(403, { reason: 'cannotAddParent', message: 'A folder cannot be moved into itself or below itself.' })
  }
  if (!folder && !left) return
  requireRole(state, file, file.drive === undefined ? 'writer' : 'fileOrganizer')
  place(state, file, folder ?? (file.drive === undefined ? state.root : (fileById(state, file.drive) ?? state.root)))
}

/** What a shared drive holds is its own, what leaves it belongs to who took it out. */
function place(state: DriveState, file: DriveFile, folder: DriveFile): void {
  if (folder.drive !== file.drive && file.drive !== undefined) requireRole(state, file, 'organizer')
  if (folder.drive !== file.drive && file.drive === undefined) requireRole(state, file, 'owner')
  file.parent = folder.id
  for (const moved of treeOf(state, file)) {
    if (moved.drive === folder.drive) continue
    const others = moved.permissions.filter(({ role }) => role !== 'owner')
    moved.permissions = folder.drive === undefined ? [ownerPermission(state.me), ...others] : others
    moved.drive = folder.drive
  }
}

function knownFolder(state: DriveState, id: string): DriveFile {
  const folder = fileById(state, id)
  if (!folder) throw fileNotFound(id)
  return folder
}

function idsIn(query: URLSearchParams, name: string): string[] {
  return (query.get(name) ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}
