import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import type { ProjectFile } from '../nango/room.ts'
import { sourcePath } from '../nango/project-files.ts'
import { type Receipt, receiptShape } from './receipt.ts'
import type { Assembled } from './whole-project.ts'

/** The functions that earlier runs put into the project, with their files as they are now; without those that somebody removed. */
export async function earlierFunctions(outputDir: string): Promise<Assembled[]> {
  const found: Assembled[] = []
  for (const path of await receiptPaths(outputDir)) {
    const receipt = await readReceipt(path)
    const files = await filesOf(outputDir, receipt)
    if (files.some((file) => file.path === sourcePath(receipt))) found.push({ receipt, files })
  }
  return found
}

async function receiptPaths(outputDir: string): Promise<string[]> {
  const receipts = join(outputDir, 'receipts')
  try {
    const entries = await readdir(receipts, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && entry.parentPath !== receipts)
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function readReceipt(path: string): Promise<Receipt> {
  try {
    return receiptShape.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    // Cut, or edited by hand.
    throw new UserError(`${path} is not a receipt.`, 'Restore it, or remove it together with its function.', { cause })
  }
}

async function filesOf(outputDir: string, { files }: Receipt): Promise<ProjectFile[]> {
  const read = files.map(async ({ path }) => {
    const text = await readFile(join(outputDir, path), 'utf8').catch(() => undefined) // somebody removed it
    return text === undefined ? [] : [{ path, text }]
  })
  return (await Promise.all(read)).flat()
}
