import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall } from '../../google/route.ts'
import { fileView } from '../files/file-view.ts'
import { createFile, updateFile } from '../files/write-file.ts'
import type { DriveState } from '../state.ts'
import type { Upload } from './upload.ts'

/** Content, or a part of it, for an upload that was begun. 308 as long as something is missing. */
export function continueUpload(state: DriveState, call: GoogleCall): JsonObject | Response {
  const { content, headers, query } = call
  const id = query.get('upload_id') ?? ''
  const upload = state.uploads.get(id)
  if (!upload) throw refuse(404, { reason: 'notFound', message: 'Upload not found.', parameter: 'upload_id' })
  const range = headers.get('content-range')
  if (range !== null && !append(upload, content, range)) return unfinished(upload)
  if (range === null) upload.content = content
  state.uploads.delete(id)
  return finish(state, call, upload)
}

/** Whether that was the last of it. */
function append(upload: Upload, content: Buffer, range: string): boolean {
  const [, first, total = ''] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(range) ?? []
  if (total === '' || (first !== undefined && Number(first) !== upload.content.length)) {
    throw refuse(400, { reason: 'badRequest', message: 'Failed to parse Content-Range header.' })
  }
  if (first !== undefined) upload.content = Buffer.concat([upload.content, content])
  return total !== '*' && upload.content.length === Number(total)
}

function unfinished({ content }: Upload): Response {
  const range: Record<string, string> = content.length === 0 ? {} : { range: `bytes=0-${content.length - 1}` }
  return new Response(null, { status: 308, headers: range })
}

function finish(state: DriveState, call: GoogleCall, upload: Upload): JsonObject {
  const { body, content: bytes, fileId, mimeType, query } = upload
  const media = { bytes, mimeType }
  const first = { ...call, body, query, params: fileId === undefined ? {} : { fileId } }
  return fileView(state, fileId === undefined ? createFile(state, first, media) : updateFile(state, first, media))
}
