import { refuse } from '../../google/refusal.ts'

export interface Part {
  readonly contentType: string
  readonly bytes: Buffer
}

/** The two parts of a `multipart/related` body: JSON about the file, and its content. */
export function readMultipart(content: Buffer, contentType: string): readonly [Part, Part] {
  const boundary = /boundary="?([^";\s]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined || !/^multipart\//i.test(contentType)) {
    throw refuse(400, { reason: 'badContent', message: 'Bad content: a multipart body with a boundary is needed.' })
  }
  const [first, second, ...more] = split(content, `--${boundary}`).map(readPart)
  if (first && second && more.length === 0) return [first, second]
  throw refuse(400, { reason: 'badContent', message: 'Malformed multipart body.' })
}

/** What stands between two boundaries. One begins a line: in the middle of one, the same signs are content. */
function split(content: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = []
  let start = boundaryFrom(content, boundary, 0)
  while (start !== -1) {
    const from = start + boundary.length
    const next = boundaryFrom(content, boundary, from)
    if (next !== -1) parts.push(content.subarray(from, next))
    start = next
  }
  return parts
}

function boundaryFrom(content: Buffer, boundary: string, from: number): number {
  let found = content.indexOf(boundary, from)
  while (found > 0 && content[found - 1] !== 0x0a) found = content.indexOf(boundary, found + 1)
  return found
}

function readPart(part: Buffer): Part {
  // Some clients end their lines without a carriage return.
  const [, head = '', gap = ''] = /^\r?\n?([\s\S]*?)(\r?\n\r?\n)/.exec(part.toString('latin1')) ?? []
  const start = part.indexOf(head + gap, 0, 'latin1') + head.length + gap.length
  const bytes = withoutBreak(part.subarray(start))
  const contentType = /^content-type:\s*(.+?)\s*$/im.exec(head)?.[1] ?? 'application/octet-stream'
  const isBase64 = /^content-transfer-encoding:\s*base64\s*$/im.test(head)
  return { contentType, bytes: isBase64 ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes }
}

function withoutBreak(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 0x0a) return bytes
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1)
}
