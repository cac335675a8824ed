import { existsSync, lstatSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeTree } from './remove-tree.ts'

/**
 * A short-lived directory with a short path: a unix socket's path may have 107 bytes, and a run directory is often
 * deeper than that. Others may pass through it (0711) but not list it. Gone at the latest when this process exits; after
 * a kill, when the next one starts.
 */
export async function openTempDir(): Promise<{ dir: string } & AsyncDisposable> {
  await sweepAbandoned()
  const dir = await mkdtemp(join(tmpdir(), `assay-${process.pid}-`))
  if (open.size === 0) process.once('exit', removeAll)
  open.add(dir)
  await chmod(dir, 0o711)
  const close = async () => {
    await removeTree(dir)
    open.delete(dir)
    if (open.size === 0) process.off('exit', removeAll)
  }
  return { dir, [Symbol.asyncDispose]: close }
}

const open = new Set<string>()

/** Who stops at once waits for nobody, so that what is in work cannot clean up after itself. */
function removeAll(): void {
  for (const dir of open) {
    try {
      rmSync(dir, { recursive: true, force: true })
    } catch {
      // Something in a box wrote there just before it died. The next start sweeps it.
    }
  }
}

/** Directories of processes that were killed before they could clean up. */
async function sweepAbandoned(): Promise<void> {
  if (!existsSync('/proc/self')) return
  const names = (await readdir(tmpdir())).filter((name) => /^assay-\d+-/.test(name))
  const abandoned = names.filter((name) => !existsSync(`/proc/${name.split('-')[1]}`) && isOurs(join(tmpdir(), name)))
  await Promise.all(abandoned.map((name) => removeTree(join(tmpdir(), name))))
}

/** Anybody may put a directory there, and turn it into a link while we are removing what is in it. */
function isOurs(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat !== undefined && stat.isDirectory() && stat.uid === process.getuid?.()
}
