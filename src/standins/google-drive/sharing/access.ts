import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { type DriveFile, type DriveState, fileById, type Person } from '../state.ts'
import { userView } from './people.ts'

export type Role = 'reader' | 'commenter' | 'writer' | 'fileOrganizer' | 'organizer' | 'owner'
const roles: readonly string[] = ['reader', 'commenter', 'writer', 'fileOrganizer', 'organizer', 'owner']

/** A higher rank may do all that a lower one may. */
export function roleRank(role: string): number {
  return roles.indexOf(role)
}

/** What the person of the account may do with the file. */
export function roleOn(state: DriveState, file: DriveFile): Role {
  const mine = permissionsOf(state, file)
    .filter(({ type, emailAddress }) => type === 'anyone' || type === 'domain' || emailAddress === state.me.email)
    .map(({ role }) => String(role))
  return (mine.toSorted((one, other) => roleRank(other) - roleRank(one))[0] ?? 'reader') as Role
}

export function requireRole(state: DriveState, file: DriveFile, role: Role): void {
  if (roleRank(roleOn(state, file)) >= roleRank(role)) return
  throw insufficientRights()
}

export function insufficientRights() {
  const message = 'The user does not have sufficient permissions for this file.'
  return refuse(403, { reason: 'insufficientFilePermissions', message })
}

/** Throwing away and deleting is for owners; in a shared drive, for those who organise it. */
export function requireOwnership(state: DriveState, file: DriveFile, inDrive: Role): void {
  requireRole(state, file, file.drive === undefined ? 'owner' : inDrive)
}

/** Those given on the file and those it has from the folders above it; of two for the same person the stronger one. */
export function permissionsOf(state: DriveState, file: DriveFile): JsonObject[] {
  const shared = file.drive !== undefined
  const own = file.permissions.map((permission) =>
    shared ? { ...permission, ...details(permission, file) } : permission,
  )
  const folder = file.parent === undefined ? undefined : fileById(state, file.parent)
  const inherited = folder ? permissionsOf(state, folder).filter(({ role }) => role !== 'owner') : []
  const kept = inherited.map((permission) => (shared ? inheritedView(permission) : permission))
  const weaker = (one: JsonObject, among: readonly JsonObject[]) =>
    among.some(({ id, role }) => id === one['id'] && roleRank(String(role)) >= roleRank(String(one['role'])))
  const stronger = kept.filter((permission) => !weaker(permission, own))
  return [...own.filter(({ id }) => !stronger.some((permission) => permission['id'] === id)), ...stronger]
}

/** Whether somebody else may see the file. */
export function isShared(state: DriveState, file: DriveFile): boolean {
  return permissionsOf(state, file).length > 1
}

export function ownerOf(state: DriveState, file: DriveFile): JsonObject | undefined {
  const permission = file.permissions.find(({ role }) => role === 'owner')
  return permission && userView(state, holderOf(permission))
}

function holderOf(permission: JsonObject): Person {
  return { email: String(permission['emailAddress']), name: String(permission['displayName']) }
}

// Only what lies in a shared drive says where a permission comes from.
function details(permission: JsonObject, file: DriveFile): JsonObject {
  const type = file.id === file.drive ? 'member' : 'file'
  const role = permission['role'] ?? ''
  return {
    permissionDetails: [{ permissionType: type, role, inherited: false }],
    teamDrivePermissionDetails: [{ teamDrivePermissionType: type, role, inherited: false }],
  }
}

function inheritedView(permission: JsonObject): JsonObject {
  const from = (name: string) =>
    (permission[name] as readonly JsonObject[]).map((detail) => ({ ...detail, inherited: true }))
  return {
    ...permission,
    permissionDetails: from('permissionDetails'),
    teamDrivePermissionDetails: from('teamDrivePermissionDetails'),
  }
}
