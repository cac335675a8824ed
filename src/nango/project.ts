import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ProjectFile } from './room.ts'

/** What boxes mount into a project: they must be there, and empty. */
const mountPoints = ['node_modules', 'build', '.nango'] as const

/** Lays a Nango project out, readable by the user of the boxes and writable by none but us. */
export async function writeProject(dir: string, files: readonly ProjectFile[]): Promise<void> {
  for (const name of mountPoints) await mkdir(join(dir, name), { recursive: true, mode: 0o755 })
  for (const { path, text } of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true, mode: 0o755 })
    await writeFile(join(dir, path), text, { mode: 0o644 })
  }
  await chmod(dir, 0o755)
}
