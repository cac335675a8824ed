import { refuse } from '../../google/refusal.ts'
import type { GoogleCall } from '../../google/route.ts'
import { notImplemented } from '../../not-implemented.ts'
import type { DriveFile } from '../state.ts'
import type { Content } from './content.ts'
import { typeOf } from './file-view.ts'
import { exportFormats, isGoogleType } from './mime-types.ts'

/** `alt=media`: the bytes, or those of the range that was asked for. */
export function download(file: DriveFile, { headers }: GoogleCall): Response {
  if (isGoogleType(typeOf(file)) || !file.content) {
    const message = 'Only files with binary content can be downloaded. Use Export with Docs Editors files.'
    throw refuse(403, { reason: 'fileNotDownloadable', message, parameter: 'alt' })
  }
  return contentResponse(file.content, typeOf(file), headers.get('range'))
}

export function contentResponse({ bytes }: Content, mimeType: string, range: string | null): Response {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined) return bytesResponse(bytes, { 'content-type': mimeType }, 200)
  const start = Number(first)
  const end = last === undefined || last === '' ? bytes.length : Math.min(Number(last) + 1, bytes.length)
  if (start >= end) {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } })
  }
  const headers = { 'content-type': mimeType, 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` }
  return bytesResponse(bytes.subarray(start, end), headers, 206)
}

/** A file of Google's own kinds in another format. Formats that are more than text are beyond the stand-in. */
export function exported(file: DriveFile, { query, url }: GoogleCall): Response {
  const wanted = query.get('mimeType') ?? ''
  if (wanted === '')
    throw refuse(400, { reason: 'required', message: 'Required parameter: mimeType', parameter: 'mimeType' })
  const formats = exportFormats[typeOf(file)]
  if (!formats) {
    const message = 'Export only supports Docs Editors files.'
    throw refuse(403, { reason: 'fileNotExportable', message })
  }
  if (!formats.includes(wanted)) {
    const message = 'The requested conversion is not supported.'
    throw refuse(400, { reason: 'badRequest', message, parameter: 'convertTo' })
  }
  const write = textFormats[wanted]
  if (!write) return notImplemented('GET', `${url.pathname}?mimeType=${wanted}`)
  const text = write(file.content?.bytes.toString('utf8') ?? '')
  return bytesResponse(Buffer.from(text), { 'content-type': wanted }, 200)
}

const textFormats: Readonly<Record<string, (text: string) => string>> = {
  'text/plain': (text) => `\uFEFF${text}`,
  'text/markdown': (text) => text,
  'text/x-markdown': (text) => text,
  'text/csv': (text) => text,
  'text/tab-separated-values': (text) => text.replaceAll(',', '\t'),
  'text/html': (text) => `<html><head></head><body><p>${escaped(text).replaceAll('\n', '</p><p>')}</p></body></html>`,
}

export function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}

function bytesResponse(bytes: Buffer, headers: Record<string, string>, status: number): Response {
  return new Response(new Uint8Array(bytes), { status, headers })
}
