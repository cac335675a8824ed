import { type BigIntStats, constants } from 'node:fs'
import { open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../lib/sha256.ts'
import { walkBelow } from './walk.ts'

/** One difference between the files that we own in a workspace and what was found after the agent stopped. */
export interface ManifestChange {
  readonly path: string
  readonly change: 'added' | 'removed' | 'content' | 'mode' | 'link-target' | 'type'
}

/** What is at a path: contents of a file by hash, target of a symbolic link. */
interface Found {
  readonly type: 'file' | 'directory' | 'link' | 'other'
  readonly mode: number
  readonly content?: string
}

/** By path relative to the directory, dotfiles included. */
export type Manifest = ReadonlyMap<string, Found>

/**
 * Everything below a directory, but for the excepted paths and what is below them. Follows no link. Given an earlier
 * manifest, it is bounded, however much an agent has added.
 */
export async function takeManifest(dir: string, except: readonly string[], known?: Manifest): Promise<Manifest> {
  const found = new Map<string, Found>()
  for (const { path, stat } of await walkBelow(dir, { except, ...(known && { known }) })) {
    found.set(path, await look(join(dir, path), stat))
  }
  return found
}

/** No file of ours is as long. */
const longest = 1n << 20n

async function look(path: string, stat: BigIntStats | undefined): Promise<Found> {
  if (!stat) return { type: 'other', mode: 0 }
  const mode = Number(stat.mode & 0o7777n)
  if (stat.isDirectory()) return { type: 'directory', mode }
  if (stat.isSymbolicLink()) return { type: 'link', mode, content: await readlink(path) }
  if (!stat.isFile()) return { type: 'other', mode }
  if (stat.size > longest) return { type: 'file', mode, content: `${stat.size} bytes` }
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return { type: 'file', mode, content: sha256(await file.readFile()) }
  } finally {
    await file.close()
  }
}

/** In the order of their paths. */
export function compareManifest(before: Manifest, after: Manifest): ManifestChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return paths.flatMap((path) => {
    const change = changeBetween(before.get(path), after.get(path))
    return change ? [{ path, change }] : []
  })
}

function changeBetween(before: Found | undefined, after: Found | undefined): ManifestChange['change'] | undefined {
  if (!before) return 'added'
  if (!after) return 'removed'
  if (before.type !== after.type) return 'type'
  if (before.content !== after.content) return before.type === 'link' ? 'link-target' : 'content'
  return before.mode === after.mode ? undefined : 'mode'
}
