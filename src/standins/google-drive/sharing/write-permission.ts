import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall } from '../../google/route.ts'
import { readInput, refuseUnwritable } from '../read-input.ts'
import { type DriveFile, type DriveState, isTrue, noteFileChange } from '../state.ts'
import { insufficientRights, permissionsOf, requireRole, roleOn, roleRank } from './access.ts'
import { anyonePermission, domainPermission, personPermission } from './new-permission.ts'

export function createPermission(state: DriveState, file: DriveFile, { body, query }: GoogleCall): JsonObject {
  requireSharing(state, file)
  refuseUnwritable(body, unwritable)
  const asked: z.infer<typeof newPermission> = readInput(newPermission, body)
  if (!asked.type) throw refuse(400, { reason: 'required', message: 'The permission type field is required.' })
  if (!asked.role) throw refuse(400, { reason: 'required', message: 'The permission role field is required.' })
  checkRole(state, file, asked.role, query)
  const made = { ...permissionOf({ ...asked, type: asked.type, role: asked.role }), ...choices(asked) }
  const known = file.permissions.find(({ id }) => id === made['id'])
  if (known?.['role'] === 'owner') return known
  // Nobody loses anything by being invited once more.
  const role = known && roleRank(String(known['role'])) > roleRank(asked.role) ? known['role'] : asked.role
  const permission = { ...known, ...made, role: role ?? asked.role }
  if (asked.role === 'owner') handOver(file)
  file.permissions = [...file.permissions.filter((other) => other !== known), permission]
  noteFileChange(state, file)
  return shown(state, file, permission)
}

export function updatePermission(state: DriveState, file: DriveFile, call: GoogleCall): JsonObject {
  const { body, query } = call
  requireSharing(state, file)
  refuseUnwritable(body, ['id', 'type', 'emailAddress', 'domain', 'allowFileDiscovery', ...unwritable])
  const permission = ownPermission(state, file, call)
  const asked: z.infer<typeof changedPermission> = readInput(changedPermission, body)
  if (asked.role) checkRole(state, file, asked.role, query)
  if (permission['role'] === 'owner' && asked.role && asked.role !== 'owner') throw cannotTouchOwner()
  if (asked.role === 'owner' && permission['role'] !== 'owner') handOver(file)
  const { expirationTime, ...rest } = permission
  const lasting = isTrue(query, 'removeExpiration') || expirationTime === undefined
  const next = {
    ...rest,
    ...(lasting ? {} : { expirationTime }),
    ...(asked.role ? { role: asked.role } : {}),
    ...choices(asked),
  }
  file.permissions = file.permissions.map((other) => (other['id'] === permission['id'] ? next : other))
  noteFileChange(state, file)
  return shown(state, file, next)
}

/** One's own permission may be given up by anybody; the owner's by nobody. */
export function deletePermission(state: DriveState, file: DriveFile, call: GoogleCall): undefined {
  const permission = ownPermission(state, file, call)
  if (permission['emailAddress'] !== state.me.email) requireSharing(state, file)
  if (permission['role'] === 'owner') throw cannotTouchOwner()
  file.permissions = file.permissions.filter(({ id }) => id !== permission['id'])
  noteFileChange(state, file)
}

/** The permission by its id, inherited ones included. */
export function findPermission(state: DriveState, file: DriveFile, { params }: GoogleCall): JsonObject {
  const id = params['permissionId'] ?? ''
  const permission = permissionsOf(state, file).find((candidate) => candidate['id'] === id)
  if (permission) return permission
  throw refuse(404, { reason: 'notFound', message: `Permission not found: ${id}.`, parameter: 'permissionId' })
}

function ownPermission(state: DriveState, file: DriveFile, call: GoogleCall): JsonObject {
  const found = findPermission(state, file, call)
  const own = file.permissions.find(({ id }) => id === found['id'])
  if (own) return own
  const message = 'Cannot change or delete a permission that is inherited from a folder.'
  throw refuse(403, { reason: 'cannotModifyInheritedPermission', message })
}

function requireSharing(state: DriveState, file: DriveFile): void {
  requireRole(state, file, file.id === file.drive ? 'organizer' : 'writer')
  if (file.resource['writersCanShare'] !== false || roleOn(state, file) !== 'writer') return
  throw insufficientRights()
}

function checkRole(state: DriveState, file: DriveFile, role: string, query: URLSearchParams): void {
  const inDrive = file.drive !== undefined
  if (inDrive ? role === 'owner' : role === 'organizer' || role === 'fileOrganizer') {
    throw refuse(403, { reason: 'invalidSharingRequest', message: `The role ${role} is not possible for this file.` })
  }
  if (role === 'owner') requireRole(state, file, 'owner')
  if (role === 'owner' && !isTrue(query, 'transferOwnership')) {
    const message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
    throw refuse(403, { reason: 'forbidden', message, parameter: 'transferOwnership' })
  }
}

/** The owner until now stays on as a writer. */
function handOver(file: DriveFile): void {
  file.permissions = file.permissions.map((other) => (other['role'] === 'owner' ? { ...other, role: 'writer' } : other))
}

function cannotTouchOwner() {
  const message = "The owner's permission cannot be changed or removed."
  return refuse(403, { reason: 'insufficientFilePermissions', message })
}

/** With where it comes from, in a shared drive. */
function shown(state: DriveState, file: DriveFile, permission: JsonObject): JsonObject {
  return permissionsOf(state, file).find(({ id }) => id === permission['id']) ?? permission
}

type NewPermission = z.infer<typeof newPermission> & { readonly type: string; readonly role: string }

function permissionOf({ type, role, emailAddress, domain, allowFileDiscovery }: NewPermission): JsonObject {
  if (type === 'anyone') return anyonePermission(role, allowFileDiscovery ?? false)
  if (type === 'domain') {
    const name = domain?.trim().toLowerCase() ?? ''
    if (!/^[^@\s]+\.[^@\s]+$/.test(name)) throw notApplicable('domain')
    return domainPermission(name, role, allowFileDiscovery ?? false)
  }
  const email = emailAddress?.trim().toLowerCase() ?? ''
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw notApplicable('emailAddress')
  return personPermission({ email, name: nameOf(email) }, role, type)
}

function notApplicable(field: string) {
  const message = `The specified ${field} is invalid or not applicable for the given permission type.`
  return refuse(400, { reason: 'invalid', message, parameter: `permission.${field}` })
}

// What Drive knows of somebody who is not known otherwise.
function nameOf(email: string): string {
  return email.replace(/@.*$/, '')
}

function choices({ expirationTime, view, pendingOwner }: z.infer<typeof changedPermission>): JsonObject {
  return {
    ...(expirationTime ? { expirationTime: new Date(expirationTime).toISOString() } : {}),
    ...(view ? { view } : {}),
    ...(pendingOwner === undefined || pendingOwner === null ? {} : { pendingOwner }),
  }
}

const unwritable = ['displayName', 'photoLink', 'deleted', 'permissionDetails', 'teamDrivePermissionDetails']

const changedPermission = z.object({
  role: z.enum(['owner', 'organizer', 'fileOrganizer', 'writer', 'commenter', 'reader']).nullish(),
  expirationTime: z.iso.datetime({ offset: true }).nullish(),
  view: z.enum(['published']).nullish(),
  pendingOwner: z.boolean().nullish(),
})
const newPermission = changedPermission.extend({
  type: z.enum(['user', 'group', 'domain', 'anyone']).nullish(),
  emailAddress: z.string().nullish(),
  domain: z.string().nullish(),
  allowFileDiscovery: z.boolean().nullish(),
})
