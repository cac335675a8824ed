import type { JsonObject } from '../../../lib/json.ts'
import type { Tokens } from '../../google/pages.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../../google/route.ts'
import { shownOf, showing } from '../fields.ts'
import { acceptedScopes } from '../scopes.ts'
import { type DriveState, findFile } from '../state.ts'
import { fileView } from './file-view.ts'
import { listFiles } from './list-files.ts'
import { download, exported } from './read-content.ts'
import { deleteFile, emptyTrash } from './remove-files.ts'
import { copyFile, createFile, freshFileId, updateFile } from './write-file.ts'

const collection = '/drive/v3/files'
const item = `${collection}/:fileId`

export function fileRoutes(state: DriveState, tokens: Tokens): readonly GoogleRoute[] {
  const fileOf = ({ params, query }: GoogleCall) => findFile(state, params['fileId'] ?? '', { query })
  const route = (name: string, method: GoogleRoute['method'], scopes: readonly string[]) => ({
    operation: `drive.v3.Files.${name}`,
    method,
    scopes,
  })
  // Names first: they would be ids otherwise.
  return [
    showing(shownOf.generatedIds, {
      ...route('GenerateIds', 'get', acceptedScopes.createFiles),
      path: `${collection}/generateIds`,
      answer: ({ query }) => generateIds(state, query),
    }),
    {
      ...route('EmptyTrash', 'delete', acceptedScopes.emptyTrash),
      path: `${collection}/trash`,
      answer: ({ query }) => emptyTrash(state, query),
    },
    showing(shownOf.files, {
      ...route('List', 'get', acceptedScopes.readFiles),
      path: collection,
      answer: ({ query }) => listFiles(state, query, tokens),
    }),
    showing(shownOf.file, {
      ...route('Create', 'post', acceptedScopes.createFiles),
      path: collection,
      answer: (call) => fileView(state, createFile(state, call)),
    }),
    showing(shownOf.file, {
      ...route('Get', 'get', acceptedScopes.readFiles),
      path: item,
      answer: (call) =>
        call.query.get('alt') === 'media' ? download(fileOf(call), call) : fileView(state, fileOf(call)),
    }),
    showing(shownOf.file, {
      ...route('Update', 'patch', acceptedScopes.updateFiles),
      path: item,
      answer: (call) => fileView(state, updateFile(state, call)),
    }),
    {
      ...route('Delete', 'delete', acceptedScopes.createFiles),
      path: item,
      answer: (call) => deleteFile(state, fileOf(call)),
    },
    showing(shownOf.file, {
      ...route('Copy', 'post', acceptedScopes.copyFiles),
      path: `${item}/copy`,
      answer: (call) => fileView(state, copyFile(state, call)),
    }),
    {
      ...route('Export', 'get', acceptedScopes.exportFiles),
      path: `${item}/export`,
      answer: (call) => exported(findFile(state, call.params['fileId'] ?? '', { ...call, always: true }), call),
    },
  ]
}

/** Ids for files that are to be made. */
function generateIds(state: DriveState, query: URLSearchParams): JsonObject {
  const count = query.get('count') ?? '10'
  if (!/^\d+$/.test(count) || Number(count) < 1 || Number(count) > 1000) {
    const message = `Invalid value '${count}'. Values must be within the range: [1, 1000]`
    throw refuse(400, { reason: 'invalidParameter', message, parameter: 'count' })
  }
  const ids = Array.from({ length: Number(count) }, freshFileId)
  for (const id of ids) state.reserved.add(id)
  return { kind: 'drive#generatedIds', space: query.get('space') ?? 'drive', ids }
}
