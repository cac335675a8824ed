import { lstatSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Archived = { readonly kind: 'archived' } | { readonly kind: 'failed'; readonly because: string }

/**
 * Keeps one session of a cell's database, as a file of its own. The cell may be running and hosting others: its
 * database is only read, and of the copy everything that is not this session's is deleted before it is packed.
 */
export async function archiveTrace(dbPath: string, sessionId: string, target: string): Promise<Archived> {
  await rm(target, { force: true })
  try {
    copyDatabase(dbPath, target)
    keepSession(target, sessionId)
    return { kind: 'archived' }
  } catch (error) {
    // The server died while writing, or never wrote: the attempt is judged without a trace. No half copy stays,
    // because other sessions may still be in it.
    await rm(target, { force: true })
    return { kind: 'failed', because: error instanceof Error ? error.message : String(error) }
  }
}

/** The database and its directory are the server's own: a link there could lead to any database of this machine. */
function refuseLinks(dbPath: string): void {
  for (const path of [dirname(dbPath), dbPath]) {
    if (lstatSync(path).isSymbolicLink()) throw new Error(`${path} is a link`)
  }
}

function copyDatabase(dbPath: string, target: string): void {
  refuseLinks(dbPath)
  const live = new DatabaseSync(dbPath, { readOnly: true, timeout: 5_000 })
  try {
    live.prepare('VACUUM INTO ?').run(target)
  } finally {
    live.close()
  }
}

function keepSession(path: string, sessionId: string): void {
  const copy = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  try {
    for (const table of tablesOf(copy)) {
      const owner = ownerColumn(copy, table)
      if (owner) copy.prepare(`delete from "${table}" where "${owner}" is not ?`).run(sessionId)
      else if (!shared.has(table)) copy.exec(`delete from "${table}"`)
    }
    copy.exec('VACUUM')
  } finally {
    copy.close()
  }
}

function tablesOf(database: DatabaseSync): string[] {
  const rows = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all()
  return rows.map((row) => String(row['name']))
}

// By which column a table's rows belong to a session.
function ownerColumn(database: DatabaseSync, table: string): string | undefined {
  if (table === 'session') return 'id'
  const columns = database
    .prepare('select name from pragma_table_info(?)')
    .all(table)
    .map((row) => String(row['name']))
  return ['session_id', 'aggregate_id'].find((column) => columns.includes(column))
}

// Belong to no session and say nothing about one. Accounts, credentials and the rest are not archived.
const shared = new Set(['project', 'migration', 'data_migration'])
