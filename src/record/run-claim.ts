import { join } from 'node:path'
import { holdLock, isHeld } from '../lib/hold-lock.ts'
import { UserError } from '../lib/user-error.ts'

/** Makes this process the only writer of a run directory until disposed. Throws `UserError` while another one is. */
export function claimRun(runDir: string): Disposable {
  const hold = holdLock(lockOf(runDir), 'writes the record')
  if (hold.kind === 'held') return hold
  throw new UserError(
    `The run in ${runDir} is being written by another Assay${hold.by ? ` (process ${hold.by.pid})` : ''}.`,
    'Wait until it ends, or stop it with ^C. Only one process may write a run.',
  )
}

/** Whether a process is writing the run at this moment. */
export function isBeingWritten(runDir: string): boolean {
  return isHeld(lockOf(runDir))
}

function lockOf(runDir: string): string {
  return join(runDir, 'writer.lock')
}
