import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A short-lived directory with a short path: a unix socket's path may have 107 bytes, and a run directory is often
 * deeper than that. Others may pass through it (0711) but not list it.
 */
export async function openTempDir(): Promise<{ dir: string } & AsyncDisposable> {
  await sweepAbandoned()
  const dir = await mkdtemp(join(tmpdir(), `assay-${process.pid}-`))
  await chmod(dir, 0o711)
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

/** Directories of processes that were killed before they could clean up. */
async function sweepAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => /^assay-\d+-/.test(name))
  const abandoned = names.filter((name) => !existsSync(`/proc/${name.split('-')[1]}`) && existsSync('/proc/self'))
  await Promise.all(
    // Somebody else's directory may refuse: it is theirs to sweep.
    abandoned.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)),
  )
}
