import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import { shortPath } from './places.ts'

/** What can never be written is said before anything is spent. */
export function demandWritable(outputDir: string): void {
  const place = existing(outputDir)
  if (!statSync(place).isDirectory()) {
    throw new UserError(
      `${shortPath(place)} is a file, and the integrations belong there.`,
      'Move it away, or run Assay in another directory.',
    )
  }
  try {
    accessSync(place, constants.W_OK | constants.X_OK)
  } catch (cause) {
    // Not permitted, or a file system that is read-only.
    throw new UserError(
      `Nothing can be written into ${shortPath(place)}: ${(cause as Error).message}.`,
      'Correct its rights, or run Assay in a directory that you may write to.',
      { cause },
    )
  }
}

/** The directory, or the nearest one above it that is there. */
function existing(dir: string): string {
  return statSync(dir, { throwIfNoEntry: false }) ? dir : existing(dirname(dir))
}
