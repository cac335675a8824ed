import type { JsonObject } from '../../lib/json.ts'
import { refuse } from '../google/refusal.ts'
import type { GoogleRoute } from '../google/route.ts'
import { shownOf, showing } from './fields.ts'
import { fileView } from './files/file-view.ts'
import { checkPageSize } from './pages.ts'
import { acceptedScopes } from './scopes.ts'
import { driveView } from './shared-drives/drive-view.ts'
import { type Change, type DriveState, fileById, findDrive, isTrue } from './state.ts'

const collection = '/drive/v3/changes'
const limits = { most: 1000, given: 8 }

/** What has changed since a token: each file and shared drive once, with its latest change. */
export function changeRoutes(state: DriveState): readonly GoogleRoute[] {
  const read = (name: string) => ({
    operation: `drive.v3.Changes.${name}`,
    method: 'get' as const,
    scopes: acceptedScopes.readFiles,
  })
  return [
    showing(shownOf.startPageToken, {
      ...read('GetStartPageToken'),
      path: `${collection}/startPageToken`,
      answer({ query }) {
        checkDrive(state, query)
        return { kind: 'drive#startPageToken', startPageToken: String(state.revision) }
      },
    }),
    showing(shownOf.changes, {
      ...read('List'),
      path: collection,
      answer: ({ query }) => listChanges(state, query),
    }),
  ]
}

function listChanges(state: DriveState, query: URLSearchParams): JsonObject {
  checkPageSize(query, limits.most)
  checkDrive(state, query)
  const since = readToken(state, query.get('pageToken') ?? '')
  const asked = Math.min(Number(query.get('pageSize') ?? limits.given), limits.given)
  const wanted = state.changes.filter((change) => change.revision > since && isWanted(change, query))
  const page = wanted.slice(0, asked)
  const last = page.at(-1)
  return {
    kind: 'drive#changeList',
    ...(last && page.length < wanted.length
      ? { nextPageToken: String(last.revision) }
      : { newStartPageToken: String(state.revision) }),
    changes: page.map((change) => changeView(state, change)),
  }
}

/** Tokens are numbers that go up, as Drive's are; one that was not given out yet is refused. */
function readToken(state: DriveState, token: string): number {
  if (token === '') {
    const message = 'Required parameter: pageToken'
    throw refuse(400, { reason: 'required', message, parameter: 'pageToken' })
  }
  if (!/^\d{1,15}$/.test(token) || Number(token) < 1 || Number(token) > state.revision)
    throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'pageToken' })
  return Number(token)
}

function isWanted({ drive, removed, type }: Change, query: URLSearchParams): boolean {
  if (removed && query.get('includeRemoved') === 'false') return false
  const driveId = query.get('driveId')
  if (driveId !== null) return type === 'file' && drive === driveId
  const all = isTrue(query, 'includeItemsFromAllDrives') && isTrue(query, 'supportsAllDrives')
  return (all && !isTrue(query, 'restrictToMyDrive')) || (type === 'file' && drive === undefined)
}

function changeView(state: DriveState, { type, id, time, removed }: Change): JsonObject {
  const stamp = { kind: 'drive#change', type, changeType: type, time, removed }
  if (type === 'drive') {
    const drive = state.drives.find((candidate) => candidate.id === id)
    return { ...stamp, driveId: id, ...(drive ? { drive: driveView(state, drive) } : {}) }
  }
  const file = removed ? undefined : fileById(state, id)
  return { ...stamp, fileId: id, ...(file ? { file: fileView(state, file) } : {}) }
}

function checkDrive(state: DriveState, query: URLSearchParams): void {
  const driveId = query.get('driveId')
  if (driveId === null) return
  findDrive(state, driveId)
  if (isTrue(query, 'supportsAllDrives')) return
  const message = 'The supportsAllDrives parameter must be set to true when driveId is set.'
  throw refuse(403, { reason: 'teamDrivesNotSupported', message, parameter: 'supportsAllDrives' })
}
