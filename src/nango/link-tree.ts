import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../lib/sha256.ts'

/** Everything of a package directory but its own `node_modules`, as hard links where the disk allows it. */
export function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isFile()) linkFile(source, target)
  }
}

function linkFile(source: string, target: string): void {
  const { mode } = lstatSync(source)
  // A link shares its mode with the original, so that a file which others may not read has to be copied.
  if ((mode & 0o004) === 0) return copyReadable(source, target, mode)
  try {
    linkSync(source, target)
  } catch {
    // Another disk, a file system without hard links, or one link too many: a copy does as well.
    copyReadable(source, target, mode)
  }
}

function copyReadable(source: string, target: string, mode: number): void {
  copyFileSync(source, target)
  chmodSync(target, mode | 0o444 | (mode & 0o100 ? 0o111 : 0))
}

/** Changes when any file below is added, removed, resized or written to. Reads no contents: a second costs too much. */
export function treeFingerprint(root: string, except: readonly string[] = []): string {
  const lines: string[] = []
  const visit = (relative: string) => {
    for (const entry of readdirSync(join(root, relative), { withFileTypes: true })) {
      const path = join(relative, entry.name)
      if (except.includes(path)) continue
      if (entry.isDirectory()) visit(path)
      else {
        const { size, mtimeMs } = lstatSync(join(root, path))
        lines.push(`${path} ${size} ${mtimeMs}`)
      }
    }
  }
  visit('')
  return sha256(lines.toSorted().join('\n'))
}
