import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Unprivileged } from '../box/unprivileged.ts'

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants

/**
 * Opens what is at a path below a directory of an agent. It may put a link in any place of it and at any moment, so each
 * step is taken from the directory that was opened before it, and none is followed that is a link.
 */
export async function openBelow(dir: string, path: string, flags: number): Promise<FileHandle> {
  await using parent = await openParent(dir, path)
  return await open(within(parent, basename(path)), flags | O_NOFOLLOW)
}

/** Puts a file of ours below a directory of an agent in place of what is there. False where the agent has made that impossible. */
export async function layBelow(
  dir: string,
  { path, text, owner }: { path: string; text: string; owner: Unprivileged | undefined },
): Promise<boolean> {
  try {
    await using parent = await openParent(dir, path, owner)
    const target = within(parent, basename(path))
    await unlink(target).catch(() => undefined) // nothing there, or a directory: then it cannot be opened either
    await using file = await open(target, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o644)
    await file.writeFile(text)
    await file.chmod(0o644)
    await give(file, owner)
    return true
  } catch (error) {
    if (owner && ofTheAgent.has((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

const ofTheAgent = new Set(['EEXIST', 'ELOOP', 'ENOTDIR', 'EISDIR', 'ENOENT', 'EACCES', 'EPERM'])

/** The directory that a path below another one is in. With an owner, what is missing is made and given to it. */
async function openParent(dir: string, path: string, owner?: Unprivileged): Promise<FileHandle> {
  let at = await open(dir, O_RDONLY | O_DIRECTORY)
  for (const step of dirname(path).split('/')) {
    if (step === '.') continue
    await using above = at
    at = await stepInto(above, step, owner)
  }
  return at
}

async function stepInto(above: FileHandle, step: string, owner: Unprivileged | undefined): Promise<FileHandle> {
  const target = within(above, step)
  const isMissing = owner !== undefined && (await lstat(target).catch(() => undefined)) === undefined
  if (isMissing) await mkdir(target, { mode: 0o755 })
  const directory = await open(target, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  if (isMissing) await give(directory, owner)
  return directory
}

async function give(file: FileHandle, owner: Unprivileged | undefined): Promise<void> {
  if (owner?.stepDown) await file.chown(owner.uid, owner.gid)
}

/** A name in a directory that is open: whatever its path leads to by now. */
function within({ fd }: FileHandle, name: string): string {
  return `/proc/self/fd/${fd}/${name}`
}
