import { printable } from '../lib/printable.ts'
import { partOf } from '../plan/part-of.ts'
import type { Plan } from '../plan/plan.ts'
import { counted } from '../report/wording.ts'
import type { Reuse } from '../reuse.ts'
import { placesOfRun } from './places.ts'
import { demandVersions } from './versions.ts'

/**
 * What of a plan the output here has already, and why the rest has to be built. When all is wanted anew, only those are
 * not built in whose place is what stays.
 */
export async function reuseHere(plan: Plan, { fresh }: { readonly fresh?: boolean }): Promise<readonly Reuse[]> {
  const { reuseOf } = await import('../reuse.ts')
  const reuse = await reuseOf({ plan, versions: demandVersions(), outputDir: placesOfRun().output })
  return fresh ? reuse.map((each) => (each.kind === 'in-the-way' ? each : { kind: 'built', id: each.id })) : reuse
}

const whatThen =
  'To prove what is there: assay verify. To have it built: move it away, then assay run; or, where it is not right any more, assay repair --overwrite.'

/** The part of a plan that is built. */
export function builtPart(plan: Plan, reuse: readonly Reuse[]): Plan {
  const isBuilt = ({ kind }: Reuse) => kind === 'built' || kind === 'rebuilt'
  return partOf(plan, new Set(reuse.filter(isBuilt).map(({ id }) => id)))
}

/** What is not built again, and why others are that have been built before. Nothing where nothing was. */
export function reuseLines(reuse: readonly Reuse[]): string[] {
  const kept = reuse.filter((each) => each.kind === 'reused')
  const again = reuse.filter((each) => each.kind === 'rebuilt')
  const taken = reuse.filter((each) => each.kind === 'in-the-way')
  return [
    ...(kept.length > 0
      ? [`${counted(kept.length, 'function')} reused, nothing that the proof depends on has changed:`]
      : []),
    ...kept.map(({ id, function: { run } }) => `  ${printable(id)}  proved in run ${printable(run)}`),
    ...(again.length > 0 ? [`${counted(again.length, 'function')} built again:`] : []),
    ...again.map(({ id, because }) => `  ${printable(id)}  ${because.map((each) => printable(each, 200)).join('; ')}`),
    ...(taken.length > 0
      ? [
          `${counted(taken.length, 'function')} not built, for what is in ${taken.length > 1 ? 'their places' : 'its place'}:`,
        ]
      : []),
    ...taken.map(({ id, because }) => `  ${printable(id)}  ${printable(because, 300)}`),
    ...(taken.length > 0 ? [whatThen] : []),
  ]
}
