import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** All that is below a directory. Links are entries and led nowhere: Node's own `recursive` follows them, and goes round. */
export function entriesBelow(dir: string): Dirent[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry, ...entriesBelow(join(dir, entry.name))] : [entry],
  )
}
