import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { mergePatch, withoutNulls } from '../google/merge-patch.ts'
import type { Tokens } from '../google/pages.ts'
import { refuse } from '../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../google/route.ts'
import { shownOf, showing } from './fields.ts'
import { exportLinks, isFolder, typeOf } from './files/file-view.ts'
import { exportFormats, isGoogleType } from './files/mime-types.ts'
import { contentResponse } from './files/read-content.ts'
import { drivePage, nextPage } from './pages.ts'
import { readInput } from './read-input.ts'
import { acceptedScopes } from './scopes.ts'
import { requireRole } from './sharing/access.ts'
import { userView } from './sharing/people.ts'
import { type DriveFile, type DriveState, findFile, noteFileChange, type Revision } from './state.ts'

const collection = '/drive/v3/files/:fileId/revisions'
const item = `${collection}/:revisionId`
const limits = { most: 1000, given: 4 }

/** What the content of a file was, oldest first. */
export function revisionRoutes(state: DriveState, tokens: Tokens): readonly GoogleRoute[] {
  const fileOf = ({ params, query }: GoogleCall) => {
    const file = findFile(state, params['fileId'] ?? '', { query, always: true })
    requireRole(state, file, 'writer')
    if (isFolder(file))
      throw refuse(403, { reason: 'revisionsNotSupported', message: 'The file does not support revisions.' })
    return file
  }
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `drive.v3.Revisions.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readFiles : acceptedScopes.createFiles,
  })
  return [
    showing(shownOf.revisions, {
      ...route('List', 'get'),
      path: collection,
      answer: (call) => listRevisions(state, fileOf(call), { query: call.query, tokens }),
    }),
    showing(shownOf.revision, {
      ...route('Get', 'get'),
      path: item,
      answer: (call) => getRevision(state, fileOf(call), call),
    }),
    showing(shownOf.revision, {
      ...route('Update', 'patch'),
      path: item,
      answer: (call) => updateRevision(state, fileOf(call), call),
    }),
    { ...route('Delete', 'delete'), path: item, answer: (call) => deleteRevision(state, fileOf(call), call) },
  ]
}

/** Everything that Drive tells about a revision. */
export function revisionView(state: DriveState, file: DriveFile, { id, content, resource }: Revision): JsonObject {
  const { lastModifier, ...told } = resource
  const formats = exportFormats[typeOf(file)]
  return {
    kind: 'drive#revision',
    id,
    keepForever: false,
    published: false,
    ...told,
    lastModifyingUser: lastModifier ?? userView(state, state.me),
    ...(formats
      ? { exportLinks: exportLinks(file.id, formats) }
      : { size: String(content.bytes.length), md5Checksum: content.md5 }),
  }
}

function listRevisions(
  state: DriveState,
  file: DriveFile,
  { query, tokens }: { query: URLSearchParams; tokens: Tokens },
): JsonObject {
  const page = drivePage(file.revisions, query, `revisions/${file.id}`, { tokens, limits })
  const revisions = page.items.map((revision) => revisionView(state, file, revision))
  return { kind: 'drive#revisionList', ...nextPage(page), revisions }
}

function getRevision(state: DriveState, file: DriveFile, call: GoogleCall): JsonObject | Response {
  const revision = findRevision(file, call)
  if (call.query.get('alt') !== 'media') return revisionView(state, file, revision)
  if (!isGoogleType(typeOf(file)))
    return contentResponse(revision.content, String(revision.resource['mimeType']), call.headers.get('range'))
  const message = 'Only files with binary content can be downloaded. Use Export with Docs Editors files.'
  throw refuse(403, { reason: 'fileNotDownloadable', message, parameter: 'alt' })
}

function updateRevision(state: DriveState, file: DriveFile, call: GoogleCall): JsonObject {
  const revision = findRevision(file, call)
  const fields = withoutNulls(readInput(revisionInput, call.body))
  if (fields['keepForever'] !== undefined && isGoogleType(typeOf(file))) throw notApplicable('keepForever')
  if (fields['published'] !== undefined && !isGoogleType(typeOf(file))) throw notApplicable('published')
  revision.resource = mergePatch(revision.resource, fields)
  noteFileChange(state, file)
  return revisionView(state, file, revision)
}

/** Only of ordinary files, and never the last one. */
function deleteRevision(state: DriveState, file: DriveFile, call: GoogleCall): undefined {
  const revision = findRevision(file, call)
  if (isGoogleType(typeOf(file)) || file.revisions.length === 1) {
    const message = 'The revision cannot be deleted.'
    throw refuse(403, { reason: 'revisionDeletionNotSupported', message })
  }
  file.revisions = file.revisions.filter((other) => other !== revision)
  const head = file.revisions.at(-1)
  if (head) file.content = head.content
  noteFileChange(state, file)
}

/** `head` is the latest. */
function findRevision(file: DriveFile, { params }: GoogleCall): Revision {
  const id = params['revisionId'] ?? ''
  const revision = id === 'head' ? file.revisions.at(-1) : file.revisions.find((candidate) => candidate.id === id)
  if (revision) return revision
  throw refuse(404, { reason: 'notFound', message: `Revision not found: ${id}.`, parameter: 'revisionId' })
}

function notApplicable(field: string) {
  const message = `The field ${field} cannot be set for a file of this kind.`
  return refuse(400, { reason: 'invalid', message, parameter: field })
}

const flag = z.boolean().nullish()
const revisionInput = z.object({ keepForever: flag, published: flag, publishAuto: flag, publishedOutsideDomain: flag })
