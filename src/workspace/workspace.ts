import { chmod, lchown, lstat, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { unprivileged } from '../box/unprivileged.ts'
import { sha256 } from '../lib/sha256.ts'
import { filesBeside } from '../lib/skill-text.ts'
import { writeProject } from '../nango/project.ts'
import { projectFiles, sourcePath } from '../nango/project-files.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { Guardrails } from '../plan/guardrails.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Skill } from '../plan/skill.ts'
import { layBelow } from './below.ts'
import { giveToBoxes } from './give-to-boxes.ts'
import { type Manifest, type ManifestChange, compareManifest, takeManifest } from './manifest.ts'
import { scaffold } from './scaffold.ts'
import { stampOf } from './stamp.ts'
import { walkBelow } from './walk.ts'

/** A Nango project for one interaction. Enforced guardrails let an agent write one file and one directory of it, others all. */
export interface Workspace {
  /** On the host. */
  readonly dir: string
  /** The one file that counts, relative to `dir`. */
  readonly sourceFile: string
  /** The agent's own directory, relative to `dir`. */
  readonly scratch: string
  readonly guardrails: Guardrails
  /** Everything else, as we left it. */
  manifest: Manifest
  /** Stamps of the files that we laid while the agent was at work, by path. */
  readonly laid: Map<string, string>
}

export interface WorkspaceOptions {
  readonly dir: string
  readonly interaction: Interaction
  readonly toolchain: Toolchain
  readonly guardrails: Guardrails
  /** What stands beside their SKILL.md is laid below `skills/`; none unless given. */
  readonly skills?: readonly Skill[]
}

/** Lays out a workspace in an empty or missing directory. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { dir, interaction, toolchain, guardrails, skills = [] } = options
  const sourceFile = sourcePath(interaction)
  const scratch = 'scratch'
  await mkdir(dir, { recursive: true, mode: 0o755 })
  const files = [
    ...projectFiles(toolchain, [interaction]),
    { path: sourceFile, text: scaffold(interaction) },
    ...skills.flatMap(filesBeside),
  ]
  await writeProject(dir, files)
  for (const path of [scratch, join(interaction.api, 'tests')]) await mkdir(join(dir, path), { mode: 0o755 })
  await giveToBoxes({ dir, sourceFile, scratch, guardrails })
  const manifest = await takeManifest(dir, [sourceFile, scratch])
  return { dir, sourceFile, scratch, guardrails, manifest, laid: new Map() }
}

/** Puts a file of ours into a workspace, for the agent to read: a fixture made from the recording. */
export async function showFile(workspace: Workspace, path: string, text: string): Promise<void> {
  const { dir, guardrails, manifest, laid } = workspace
  const owner = guardrails === 'enforce' ? undefined : unprivileged()
  const isLaid = await layBelow(dir, { path, text, owner })
  workspace.manifest = new Map([...manifest, [path, { type: 'file', mode: 0o644, content: sha256(text) }]])
  if (!isLaid) return
  const stat = await lstat(join(dir, path), { bigint: true }).catch(() => undefined) // removed again
  if (stat) laid.set(path, stampOf(stat))
}

/** What of our files is not as we left it. */
export async function manifestChanges({ dir, sourceFile, scratch, manifest }: Workspace): Promise<ManifestChange[]> {
  return compareManifest(manifest, await takeManifest(dir, [sourceFile, scratch], manifest))
}

/** Nobody but us can change it any more; for the archive, once the agent's box is dead. */
export async function sealWorkspace({ dir, sourceFile, scratch, guardrails }: Workspace): Promise<void> {
  const below = async (path: string) =>
    (await walkBelow(join(dir, path), { except: [] })).map((place) => join(dir, path, place.path))
  const paths =
    guardrails === 'enforce'
      ? [join(dir, sourceFile), join(dir, scratch), ...(await below(scratch))]
      : [dir, ...(await below('.'))]
  // What is deeper comes first: a directory that was taken back can still be entered, by us.
  for (const path of paths.toReversed()) await takeBack(path)
}

async function takeBack(path: string): Promise<void> {
  const stat = await lstat(path).catch(() => undefined) // the agent may have removed it
  if (!stat) return
  if (unprivileged().stepDown) await lchown(path, 0, 0)
  if (stat.isDirectory()) await chmod(path, 0o555)
  else if (stat.isFile()) await chmod(path, 0o444)
}
