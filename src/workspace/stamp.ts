import type { BigIntStats } from 'node:fs'

/**
 * Another one whenever a file was written to, replaced or had its rights changed, even if it was put back since: the
 * kernel's clock for that is not the agent's to set. Of a directory only what it is, as its entries have their own.
 */
export function stampOf(stat: BigIntStats): string {
  return stat.isDirectory() ? `directory ${stat.mode}` : `${stat.mode} ${stat.ino} ${stat.size} ${stat.ctimeNs}`
}
