import { UserError } from '../lib/user-error.ts'
import { shortPath } from './places.ts'

/** What a person can mend on the machine, as that; nothing when the error is of another sort. */
export function machineTrouble(error: unknown): UserError | undefined {
  const { code, errcode, syscall, message, path: from, dest: path = from } = error as SystemError
  const kind = code === 'ERR_SQLITE_ERROR' ? ofSqlite[(errcode ?? 0) & 0xff] : kindOf(code, syscall)
  if (!kind) return undefined
  const where = path === undefined ? '' : ` (${shortPath(path)})`
  return new UserError(`${troubles[kind].because}${where}: ${message}.`, troubles[kind].fix, { cause: error })
}

type SystemError = NodeJS.ErrnoException & { readonly errcode?: number; readonly dest?: string }

type Kind = 'full' | 'refused' | 'crowded'

function kindOf(code: string | undefined, syscall: string | undefined): Kind | undefined {
  // Node says this of a directory that is to be made on a file system that is read-only.
  if (code === 'ENOENT' && syscall === 'mkdir') return 'refused'
  return byCode[code ?? '']
}

const byCode: Readonly<Record<string, Kind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'refused',
  EPERM: 'refused',
  EROFS: 'refused',
  EMFILE: 'crowded',
  ENFILE: 'crowded',
}

/** SQLite's primary result codes: a full disk may also show as a failed write. */
const ofSqlite: Readonly<Record<number, Kind>> = { 8: 'refused', 10: 'full', 13: 'full', 14: 'refused' }

const troubles: Readonly<Record<Kind, { readonly because: string; readonly fix: string }>> = {
  full: {
    because: 'The disk is full, or fails',
    fix: 'Make room (a run takes some megabytes for each attempt, its first one 300 more) and start again, or go on with the run: assay resume. What was recorded is kept.',
  },
  refused: {
    because: 'A file cannot be written here',
    fix: 'Run Assay in a directory that you may write to, or correct the rights of what is named.',
  },
  crowded: {
    because: 'Too many files are open at once',
    fix: 'Lower --concurrency, or raise the limit: ulimit -n 4096.',
  },
}
