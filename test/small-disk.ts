import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of a few megabytes that can be filled. */
export interface SmallDisk {
  readonly dir: string
  /** Writes until so many megabytes are free. */
  fill(freeMb: number): void
  empty(): void
  remove(): void
}

/** Only root may mount. */
export const canMount = (() => {
  if (process.getuid?.() !== 0) return false
  const dir = mkdtempSync(join(tmpdir(), 'assay-mount-'))
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', dir]).status === 0
  if (isMounted) execFileSync('umount', [dir])
  rmdirSync(dir)
  return isMounted
})()

export function openSmallDisk(megabytes: number): SmallDisk {
  const root = mkdtempSync(join(tmpdir(), 'assay-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', root])
  const dir = join(root, 'project')
  mkdirSync(dir)
  const ballast = join(root, 'ballast')
  return {
    dir,
    fill(freeMb) {
      const { bavail, bsize } = statfsSync(root)
      const bytes = bavail * bsize - freeMb * (1 << 20)
      if (bytes > 0) execFileSync('fallocate', ['-l', String(bytes), ballast])
    },
    empty: () => writeFileSync(ballast, ''),
    remove() {
      execFileSync('umount', ['-l', root])
      rmSync(root, { recursive: true })
    },
  }
}
