import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { sha256 } from '../lib/sha256.ts'
import { openBelow } from './below.ts'
import type { Workspace } from './workspace.ts'

/** The one file that an agent may write, as it was read out of its workspace: the only bytes that cross the border. */
export type Source =
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly sha256: string }
  | { readonly kind: 'missing'; readonly path: string; readonly because: string }

export const sourceLimit = 64 << 10

/** Follows no link and waits for no pipe: the agent may have put anything in its place. */
export async function readSource({ dir, sourceFile }: Pick<Workspace, 'dir' | 'sourceFile'>): Promise<Source> {
  const missing = (because: string): Source => ({ kind: 'missing', path: sourceFile, because })
  let file: FileHandle | undefined
  try {
    file = await openBelow(dir, sourceFile, constants.O_RDONLY | constants.O_NONBLOCK)
    const stat = await file.stat()
    if (!stat.isFile()) return missing('it is not a regular file')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sourceLimit + 1), 0, sourceLimit + 1, 0)
    if (bytesRead > sourceLimit) return missing(`it is larger than ${sourceLimit} bytes`)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead))
    return { kind: 'file', path: sourceFile, text, sha256: sha256(text) }
  } catch (error) {
    return missing(reason(error))
  } finally {
    await file?.close()
  }
}

function reason(error: unknown): string {
  const { code } = error as { code?: string }
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'ELOOP') return 'it is a symbolic link'
  if (code === 'ENOTDIR') return 'its directory is none'
  if (code === 'ENXIO') return 'it is not a regular file'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not valid UTF-8'
  return `it cannot be read (${code ?? String(error)})`
}
