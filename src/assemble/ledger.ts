import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { sha256 } from '../lib/sha256.ts'
import { UserError } from '../lib/user-error.ts'
import type { ProjectFile } from '../nango/room.ts'

/** Knows which files of a project are ours, by the hash of what we wrote. */
export interface Ledger {
  /** Whether we ever wrote a file of that path. */
  isOurs(path: string): boolean
  /** Whether something is there that is not what we wrote. */
  isForeign(path: string): Promise<boolean>
  /** What is there in the place of a file: nothing, the same bytes, other bytes of ours, or what is somebody else's. */
  stateOf(file: ProjectFile): Promise<'absent' | 'same' | 'ours' | 'foreign'>
  /**
   * All or none: UserError with the list if one of them is somebody else's. Killed in the middle, each file is the old
   * or the new one. `merged` has by path the text of somebody else's into which ours was merged.
   */
  write(files: readonly ProjectFile[], merged?: Readonly<Record<string, string>>): Promise<void>
}

const ledgerPath = 'receipts/files.json'
const ledgerShape = z.record(z.string(), z.array(z.string()))

/** By path: the hashes of what we wrote there. Two while it is being replaced. */
type Known = Record<string, readonly string[]>

/** Files of ours that a person changed and agrees to have replaced: by path, the SHA-256 of the bytes that they agreed on. */
export type GivenUp = Readonly<Record<string, string>>

export async function openLedger(dir: string, givenUp: GivenUp = {}): Promise<Ledger> {
  const known = await readKnown(dir)
  const stateOf: Ledger['stateOf'] = async ({ path, text }) => {
    const hash = await hashAt(join(dir, path))
    if (hash === undefined) return 'absent'
    if (hash === sha256(text)) return 'same'
    const isGivenUp = known[path] !== undefined && givenUp[path] === hash
    return isGivenUp || known[path]?.includes(hash) ? 'ours' : 'foreign'
  }
  return {
    isOurs: (path) => known[path] !== undefined,
    async isForeign(path) {
      const hash = await hashAt(join(dir, path))
      return hash !== undefined && !known[path]?.includes(hash)
    },
    stateOf,
    async write(files, merged = {}) {
      await refuseForeign(dir, files, async (file) => {
        const before = merged[file.path]
        const isMerged = before !== undefined && (await hashAt(join(dir, file.path))) === sha256(before)
        return !isMerged && (await stateOf(file)) === 'foreign'
      })
      const now = Object.fromEntries(files.map(({ path, text }) => [path, [sha256(text)]]))
      const either = Object.fromEntries(
        Object.entries(now).map(([path, hash]) => [path, [...(known[path] ?? []), ...hash]]),
      )
      await writeKnown(dir, { ...known, ...either })
      for (const file of files) await writeFileAtOnce(dir, file)
      await writeKnown(dir, { ...known, ...now })
    },
  }
}

async function readKnown(dir: string): Promise<Known> {
  const path = join(dir, ledgerPath)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return {}
  try {
    return ledgerShape.parse(JSON.parse(text))
  } catch (cause) {
    throw new UserError(
      `${path} cannot be read.`,
      'Restore it, or move the whole directory away, then write the integrations again: assay assemble.',
      { cause },
    )
  }
}

async function refuseForeign(
  dir: string,
  files: readonly ProjectFile[],
  isForeign: (file: ProjectFile) => Promise<boolean>,
): Promise<void> {
  const foreign: string[] = []
  for (const file of files) if (await isForeign(file)) foreign.push(file.path)
  if (foreign.length === 0) return
  throw new UserError(
    `Assay did not write these files, or they were changed since: ${foreign.join(', ')} (in ${dir}). Nothing was written.`,
    'Move them away or undo the changes, then write the integrations again: assay assemble.',
  )
}

/** '' for what is there but is not a regular file. */
async function hashAt(path: string): Promise<string | undefined> {
  try {
    const stat = await lstat(path)
    return stat.isFile() ? sha256(await readFile(path)) : ''
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function writeKnown(dir: string, known: Known): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(known).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  await writeFileAtOnce(dir, { path: ledgerPath, text: `${JSON.stringify(sorted, null, 2)}\n` })
}

async function writeFileAtOnce(dir: string, { path, text }: ProjectFile): Promise<void> {
  const target = join(dir, path)
  await mkdir(dirname(target), { recursive: true })
  const writing = join(dir, 'receipts', '.writing')
  await mkdir(dirname(writing), { recursive: true })
  await writeFile(writing, text)
  await rename(writing, target)
}
