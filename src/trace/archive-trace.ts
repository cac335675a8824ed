import { lstatSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Archived = { readonly kind: 'archived' } | { readonly kind: 'failed'; readonly because: string }

/**
 * Keeps one session of a cell's database, as a file of its own. The cell may be running and hosting others: its
 * database is only read, and only the rows of this session, so that an archive costs the same however many there were.
 */
export async function archiveTrace(dbPath: string, sessionId: string, target: string): Promise<Archived> {
  await rm(target, { force: true })
  try {
    refuseLinks(dbPath)
    copySession(dbPath, sessionId, target)
    return { kind: 'archived' }
  } catch (error) {
    // The server died while writing, or never wrote: the attempt is judged without a trace. No half copy stays.
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

function copySession(dbPath: string, sessionId: string, target: string): void {
  const live = new DatabaseSync(dbPath, { readOnly: true, timeout: 5_000 })
  const copy = new DatabaseSync(target)
  try {
    // One look at all tables, whatever is written meanwhile.
    live.exec('begin')
    copy.exec('pragma synchronous = off; begin')
    for (const table of tablesOf(live)) copyRows(live, copy, { table, sessionId })
    copy.exec('commit')
  } finally {
    live.close()
    copy.close()
  }
}

function copyRows(live: DatabaseSync, copy: DatabaseSync, of: { table: string; sessionId: string }): void {
  const columns = columnsOf(live, of.table)
  const owner = ownerColumn(of.table, columns)
  if (owner === undefined && !shared.has(of.table)) return
  const [table, names] = [quoted(of.table), columns.map(quoted).join(', ')]
  // The server's own words for a table are not run here: triggers and checks could be among them.
  copy.exec(`create table ${table} (${names})`)
  const insert = copy.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`)
  const rows = `select ${names} from ${table}${owner === undefined ? '' : ` where ${quoted(owner)} = ?`}`
  for (const row of live.prepare(rows).iterate(...(owner === undefined ? [] : [of.sessionId]))) {
    insert.run(...columns.map((column) => row[column] ?? null))
  }
}

function tablesOf(database: DatabaseSync): string[] {
  const rows = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all()
  return rows.map((row) => String(row['name']))
}

function columnsOf(database: DatabaseSync, table: string): string[] {
  return database
    .prepare('select name from pragma_table_info(?)')
    .all(table)
    .map((row) => String(row['name']))
}

// By which column a table's rows belong to a session.
function ownerColumn(table: string, columns: readonly string[]): string | undefined {
  if (table === 'session') return 'id'
  return ['session_id', 'aggregate_id'].find((column) => columns.includes(column))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

// Belong to no session and say nothing about one. Accounts, credentials and the rest are not archived.
const shared = new Set(['project', 'migration', 'data_migration'])
