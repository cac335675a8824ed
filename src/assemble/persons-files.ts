import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { ProjectFile } from '../nango/room.ts'

/** Not code of the project, or not for a box: `.env` holds keys. */
const passedOver = new Set(['node_modules', 'build', 'dist', '.git', '.nango', 'receipts', 'tests'])
const isCode = (name: string) => /\.([cm]?[jt]sx?|json)$/.test(name) && !name.startsWith('.')

/** A person's own code in a project, which has to compile together with ours. Their tests are theirs to run. */
export async function personsFiles(outputDir: string, isOurs: (path: string) => boolean): Promise<ProjectFile[]> {
  const paths = (await codeBelow(outputDir)).map((path) => relative(outputDir, path)).filter((path) => !isOurs(path))
  return Promise.all(
    paths.toSorted().map(async (path) => ({ path, text: await readFile(join(outputDir, path), 'utf8') })),
  )
}

async function codeBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : codeBelow(path)
      return entry.isFile() && isCode(entry.name) ? [path] : []
    }),
  )
  return found.flat()
}
