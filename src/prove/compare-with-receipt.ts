import { join } from 'node:path'
import { readBounded } from '../lib/read-bounded.ts'
import { sha256 } from '../lib/sha256.ts'

/** Larger than anything that Assay writes. */
const longest = 16 << 20

/** Of the files that a receipt has the hashes of, those that are not the same any more. */
export async function editedSince(
  root: string,
  files: readonly { readonly path: string; readonly sha256: string }[],
): Promise<string[]> {
  const edited = await Promise.all(
    files.map(async ({ path, sha256: proved }) => {
      if (path.split('/').includes('..')) return [`${path} (outside of the project)`]
      const read = await readBounded(join(root, path), longest)
      if (read.kind === 'absent') return [`${path} (removed)`]
      return read.kind === 'text' && sha256(read.text) === proved ? [] : [path]
    }),
  )
  return edited.flat()
}
