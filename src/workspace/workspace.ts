import { chmod, chown, lchown, lstat, mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unprivileged } from '../box/unprivileged.ts'
import { writeProject } from '../nango/project.ts'
import { projectFiles, sourcePath } from '../nango/project-files.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { Interaction } from '../plan/interaction.ts'
import { type Manifest, type ManifestChange, compareManifest, takeManifest } from './manifest.ts'
import { scaffold } from './scaffold.ts'

/** A Nango project for one interaction, in which an agent may write one file and one directory. */
export interface Workspace {
  /** On the host. */
  readonly dir: string
  /** The one file, relative to `dir`. */
  readonly sourceFile: string
  /** The one directory, relative to `dir`. */
  readonly scratch: string
  /** Everything else, as we left it. */
  manifest: Manifest
}

export interface WorkspaceOptions {
  readonly dir: string
  readonly interaction: Interaction
  readonly toolchain: Toolchain
}

/** Lays out a workspace in an empty or missing directory. */
export async function openWorkspace({ dir, interaction, toolchain }: WorkspaceOptions): Promise<Workspace> {
  const sourceFile = sourcePath(interaction)
  const scratch = 'scratch'
  await mkdir(dir, { recursive: true, mode: 0o755 })
  const files = [...projectFiles(toolchain, [interaction]), { path: sourceFile, text: scaffold(interaction) }]
  await writeProject(dir, files)
  for (const path of [scratch, join(interaction.api, 'tests')]) await mkdir(join(dir, path), { mode: 0o755 })
  await giveAway(dir, [sourceFile, scratch])
  return { dir, sourceFile, scratch, manifest: await takeManifest(dir, [sourceFile, scratch]) }
}

/** Only these belong to the user of the boxes; what is not his, he cannot change even without the walls. */
async function giveAway(dir: string, paths: readonly string[]): Promise<void> {
  const { uid, gid, stepDown } = unprivileged()
  if (!stepDown) return
  for (const path of paths) await chown(join(dir, path), uid, gid)
}

/** Puts a file of ours into a workspace, for the agent to read: a fixture made from the recording. */
export async function showFile(workspace: Workspace, path: string, text: string): Promise<void> {
  const target = join(workspace.dir, path)
  await mkdir(dirname(target), { recursive: true, mode: 0o755 })
  await writeFile(target, text, { mode: 0o644 })
  const shown = await takeManifest(workspace.dir, [workspace.sourceFile, workspace.scratch])
  workspace.manifest = new Map([...workspace.manifest, ...[...shown].filter(([known]) => isAbove(known, path))])
}

function isAbove(known: string, path: string): boolean {
  return path === known || path.startsWith(`${known}/`)
}

/** What of our files is not as we left it. */
export async function manifestChanges({ dir, sourceFile, scratch, manifest }: Workspace): Promise<ManifestChange[]> {
  return compareManifest(manifest, await takeManifest(dir, [sourceFile, scratch]))
}

/** Nobody but us can change it any more; for the archive, once the agent's box is dead. */
export async function sealWorkspace({ dir, sourceFile, scratch }: Workspace): Promise<void> {
  const below = await readdir(join(dir, scratch), { recursive: true, withFileTypes: true })
  const inScratch = below.map((entry) => join(entry.parentPath, entry.name))
  // What is deeper comes first: a directory that was taken back can still be entered, by us.
  for (const path of [...inScratch.toReversed(), join(dir, scratch), join(dir, sourceFile)]) await takeBack(path)
}

async function takeBack(path: string): Promise<void> {
  const stat = await lstat(path).catch(() => undefined) // the agent may have removed it
  if (!stat) return
  if (unprivileged().stepDown) await lchown(path, 0, 0)
  if (stat.isDirectory()) await chmod(path, 0o555)
  else if (stat.isFile()) await chmod(path, 0o444)
}
