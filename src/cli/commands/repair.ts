import { existsSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { printable } from '../../lib/printable.ts'
import { UserError } from '../../lib/user-error.ts'
import { partOf } from '../../plan/part-of.ts'
import type { Plan } from '../../plan/plan.ts'
import { proveProject } from '../../prove-project.ts'
import type { FunctionProof } from '../../prove/project-proof.ts'
import { type Broken, type Repairs, repairsOf } from '../../repairs.ts'
import type { Report } from '../../report/report.ts'
import { summaryText } from '../../report/summary-text.ts'
import { counted } from '../../report/wording.ts'
import { agreeOnPrice, demandAffordable } from '../afford.ts'
import { confirmAssembly } from '../confirm-assembly.ts'
import { keepCopies } from '../keep-copies.ts'
import { exitCodeOf } from '../exit-code.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfRun, provedBook, shortPath } from '../places.ts'
import { proofAccounts } from '../proof-accounts.ts'
import { planOf } from '../read-spec.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { assayVersion, demandVersions } from '../versions.ts'
import { type RunFlags, askedFor } from './run.ts'

interface RepairFlags extends Omit<RunFlags, 'fresh'> {
  readonly overwrite?: boolean
}

/** Proves what the output has, and builds again what no longer holds: 0 when all of it does at the end, else 1. */
export async function repair(flags: RepairFlags): Promise<number> {
  const plan = await planOf(flags)
  const repairs = await repairsOf(await provedAgain(plan, flags), { plan, outputDir: placesOfRun().output })
  for (const line of repairLines(repairs, flags)) note(line)
  const chosen = repairs.broken.filter((each) => mayBeReplaced(each, flags))
  const report =
    chosen.length > 0 ? await buildAgain(partOf(plan, new Set(chosen.map(({ id }) => id))), chosen, flags) : undefined
  if (flags.json) sayJson({ ...repairs, built: chosen.map(({ id }) => id), report: report ?? null })
  else say(report ? summaryText(report, screenOf(process.stdout)) : `${nothingBuilt(repairs)}\n`)
  const code = report ? exitCodeOf(report) : 0
  const isLeft = repairs.undecided.length + repairs.notInSpec.length > 0 || chosen.length < repairs.broken.length
  return code === 0 && isLeft ? 1 : code
}

/** What Assay never wrote is replaced by nobody's leave. */
function mayBeReplaced({ edited, foreign }: Broken, { overwrite }: RepairFlags): boolean {
  return foreign.length === 0 && (overwrite || edited.length === 0)
}

async function provedAgain(plan: Plan, { spec, only }: RepairFlags): Promise<readonly FunctionProof[]> {
  const { output: root, cache } = placesOfRun()
  if (!existsSync(join(root, 'index.ts'))) {
    throw new UserError(`There is nothing to repair: ${shortPath(root)} has no integrations.`, 'Build them: assay run.')
  }
  openToBoxes()
  note(`proving the functions of ${shortPath(root)}`)
  const { items } = await proveProject({
    root,
    cacheDir: cache,
    assay: assayVersion(),
    ...(only !== undefined && { only }),
    ...(plan.upstream !== 'embedded' && { live: proofAccounts(plan, spec) }),
    book: { path: provedBook(root, plan.upstream, spec), nango: demandVersions().nango },
    onProved: ({ id, artefact }) => note(`${artefact} ${printable(id)}`),
    onTrouble: note,
  })
  return items
}

async function buildAgain(plan: Plan, chosen: readonly Broken[], flags: RepairFlags): Promise<Report> {
  demandAffordable(plan)
  await agreeOnPrice(plan, flags)
  const places = placesOfRun()
  const givenUp = keepCopies(
    places.output,
    chosen.flatMap(({ edited }) => edited),
  )
  const { runPlan } = await import('../run-plan.ts')
  const { report, page } = await runPlan({
    plan,
    places,
    density: flags,
    seed: flags.seed ?? randomInt(1, 1_000_000),
    guardrails: flags.guardrails,
    sandbox: flags.sandbox,
    // A part of the spec, whatever the flags say: going on with it must not build the rest.
    asked: { ...askedFor(flags), isPart: true, ...(Object.keys(givenUp).length > 0 && { givenUp }) },
    doing: 'assay repair',
    confirm: confirmAssembly(flags),
  })
  note(`report: ${shortPath(page)}`)
  return report
}

function repairLines({ holds, broken, undecided, notInSpec, missing }: Repairs, flags: RepairFlags): string[] {
  const line = (id: string, words: readonly string[]) =>
    `  ${printable(id)}  ${words.map((each) => printable(each, 200)).join('; ')}`
  const mine = broken.filter((each) => mayBeReplaced(each, flags))
  const foreign = broken.filter((each) => each.foreign.length > 0)
  const yours = broken.filter((each) => !mine.includes(each) && !foreign.includes(each))
  const section = (title: string, rows: readonly string[]) =>
    rows.length > 0 ? [`${counted(rows.length, 'function')} ${title}:`, ...rows] : []
  return [
    ...(holds.length > 0 ? [`${counted(holds.length, 'function')} proved again, left as they are`] : []),
    ...section(
      'no longer right, to be built again',
      mine.map(({ id, because }) => line(id, because)),
    ),
    ...section(
      'no longer right, and changed by somebody: left. To replace them (a copy is kept): assay repair --overwrite',
      yours.map(({ id, because, edited }) => line(id, [...because, `changed: ${edited.join(', ')}`])),
    ),
    ...section(
      'not right, with files in their place that Assay never wrote: left. To have them built, move those away, then: assay run',
      foreign.map(({ id, because, foreign: files }) => line(id, [...because, `not Assay's: ${files.join(', ')}`])),
    ),
    ...section(
      'undecided, left',
      undecided.map(({ id, because }) => line(id, because)),
    ),
    ...section(
      'no longer right, and not in the spec: nobody can build them',
      notInSpec.map(({ id, because }) => line(id, because)),
    ),
    ...(missing.length > 0
      ? [`${counted(missing.length, 'interaction')} of the spec not in the output. To build them: assay run`]
      : []),
  ]
}

function nothingBuilt({ holds, broken, undecided, notInSpec }: Repairs): string {
  const left = broken.length + undecided.length + notInSpec.length
  const rest = left === 0 ? 'nothing to repair' : `${left} left as they are`
  return `${counted(holds.length, 'function')} proved again; ${rest}`
}
