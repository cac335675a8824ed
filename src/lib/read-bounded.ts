import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** The text of a file that somebody else wrote, or why it was not taken. */
export type BoundedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly because: string }

/** Reads no more than the limit, follows no link and waits for no pipe: anything may have been put in its place. */
export function readBounded(path: string, limit: number): Promise<BoundedText> {
  return readOpened(() => open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK), limit)
}

/** The same of a file that is opened in some way of its own. */
export async function readOpened(opening: () => Promise<FileHandle>, limit: number): Promise<BoundedText> {
  let file: FileHandle | undefined
  try {
    file = await opening()
    const stat = await file.stat()
    if (!stat.isFile()) return refused('it is not a regular file')
    if (stat.size > limit) return refused(`it is larger than ${limit} bytes`)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(limit + 1), 0, limit + 1, 0)
    if (bytesRead > limit) return refused(`it is larger than ${limit} bytes`)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead))
    return { kind: 'text', text }
  } catch (error) {
    return unreadable(error)
  } finally {
    await file?.close()
  }
}

function refused(because: string): BoundedText {
  return { kind: 'refused', because }
}

function unreadable(error: unknown): BoundedText {
  const { code } = error as { code?: string }
  if (code === 'ENOENT') return { kind: 'absent' }
  if (code === 'ELOOP') return refused('it is a symbolic link')
  if (code === 'ENOTDIR') return refused('its directory is none')
  if (code === 'ENXIO') return refused('it is not a regular file')
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return refused('it is not valid UTF-8')
  return refused(`it cannot be read (${code ?? String(error)})`)
}
