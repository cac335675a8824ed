import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { printable } from '../lib/printable.ts'
import { shortPath } from './places.ts'
import { note } from './say.ts'

/** What a person wrote is kept, also where it is to be replaced. */
export function keepCopies(output: string, paths: readonly string[]): void {
  const there = paths.filter((path) => existsSync(join(output, path)))
  if (there.length === 0) return
  const dir = resolve('.assay/replaced', new Date().toISOString().replaceAll(':', '-'))
  for (const path of there) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    copyFileSync(join(output, path), join(dir, path))
  }
  note(`what you changed is kept in ${shortPath(dir)}: ${there.map((path) => printable(path)).join(', ')}`)
}
