import type { JsonObject } from '../../../lib/json.ts'
import type { Tokens } from '../../google/pages.ts'
import type { GoogleCall, GoogleRoute } from '../../google/route.ts'
import { shownOf, showing } from '../fields.ts'
import { checkPageSize, drivePage, nextPage } from '../pages.ts'
import { acceptedScopes } from '../scopes.ts'
import { type DriveFile, type DriveState, findFile } from '../state.ts'
import { permissionsOf } from './access.ts'
import { createPermission, deletePermission, findPermission, updatePermission } from './write-permission.ts'

const collection = '/drive/v3/files/:fileId/permissions'
const item = `${collection}/:permissionId`
const limits = { most: 100, given: 3 }

/** Of files and, by the same addresses, of shared drives: there they are its members. */
export function permissionRoutes(state: DriveState, tokens: Tokens): readonly GoogleRoute[] {
  const fileOf = ({ params, query }: GoogleCall) => findFile(state, params['fileId'] ?? '', { query })
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `drive.v3.Permissions.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readPermissions : acceptedScopes.writePermissions,
  })
  return [
    showing(shownOf.permissions, {
      ...route('List', 'get'),
      path: collection,
      answer: (call) => listPermissions(state, fileOf(call), { call, tokens }),
    }),
    showing(shownOf.permission, {
      ...route('Get', 'get'),
      path: item,
      answer: (call) => findPermission(state, fileOf(call), call),
    }),
    showing(shownOf.permission, {
      ...route('Create', 'post'),
      path: collection,
      answer: (call) => createPermission(state, fileOf(call), call),
    }),
    showing(shownOf.permission, {
      ...route('Update', 'patch'),
      path: item,
      answer: (call) => updatePermission(state, fileOf(call), call),
    }),
    { ...route('Delete', 'delete'), path: item, answer: (call) => deletePermission(state, fileOf(call), call) },
  ]
}

/** All at once when no size was asked for, except in shared drives. */
function listPermissions(
  state: DriveState,
  file: DriveFile,
  { call: { query }, tokens }: { call: GoogleCall; tokens: Tokens },
): JsonObject {
  checkPageSize(query, limits.most)
  const all = permissionsOf(state, file)
  const paged = query.has('pageSize') || query.has('pageToken') || file.drive !== undefined
  const list = `permissions/${file.id}`
  const page = paged ? drivePage(all, query, list, { tokens, limits }) : { items: all, nextPageToken: undefined }
  return { kind: 'drive#permissionList', ...nextPage(page), permissions: page.items }
}
