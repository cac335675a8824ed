import type { Difference } from '../assemble/difference.ts'
import { printable } from '../lib/printable.ts'
import { canAsk, confirm } from './ask.ts'
import { shortPath } from './places.ts'
import { note } from './say.ts'

interface AssemblyFlags {
  readonly yes?: boolean
  readonly dryRun?: boolean
}

/** Shows what would be done to a project, and asks where a person has code of their own in it. */
export function confirmAssembly({ yes, dryRun }: AssemblyFlags): (difference: Difference) => Promise<boolean> {
  return async (difference) => {
    if (difference.isShared || dryRun) note(differenceText(difference))
    if (dryRun) return false
    if (yes || !difference.isShared) return true
    if (canAsk()) return confirm('Write this?')
    note('Nothing was written: there is code of yours, and nobody can be asked.\nfix: assay assemble --yes')
    return false
  }
}

function differenceText({ dir, added, changed, left, leftOut }: Difference): string {
  const rows = [
    ...added.map((path) => `  + ${printable(path)}`),
    ...changed.map((path) => `  ~ ${printable(path)}`),
    ...left.map((path) => `  = ${printable(path)}  (yours: it stays as it is)`),
    ...leftOut.map(({ interaction, because }) => `  ✗ ${printable(interaction)}: ${printable(because, 300)}`),
  ]
  return [`What belongs into ${shortPath(dir)}:`, ...(rows.length > 0 ? rows : ['  nothing that is not there'])].join(
    '\n',
  )
}
