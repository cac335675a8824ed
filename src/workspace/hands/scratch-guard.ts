import { statfsSync } from 'node:fs'
import { lstat, opendir, readdir, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'

export interface ScratchLimits {
  readonly bytes: number
  readonly entries: number
  /** What has to stay free on the disk: a file that was removed while it is written to can be seen in no directory. */
  readonly freeBytes: number
  /** At most this share of what was free before: a disk that was nearly full is not the agent's doing. */
  readonly freeShare: number
}

export const scratchLimits: ScratchLimits = { bytes: 512 << 20, entries: 50_000, freeBytes: 1 << 30, freeShare: 0.5 }

/** Watches the directory on our disk in which an agent can write as much as it likes, while it can. */
export interface ScratchGuard extends AsyncDisposable {
  /** Aborted when it was too much. */
  readonly full: AbortSignal
  /** Looks once more and then no longer: what a quick command left must not be found during the next one. */
  readonly lookLast: () => Promise<void>
}

export function guardScratch(dir: string, limits: ScratchLimits = scratchLimits): ScratchGuard {
  const full = new AbortController()
  const done = new AbortController()
  const watching = (async () => {
    const freeBytes = Math.min(limits.freeBytes, diskOf(dir).bytes * limits.freeShare)
    let counted: Disk | undefined
    for (let look = 0; !done.signal.aborted && !full.signal.aborted; look++) {
      const disk = diskOf(dir)
      if (disk.bytes < freeBytes) full.abort()
      else if (look % countAnyway === 0 || !counted || isFuller(disk, counted)) {
        if (await holdsTooMuch(dir, limits)) full.abort()
        counted = disk
      }
      await pause(lookEveryMs, done.signal)
    }
  })()
  return {
    full: full.signal,
    async lookLast() {
      done.abort()
      await watching
      if (await holdsTooMuch(dir, limits)) full.abort()
    },
    async [Symbol.asyncDispose]() {
      done.abort()
      await watching
    },
  }
}

/** Once nothing writes to it any more. What the agent made unreadable for us stays, where we are not root. */
export async function emptyScratch(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    await rm(join(dir, name), { recursive: true, force: true }).catch(() => undefined) // see above
  }
}

/**
 * Of a workspace that an agent may write all of: what does not stay is removed, and of what does the content, where that
 * was made large. Once nothing writes to it any more.
 */
export async function clearRoom(dir: string, stays: (path: string) => boolean): Promise<void> {
  const visit = async (relative: string) => {
    for (const entry of await readdir(join(dir, relative), { withFileTypes: true }).catch(() => [])) {
      const path = join(relative, entry.name)
      if (!stays(path)) await rm(join(dir, path), { recursive: true, force: true }).catch(() => undefined) // shut for us
      else if (entry.isDirectory()) await visit(path)
      else if (entry.isFile() && (await lstat(join(dir, path))).size > large) await truncate(join(dir, path))
    }
  }
  await visit('')
}

const large = 1 << 20

const lookEveryMs = 250

/** A look at the disk is cheap; the directory is gone through when the disk got fuller, and every so many looks anyway. */
const countAnyway = 8
const fuller = { bytes: 8 << 20, entries: 500 }

interface Disk {
  readonly bytes: number
  readonly entries: number
}

/** What is free. */
function diskOf(dir: string): Disk {
  const disk = statfsSync(dir)
  return { bytes: disk.bavail * disk.bsize, entries: disk.ffree }
}

function isFuller(now: Disk, before: Disk): boolean {
  return before.bytes - now.bytes > fuller.bytes || before.entries - now.entries > fuller.entries
}

async function holdsTooMuch(dir: string, limits: ScratchLimits): Promise<boolean> {
  const left = { bytes: limits.bytes, entries: limits.entries }
  await subtract(dir, left)
  return left.bytes < 0 || left.entries < 0
}

async function subtract(dir: string, left: { bytes: number; entries: number }): Promise<void> {
  // It may vanish, or be shut, between one look and the next.
  const directory = await opendir(dir).catch(() => undefined)
  if (!directory) return
  for await (const entry of directory) {
    const path = join(dir, entry.name)
    left.entries--
    const stat = await lstat(path).catch(() => undefined)
    left.bytes -= (stat?.blocks ?? 0) * 512
    if (left.bytes < 0 || left.entries < 0) return
    if (entry.isDirectory()) await subtract(path, left)
  }
}

function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    if (until.aborted) stop()
    else until.addEventListener('abort', stop, { once: true })
  })
}
