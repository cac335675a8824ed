import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { entriesBelow } from '../src/lib/entries-below.ts'

type Search = (bytes: Buffer | string) => string[]

/**
 * Searches every file below a directory that was written since then, names and link targets included, and every value
 * of every SQLite database.
 */
export function searchFiles(dir: string, search: Search, since = 0): string[] {
  return entriesBelow(dir).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const found = search(entry.name)
    if (entry.isSymbolicLink()) found.push(...search(readlinkSync(path)))
    if (entry.isFile() && lstatSync(path).mtimeMs >= since)
      found.push(...search(readFileSync(path)), ...searchDatabase(path, search))
    return [...new Set(found)].map((what) => `${path}: ${what}`)
  })
}

/** A long value lies on several pages of the file, so that a search of the bytes alone could miss it. */
function searchDatabase(path: string, search: Search): string[] {
  if (readFileSync(path).subarray(0, 15).toString('latin1') !== 'SQLite format 3') return []
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
    return tables.flatMap(({ name }) =>
      database
        .prepare(`select * from "${String(name)}"`)
        .all()
        .flatMap((row) => Object.values(row).flatMap((value) => search(asSearchable(value)))),
    )
  } finally {
    database.close()
  }
}

function asSearchable(value: unknown): Buffer | string {
  return value instanceof Uint8Array ? Buffer.from(value) : String(value)
}
