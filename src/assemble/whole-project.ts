import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProjectFile } from '../nango/room.ts'
import { packageManifest, projectFiles, sourcePath } from '../nango/project-files.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import { mergedIndex } from './index-file.ts'
import type { Ledger } from './ledger.ts'
import { personsFiles } from './persons-files.ts'
import { readme } from './readme.ts'
import { type Receipt, receiptPath } from './receipt.ts'

/** One function of the project: its source, its fixture and its test. */
export interface Assembled {
  readonly receipt: Receipt
  readonly files: readonly ProjectFile[]
}

/** Where functions are put together. */
export interface Site {
  readonly outputDir: string
  readonly toolchain: Toolchain
  readonly ledger: Ledger
  /** What is there already and ours, as it is now. */
  readonly there: readonly Assembled[]
}

/** A whole project as it would be. */
export interface Project {
  /** Everything that is compiled: shared files, all functions, a person's own code. */
  readonly files: readonly ProjectFile[]
  readonly functions: readonly Assembled[]
  readonly shared: readonly ProjectFile[]
  readonly index: string
  readonly indexBefore: string
  readonly isShared: boolean
}

export async function projectOf(
  { outputDir, toolchain, ledger, there }: Site,
  added: readonly Assembled[],
): Promise<Project> {
  const names = new Set(added.map(({ receipt }) => receipt.interaction))
  const functions = [...there.filter(({ receipt }) => !names.has(receipt.interaction)), ...added].toSorted((a, b) =>
    a.receipt.interaction < b.receipt.interaction ? -1 : 1,
  )
  const indexBefore = await textAt(join(outputDir, 'index.ts'))
  const index = mergedIndex(indexBefore, {
    wanted: functions.map(({ receipt }) => `./${sourcePath(receipt, 'js')}`),
    isOurs: (path) => ledger.isOurs(path.replace(/^\.\//, '').replace(/\.js$/, '.ts')),
  })
  const shared = sharedFiles(toolchain, index, functions)
  const ours = [...shared, ...functions.flatMap(({ files }) => files)]
  const paths = new Set(ours.map(({ path }) => path))
  const theirs = await personsFiles(outputDir, (path) => paths.has(path))
  const isShared = theirs.some(({ path }) => !ledger.isOurs(path)) || /^\s*(\/\/|\/\*)/m.test(indexBefore)
  return { files: [...ours, ...theirs], functions, shared, index, indexBefore, isShared }
}

async function textAt(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

/** What is written for some functions: them, their receipts, and what belongs to the project as a whole. */
export function filesToWrite({ shared }: Project, added: readonly Assembled[]): ProjectFile[] {
  return [...shared, ...added.flatMap(ownFiles)]
}

export function ownFiles({ files, receipt }: Assembled): ProjectFile[] {
  return [...files, { path: receiptPath(receipt), text: `${JSON.stringify(receipt, null, 2)}\n` }]
}

/** What belongs to the project as a whole. No `.env`: that one is for the keys of whoever deploys it. */
function sharedFiles(toolchain: Toolchain, index: string, all: readonly Assembled[]): ProjectFile[] {
  const kept = projectFiles(toolchain, []).filter(({ path }) => path === 'tsconfig.json')
  const manifest = packageManifest(toolchain)
  const withTests = {
    ...manifest,
    scripts: { ...manifest.scripts, test: 'vitest run' },
    devDependencies: { ...manifest.devDependencies, vitest: toolchain.versions.vitest },
  }
  return [
    { path: 'index.ts', text: index },
    ...kept,
    { path: 'package.json', text: `${JSON.stringify(withTests, null, 2)}\n` },
    { path: '.gitignore', text: 'node_modules/\nbuild/\ndist/\n.env\n' },
    // Its directory is how the CLI knows a project by.
    { path: '.nango/.gitkeep', text: '' },
    { path: 'README.md', text: readme(all.map(({ receipt }) => receipt)) },
  ]
}
