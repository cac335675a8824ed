import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Who holds a lock. */
export interface Holder {
  readonly pid: number
  /** ISO 8601. */
  readonly since: string
  /** In its own words, such as `assay run`. */
  readonly doing: string
}

export type Hold =
  | ({ readonly kind: 'held' } & Disposable)
  /** `by` is missing where it could not be read. */
  | { readonly kind: 'taken'; readonly by?: Holder }

/**
 * Takes a lock until disposed of, or says who has it. It is the kernel's, by way of a small database: whoever dies
 * lets go of it at that moment, and no process number that is used again can be mistaken for the holder.
 */
export function holdLock(path: string, doing: string): Hold {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA busy_timeout = 0')
    database.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, since TEXT, doing TEXT)')
    database.exec('DELETE FROM holder')
    database.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(process.pid, new Date().toISOString(), doing)
    database.exec('BEGIN IMMEDIATE')
    return { kind: 'held', [Symbol.dispose]: () => database.close() }
  } catch (error) {
    const by = isBusy(error) ? holderIn(database) : undefined
    database.close()
    // Anything but another's lock is told as what it is: a full disk, a directory that may not be written.
    if (!isBusy(error)) throw error
    return { kind: 'taken', ...(by && { by }) }
  }
}

/** Whether somebody holds a lock at this moment. */
export function isHeld(path: string): boolean {
  if (!existsSync(path)) return false
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK')
    return false
  } catch {
    // Only another's lock keeps this one out.
    return true
  } finally {
    database.close()
  }
}

const sqliteBusy = 5

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === sqliteBusy
}

function holderIn(database: DatabaseSync): Holder | undefined {
  try {
    const row = database.prepare('SELECT pid, since, doing FROM holder').get()
    return row && { pid: Number(row['pid']), since: String(row['since']), doing: String(row['doing']) }
  } catch {
    // It is writing its name at this moment.
    return undefined
  }
}
