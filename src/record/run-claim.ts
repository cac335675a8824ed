import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../lib/user-error.ts'

/**
 * Makes this process the only writer of a run directory until disposed. Held by the kernel's file lock, by way of a
 * small database, so that a killed process never leaves it behind. Throws `UserError` while another process has it.
 */
export function claimRun(runDir: string): Disposable {
  const database = new DatabaseSync(join(runDir, 'writer.lock'))
  try {
    database.exec('PRAGMA busy_timeout = 0; CREATE TABLE IF NOT EXISTS writer (pid INTEGER)')
    database.exec(`DELETE FROM writer; INSERT INTO writer VALUES (${process.pid}); BEGIN IMMEDIATE`)
  } catch (cause) {
    const holder = holderOf(database)
    database.close()
    // Anything but another writer's lock is told as what it is: a full disk, a directory that may not be written.
    if ((cause as { errcode?: number }).errcode !== sqliteBusy) throw cause
    throw new UserError(
      `The run in ${runDir} is being written by another Assay${holder}.`,
      'Wait until it ends, or stop it with ^C. Only one process may write a run.',
      { cause },
    )
  }
  return { [Symbol.dispose]: () => database.close() }
}

const sqliteBusy = 5

function holderOf(database: DatabaseSync): string {
  try {
    return ` (process ${String(database.prepare('SELECT pid FROM writer').get()?.['pid'])})`
  } catch {
    // The lock file is not readable as a database: there is no number to name.
    return ''
  }
}

/** Whether a process is writing the run at this moment. */
export function isBeingWritten(runDir: string): boolean {
  const path = join(runDir, 'writer.lock')
  if (!existsSync(path)) return false
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK')
    return false
  } catch {
    // Only another writer's lock keeps this one out.
    return true
  } finally {
    database.close()
  }
}
