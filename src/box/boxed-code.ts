import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { entriesBelow } from '../lib/entries-below.ts'
import { moveIntoPlace } from '../lib/move-into-place.ts'
import { sha256 } from '../lib/sha256.ts'

export interface BoxedParts {
  /** What the parts keep their places below. */
  readonly root: string
  /** Files, and directories of files, below it. What they import relatively has to be among them. */
  readonly parts: readonly string[]
}

/**
 * Our own files as a box runs them: JavaScript, made once below `cacheDir`; answers with their directory. Node would
 * strip the types anew in every box, and in every thread of it, which was half the time of a replay.
 */
export function boxedCode(cacheDir: string, parts: BoxedParts): string {
  const key = JSON.stringify([cacheDir, parts])
  const dir = known.get(key) ?? prepared(cacheDir, javaScriptOf(parts))
  known.set(key, dir)
  return dir
}

const known = new Map<string, string>()

interface File {
  readonly path: string
  readonly text: string
}

function javaScriptOf({ root, parts }: BoxedParts): File[] {
  const paths = parts.flatMap((part) => (part.endsWith('.ts') ? [part] : filesIn(root, part)))
  const files = paths.map((path) => ({
    path: path.replace(/\.ts$/, '.js'),
    text: withoutTypes(readFileSync(join(root, path), 'utf8')),
  }))
  return [{ path: 'package.json', text: '{"type":"module"}\n' }, ...files]
}

function filesIn(root: string, part: string): string[] {
  const names = readdirSync(join(root, part)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return names.toSorted().map((name) => join(part, name))
}

/** Lines and columns stay where they are. */
function withoutTypes(text: string): string {
  return stripTypeScriptTypes(text).replace(/(?<=\bfrom '\.[^'\n]*)\.ts(?=')/g, '.js')
}

function prepared(cacheDir: string, files: readonly File[]): string {
  const dir = join(cacheDir, `boxed-${sha256(JSON.stringify(files)).slice(0, 12)}`)
  if (isWhole(dir, files)) return dir
  mkdirSync(cacheDir, { recursive: true, mode: 0o755 })
  const making = mkdtempSync(join(cacheDir, `.making-${process.pid}-`))
  try {
    const made = join(making, 'made')
    for (const { path, text } of files) {
      mkdirSync(dirname(join(made, path)), { recursive: true })
      writeFileSync(join(made, path), text)
    }
    letAllRead(made)
    moveIntoPlace(made, dir, () => isWhole(dir, files))
    return dir
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** Boxes have a user of their own, and the person may keep new files to himself. */
function letAllRead(dir: string): void {
  chmodSync(dir, 0o755)
  for (const entry of entriesBelow(dir)) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644)
  }
}

function isWhole(dir: string, files: readonly File[]): boolean {
  return files.every(({ path, text }) => textAt(join(dir, path)) === text)
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
