import { printable } from '../lib/printable.ts'
import { partOf } from '../plan/part-of.ts'
import type { Plan } from '../plan/plan.ts'
import { counted } from '../report/wording.ts'
import type { Reuse } from '../reuse.ts'
import { placesOfRun } from './places.ts'
import { demandVersions } from './versions.ts'

/** What of a plan the output here has already, and why the rest has to be built; all has to be when that is wanted. */
export async function reuseHere(plan: Plan, { fresh }: { readonly fresh?: boolean }): Promise<readonly Reuse[]> {
  if (fresh) return plan.interactions.map(({ id }) => ({ kind: 'built', id }))
  const { reuseOf } = await import('../reuse.ts')
  return reuseOf({ plan, versions: demandVersions(), outputDir: placesOfRun().output })
}

/** The part of a plan that is built. */
export function builtPart(plan: Plan, reuse: readonly Reuse[]): Plan {
  return partOf(plan, new Set(reuse.flatMap(({ kind, id }) => (kind === 'reused' ? [] : [id]))))
}

/** What is not built again, and why others are that have been built before. Nothing where nothing was. */
export function reuseLines(reuse: readonly Reuse[]): string[] {
  const kept = reuse.filter((each) => each.kind === 'reused')
  const again = reuse.filter((each) => each.kind === 'rebuilt')
  return [
    ...(kept.length > 0
      ? [`${counted(kept.length, 'function')} reused, nothing that the proof depends on has changed:`]
      : []),
    ...kept.map(({ id, function: { run } }) => `  ${printable(id)}  proved in run ${printable(run)}`),
    ...(again.length > 0 ? [`${counted(again.length, 'function')} built again:`] : []),
    ...again.map(({ id, because }) => `  ${printable(id)}  ${because.map((each) => printable(each, 200)).join('; ')}`),
  ]
}
