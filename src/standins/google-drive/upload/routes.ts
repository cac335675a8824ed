import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { type GoogleCall, type GoogleRoute, parseBody } from '../../google/route.ts'
import { shownOf, showing } from '../fields.ts'
import { fileView } from '../files/file-view.ts'
import { createFile, type Media, updateFile } from '../files/write-file.ts'
import { acceptedScopes } from '../scopes.ts'
import type { DriveState } from '../state.ts'
import { readMultipart } from './read-multipart.ts'
import { continueUpload } from './resumable.ts'

const collection = '/upload/drive/v3/files'
const item = `${collection}/:fileId`

/** Files with content: at once, in two parts, or begun by one request and filled by others. */
export function uploadRoutes(state: DriveState): readonly GoogleRoute[] {
  const make = { operation: 'drive.v3.Files.Create', scopes: acceptedScopes.createFiles, takesFiles: true }
  const change = { operation: 'drive.v3.Files.Update', scopes: acceptedScopes.updateFiles, takesFiles: true }
  return [
    showing(shownOf.file, { ...make, method: 'post', path: collection, answer: (call) => upload(state, call) }),
    showing(shownOf.file, { ...change, method: 'patch', path: item, answer: (call) => upload(state, call) }),
    showing(shownOf.file, { ...make, method: 'put', path: collection, answer: (call) => continueUpload(state, call) }),
    showing(shownOf.file, { ...change, method: 'put', path: item, answer: (call) => continueUpload(state, call) }),
  ]
}

function upload(state: DriveState, call: GoogleCall): JsonObject | Response {
  const { query, content, headers } = call
  const contentType = headers.get('content-type') ?? 'application/octet-stream'
  switch (query.get('uploadType')) {
    case 'media':
      return store(state, call, {}, { bytes: content, mimeType: plainType(contentType) })
    case 'multipart': {
      const [about, media] = readMultipart(content, contentType)
      const body = parseBody(about.bytes.toString('utf8'))
      return store(state, call, body, { bytes: media.bytes, mimeType: plainType(media.contentType) })
    }
    case 'resumable':
      return begin(state, call)
    default:
      throw refuse(400, { reason: 'badRequest', message: 'Bad Request', parameter: 'uploadType' })
  }
}

/** Answers where the content is to be sent. */
function begin(state: DriveState, call: GoogleCall): Response {
  const { content, headers, params, query, url } = call
  const id = randomBytes(24).toString('base64url')
  state.uploads.set(id, {
    fileId: params['fileId'],
    body: parseBody(content.toString('utf8')),
    query,
    mimeType: plainType(headers.get('x-upload-content-type') ?? 'application/octet-stream'),
    content: Buffer.alloc(0),
  })
  const location = new URL(url)
  location.searchParams.set('upload_id', id)
  return new Response(null, { status: 200, headers: { location: location.href, 'x-guploader-uploadid': id } })
}

function store(state: DriveState, call: GoogleCall, body: JsonObject, media: Media): JsonObject {
  const whole = { ...call, body }
  const file = call.params['fileId'] === undefined ? createFile(state, whole, media) : updateFile(state, whole, media)
  return fileView(state, file)
}

function plainType(contentType: string): string {
  return contentType.split(';')[0]!.trim().toLowerCase()
}
