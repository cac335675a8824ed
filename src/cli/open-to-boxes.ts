import { mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unprivileged } from '../box/unprivileged.ts'
import { UserError } from '../lib/user-error.ts'

/**
 * As root our boxes run as somebody else, who has to be able to read what is mounted for them: what we write from now
 * on can be read by others, below a directory that is as open as the person wants it. Throws `UserError` when Assay
 * itself was installed for root's eyes only.
 */
export function openToBoxes(): void {
  if (!unprivileged().stepDown) return
  const wanted = process.umask(0o022)
  mkdirSync('.assay', { recursive: true, mode: 0o777 & ~wanted })
  const hidden = [fileURLToPath(import.meta.url), process.execPath].find(isHidden)
  if (hidden === undefined) return
  throw new UserError(
    `Only root may read ${hidden}, and agents run as an ordinary user.`,
    `Let others read what is installed: chmod -R go+rX ${fileURLToPath(new URL('../../', import.meta.url))}`,
  )
}

function isHidden(path: string): boolean {
  return (statSync(path).mode & 0o004) === 0
}
