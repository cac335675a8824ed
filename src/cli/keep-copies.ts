import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { GivenUp } from '../assemble/ledger.ts'
import { printable } from '../lib/printable.ts'
import { sha256 } from '../lib/sha256.ts'
import { shortPath } from './places.ts'
import { note } from './say.ts'

/** What a person wrote is kept, also where it is to be replaced: the bytes that were copied are given up, and no others. */
export function keepCopies(output: string, paths: readonly string[]): GivenUp {
  const there = paths.filter((path) => existsSync(join(output, path)))
  if (there.length === 0) return {}
  const dir = resolve('.assay/replaced', new Date().toISOString().replaceAll(':', '-'))
  const copied = there.map((path) => {
    const bytes = readFileSync(join(output, path))
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), bytes)
    return [path, sha256(bytes)] as const
  })
  note(`what you changed is kept in ${shortPath(dir)}: ${there.map((path) => printable(path)).join(', ')}`)
  return Object.fromEntries(copied)
}
