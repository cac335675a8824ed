import { renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Moves a directory that was made beside its place to it, in one step that is done or not. Another process may have been
 * quicker: what `isWhole` says is there as it should be stays. Anything else gives way, once, whoever else wants it to.
 */
export function moveIntoPlace(made: string, place: string, isWhole: () => boolean): void {
  if (isMoved(made, place) || isWhole()) return
  // Two who find it broken at once: the second must not take away what the first has put there.
  const lock = new DatabaseSync(join(dirname(place), 'moving.lock'), { timeout: 60_000 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    // In this order: what is there and not whole can now become so by nobody.
    while (!isMoved(made, place) && !isWhole()) {
      renameSync(place, `${made}-broken`)
      rmSync(`${made}-broken`, { recursive: true, force: true })
    }
  } finally {
    lock.close()
  }
}

function isMoved(made: string, place: string): boolean {
  try {
    renameSync(made, place)
    return true
  } catch (error) {
    // Something is there already; a full or forbidden disk is told as what it is.
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}
