import { DatabaseSync } from 'node:sqlite'

/**
 * Does the work while no other process does work under the same lock file; waits until it may. The lock is the
 * kernel's, by way of a small database, so that a killed process never leaves it behind.
 */
export async function exclusively<result>(lockFile: string, work: () => Promise<result>): Promise<result> {
  const database = new DatabaseSync(lockFile, { timeout: 0 })
  try {
    while (!isTaken(database)) await new Promise((resume) => setTimeout(resume, 100))
    return await work()
  } finally {
    database.close()
  }
}

const sqliteBusy = 5

function isTaken(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    // Another process holds it: that alone is worth waiting for.
    if ((error as { errcode?: number }).errcode === sqliteBusy) return false
    throw error
  }
}
