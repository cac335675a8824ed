import { statfsSync } from 'node:fs'

const mebi = 1 << 20

/** What an ordinary user may still write on the disk of a directory. */
export function freeMb(dir: string): number {
  const disk = statfsSync(dir)
  return Math.floor((disk.bavail * disk.bsize) / mebi)
}

/** SQLite's primary result codes of a full disk, which may also show as a failed write. */
const sqliteFull = [10, 13]

/** Whether an error says that the disk has no room left. */
export function saysDiskFull(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number }
  if (code === 'ERR_SQLITE_ERROR') return sqliteFull.includes((errcode ?? 0) & 0xff)
  return code === 'ENOSPC' || code === 'EDQUOT'
}
