import type { JsonObject } from '../../../lib/json.ts'
import type { Tokens } from '../../google/pages.ts'
import { refuse } from '../../google/refusal.ts'
import { drivePage, nextPage } from '../pages.ts'
import { asksForText, fileSearch } from '../search/file-search.ts'
import { type DriveFile, type DriveState, findDrive, isTrue } from '../state.ts'
import { fileView } from './file-view.ts'
import { sortedFiles } from './sort-files.ts'

const limits = { most: 1000, given: 8 }

export function listFiles(state: DriveState, query: URLSearchParams, tokens: Tokens): JsonObject {
  const q = query.get('q') ?? ''
  const order = query.get('orderBy') ?? ''
  const wanted = q.trim() === '' ? () => true : fileSearch(state, q)
  if (order !== '' && asksForText(q)) {
    const message =
      'Sorting is not supported for queries with fullText terms. Results are always in descending relevance order.'
    throw refuse(403, { reason: 'forbidden', message, parameter: 'orderBy' })
  }
  const found = corpus(state, query).filter(wanted)
  const page = drivePage(sortedFiles(found, order), query, 'files', { tokens, limits })
  return {
    kind: 'drive#fileList',
    incompleteSearch: false,
    ...nextPage(page),
    files: page.items.map((file) => fileView(state, file)),
  }
}

/** Where to look: one's own and shared files, unless shared drives are asked for in the ways that Drive wants. */
function corpus(state: DriveState, query: URLSearchParams): readonly DriveFile[] {
  const corpora = query.get('corpora') ?? query.get('corpus') ?? 'user'
  const driveId = query.get('driveId') ?? query.get('teamDriveId')
  if (!['user', 'domain', 'drive', 'allDrives', 'teamDrive', 'allTeamDrives'].includes(corpora))
    throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'corpora' })
  const oneDrive = corpora === 'drive' || corpora === 'teamDrive'
  if (oneDrive !== (driveId !== null)) {
    const message = oneDrive
      ? 'The driveId parameter must be specified if and only if corpora is set to drive.'
      : 'A shared drive ID requires shared drive corpora.'
    throw refuse(400, { reason: 'teamDriveIdRequiresTeamDriveCorpora', message, parameter: 'driveId' })
  }
  const included =
    (isTrue(query, 'includeItemsFromAllDrives') || isTrue(query, 'includeTeamDriveItems')) &&
    (isTrue(query, 'supportsAllDrives') || isTrue(query, 'supportsTeamDrives'))
  if (!included && /drive/i.test(corpora)) {
    const message = `The includeItemsFromAllDrives and supportsAllDrives parameters must be set to true when corpora is set to ${corpora}.`
    throw refuse(403, { reason: 'includeTeamDriveItemsRequired', message, parameter: 'includeItemsFromAllDrives' })
  }
  return inSpaces(query) ? state.files.filter(({ drive }) => isIn(drive)) : []

  function isIn(drive: string | undefined): boolean {
    if (driveId !== null) return drive === findDrive(state, driveId).id
    return drive === undefined || included
  }
}

/** The account has nothing in the folder of an app. */
function inSpaces(query: URLSearchParams): boolean {
  const spaces = (query.get('spaces') ?? 'drive').split(',').map((space) => space.trim())
  if (spaces.every((space) => ['drive', 'appDataFolder', 'photos'].includes(space))) return spaces.includes('drive')
  throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'spaces' })
}
