import type { JsonObject } from '../../../lib/json.ts'
import type { Tokens } from '../../google/pages.ts'
import type { GoogleCall, GoogleRoute } from '../../google/route.ts'
import { shownOf, showing } from '../fields.ts'
import { drivePage, nextPage } from '../pages.ts'
import { acceptedScopes } from '../scopes.ts'
import { searchedDrives } from '../search/drive-search.ts'
import { type DriveState, findDrive } from '../state.ts'
import { driveView } from './drive-view.ts'
import { createDrive, deleteDrive, hideDrive, updateDrive } from './write-drive.ts'

const collection = '/drive/v3/drives'
const item = `${collection}/:driveId`
const limits = { most: 100, given: 4 }

export function driveRoutes(state: DriveState, tokens: Tokens): readonly GoogleRoute[] {
  const driveOf = ({ params }: GoogleCall) => findDrive(state, params['driveId'] ?? '')
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `drive.v3.Drives.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readDrives : acceptedScopes.writeDrives,
  })
  const hide = (hidden: boolean) => (call: GoogleCall) => driveView(state, hideDrive(state, driveOf(call), hidden))
  return [
    showing(shownOf.drives, {
      ...route('List', 'get'),
      path: collection,
      answer: ({ query }) => listDrives(state, query, tokens),
    }),
    showing(shownOf.drive, { ...route('Get', 'get'), path: item, answer: (call) => driveView(state, driveOf(call)) }),
    showing(shownOf.drive, {
      ...route('Create', 'post'),
      path: collection,
      answer: (call) => driveView(state, createDrive(state, call)),
    }),
    showing(shownOf.drive, {
      ...route('Update', 'patch'),
      path: item,
      answer: (call) => driveView(state, updateDrive(state, driveOf(call), call)),
    }),
    { ...route('Delete', 'delete'), path: item, answer: (call) => deleteDrive(state, driveOf(call)) },
    showing(shownOf.drive, { ...route('Hide', 'post'), path: `${item}/hide`, answer: hide(true) }),
    showing(shownOf.drive, { ...route('Unhide', 'post'), path: `${item}/unhide`, answer: hide(false) }),
  ]
}

function listDrives(state: DriveState, query: URLSearchParams, tokens: Tokens): JsonObject {
  const page = drivePage(searchedDrives(state, query.get('q')), query, 'drives', { tokens, limits })
  return { kind: 'drive#driveList', ...nextPage(page), drives: page.items.map((drive) => driveView(state, drive)) }
}
