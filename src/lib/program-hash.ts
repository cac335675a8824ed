import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sha256 } from './sha256.ts'

/**
 * Of the files of a program below some directories, and of some others: their paths and bytes. Tests, and what only they
 * use, are no part of it.
 */
export function programSha256(root: string, below: readonly string[], single: readonly string[] = []): string {
  const named = single.filter(isProgram).map((name) => join(root, name))
  const files = [...named, ...below.flatMap((each) => filesBelow(join(root, each)))].toSorted()
  return sha256(JSON.stringify(files.map((path) => [relative(root, path), sha256(readFileSync(path))])))
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : filesBelow(path)
    return entry.isFile() && isProgram(entry.name) ? [path] : []
  })
}

function isProgram(name: string): boolean {
  return !name.endsWith('.test.ts')
}
