import { existsSync, rmdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, build } from '../build.ts'
import { inputsOf } from '../inputs-of.ts'
import type { Sandbox } from '../box/drivers/driver.ts'
import type { Density, DensityWish } from '../plan/density.ts'
import type { Guardrails } from '../plan/guardrails.ts'
import type { Plan } from '../plan/plan.ts'
import { modelsOf } from '../plan/pricing.ts'
import type { RunFacts } from '../record/entry.ts'
import { recordFile } from '../record/record.ts'
import { createRunDirectory } from '../record/run-directory.ts'
import type { Report } from '../report/report.ts'
import { writeReport } from '../report/write-report.ts'
import { demandWritable } from './demand-writable.ts'
import { holdDirectory } from './hold-directory.ts'
import { densityHere } from './density-here.ts'
import { listenForInterrupts } from './interrupts.ts'
import { openToBoxes } from './open-to-boxes.ts'
import { runRoots, type Places } from './places.ts'
import { followRun } from './progress.ts'
import { reportHere } from './report-here.ts'
import { note } from './say.ts'
import { telemetryHere } from './telemetry-here.ts'
import { demandVersions } from './versions.ts'

/** What goes on to the build as it is. */
type PassedOn = Pick<
  BuildOptions,
  'plan' | 'known' | 'latency' | 'asked' | 'confirm' | 'onJudged' | 'isPlain' | 'partsDir' | 'onFatal' | 'isUnassembled'
>

export interface RunPlanOptions extends PassedOn {
  readonly places: Places
  readonly density: DensityWish
  readonly seed: number
  /** `enforce` unless given. */
  readonly guardrails?: Guardrails
  /** `bwrap` unless given. */
  readonly sandbox?: Sandbox
  /** The command, for whoever finds the directory taken. */
  readonly doing: string
}

export interface Built {
  readonly report: Report
  readonly page: string
  readonly dir: string
}

/** Builds a plan in a new run directory, with progress on stderr, and writes its report. */
export async function runPlan({
  places,
  doing,
  seed,
  density,
  guardrails = 'enforce',
  sandbox = 'bwrap',
  ...options
}: RunPlanOptions): Promise<Built> {
  const versions = demandVersions()
  openToBoxes()
  demandWritable(places.output)
  const hold = holdDirectory(places, doing)
  try {
    const { run, dir } = createRunDirectory(places.runs, runRoots(), new Date())
    const { plan } = options
    const facts = factsOf({ run, plan, seed, guardrails, sandbox, versions, density: densityHere(density, plan) })
    return await buildAndReport({ ...options, facts, runDir: dir, places })
  } finally {
    hold[Symbol.dispose]()
  }
}

interface BuildAndReport extends PassedOn, Pick<BuildOptions, 'facts' | 'runDir' | 'earlier'> {
  readonly places: Places
}

/** In a directory that is held. */
export async function buildAndReport({ runDir, places, ...options }: BuildAndReport): Promise<Built> {
  const interrupts = listenForInterrupts()
  const progress = followRun(note, settledBefore(options))
  const telemetry = await telemetryHere()
  try {
    await build({
      ...options,
      runDir,
      outputDir: places.output,
      cacheDir: places.cache,
      keys: process.env,
      windDown: interrupts.windDown,
      stop: interrupts.stop,
      onEntry(entry) {
        progress.tell(entry)
        telemetry?.tell(entry)
      },
      onJudged(evidence, verdict) {
        options.onJudged?.(evidence, verdict)
        telemetry?.judged(evidence)
      },
    })
  } catch (error) {
    // Whatever it was is told by main. A run that never began leaves nothing; of any other the person should know.
    const { run } = options.facts
    if (existsSync(join(runDir, recordFile))) {
      note(`What run ${run} decided until here is kept. To see it: assay report ${run}; to go on: assay resume ${run}`)
    } else {
      removeEmpty(runDir)
    }
    throw error
  } finally {
    progress[Symbol.dispose]()
    await telemetry?.[Symbol.asyncDispose]()
    interrupts[Symbol.dispose]()
  }
  const report = reportHere(runDir)
  return { report, page: await writeReport(runDir, report), dir: runDir }
}

function settledBefore({ earlier, plan }: Pick<BuildAndReport, 'earlier' | 'plan'>) {
  const settled = Object.values(earlier?.standings ?? {}).filter(({ kind }) => kind === 'settled').length
  return { planned: earlier ? plan.interactions.length : 0, settled }
}

function removeEmpty(dir: string): void {
  try {
    for (let each = dir; ; each = dirname(each)) {
      rmdirSync(each)
      if (basename(each) === '.assay') return
    }
  } catch {
    // There is something in it, such as earlier runs: it stays.
  }
}

export function factsOf({
  run,
  plan,
  seed,
  guardrails,
  sandbox,
  versions,
  density,
}: Pick<RunFacts, 'run' | 'seed' | 'guardrails' | 'sandbox' | 'versions'> & {
  plan: Plan
  density: Density
}): RunFacts {
  const models = modelsOf(plan)
  const addresses = addressesIn(plan)
  const isRehearsal = models.length > 0 && models.every((model) => model.startsWith('rehearsal/'))
  return {
    run,
    upstream: plan.upstream,
    model: isRehearsal ? 'rehearsal' : models.join(', '),
    sandbox,
    guardrails,
    ...density,
    seed,
    ...(Object.keys(addresses).length > 0 && { addresses }),
    versions,
    ...inputsOf(plan),
  }
}

/** Where requests go that would go elsewhere by the catalogue: whoever reads a report has to know. */
function addressesIn({ reach = {} }: Plan): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reach).flatMap(([api, { address }]) => (address === undefined ? [] : [[api, address]])),
  )
}
