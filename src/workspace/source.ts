import { constants } from 'node:fs'
import { readOpened } from '../lib/read-bounded.ts'
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
  const open = () => openBelow(dir, sourceFile, constants.O_RDONLY | constants.O_NONBLOCK)
  const read = await readOpened(open, sourceLimit)
  if (read.kind === 'text') return { kind: 'file', path: sourceFile, text: read.text, sha256: sha256(read.text) }
  return { kind: 'missing', path: sourceFile, because: read.kind === 'absent' ? 'it does not exist' : read.because }
}
