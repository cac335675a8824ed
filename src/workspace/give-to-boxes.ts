import { lchown, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { unprivileged } from '../box/unprivileged.ts'
import type { Workspace } from './workspace.ts'
import { walkBelow } from './walk.ts'

/**
 * What an agent may write belongs to the user of the boxes; what is not his, he cannot change even without the walls.
 * Where the guardrails do not enforce, that is all: over node_modules his boxes have the toolchain's.
 */
export async function giveToBoxes(
  workspace: Pick<Workspace, 'dir' | 'sourceFile' | 'scratch' | 'guardrails'>,
): Promise<void> {
  const { dir, sourceFile, scratch, guardrails } = workspace
  const { uid, gid, stepDown } = unprivileged()
  if (!stepDown) return
  const all = async () => ['.', ...(await walkBelow(dir, { except: [] })).map(({ path }) => path)]
  for (const path of guardrails === 'enforce' ? [sourceFile, scratch] : await all()) {
    const target = join(dir, path)
    // Given once only: the kernel would note even that as a change.
    if ((await lstat(target)).uid !== uid) await lchown(target, uid, gid)
  }
}
