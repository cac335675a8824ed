import { existsSync, rmdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, build } from '../build.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunFacts } from '../record/entry.ts'
import { recordFile } from '../record/record.ts'
import { createRunDirectory } from '../record/run-directory.ts'
import type { Report } from '../report/report.ts'
import { writeReport } from '../report/write-report.ts'
import { listenForInterrupts } from './interrupts.ts'
import { openToBoxes } from './open-to-boxes.ts'
import { runRoots, type Places } from './places.ts'
import { followRun } from './progress.ts'
import { reportHere } from './report-here.ts'
import { note } from './say.ts'
import { demandVersions } from './versions.ts'

export interface RunPlanOptions {
  readonly plan: Plan
  readonly places: Places
  readonly concurrency: number
  readonly seed: number
  /** Of the rehearsal model. */
  readonly latency?: BuildOptions['latency']
}

/** Builds a plan in a new run directory, with progress on stderr, and writes its report. */
export async function runPlan({
  plan,
  places,
  concurrency,
  seed,
  latency,
}: RunPlanOptions): Promise<{ report: Report; page: string; dir: string }> {
  const versions = demandVersions()
  openToBoxes()
  const { run, dir } = createRunDirectory(places.runs, runRoots(), new Date())
  const interrupts = listenForInterrupts()
  const progress = followRun(note)
  try {
    await build({
      plan,
      facts: factsOf({ run, plan, seed, versions }),
      runDir: dir,
      outputDir: places.output,
      cacheDir: places.cache,
      concurrency,
      ...(latency && { latency }),
      keys: process.env,
      windDown: interrupts.windDown,
      stop: interrupts.stop,
      onEntry: progress.tell,
    })
  } catch (error) {
    // Whatever it was is told by main. A run that never began leaves nothing; of any other the person should know.
    if (existsSync(join(dir, recordFile))) note(`What run ${run} decided until here is kept: assay report ${run}`)
    else removeEmpty(dir)
    throw error
  } finally {
    progress[Symbol.dispose]()
    interrupts[Symbol.dispose]()
  }
  const report = reportHere(dir)
  return { report, page: await writeReport(dir, report), dir }
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

/** How many agents share one OpenCode server; it is printed in every report. */
const agentsPerServer = 4

function factsOf({
  run,
  plan,
  seed,
  versions,
}: Pick<RunFacts, 'run' | 'seed' | 'versions'> & { plan: Plan }): RunFacts {
  const models = [...new Set(Object.values(plan.ladders).flat())]
  const isRehearsal = models.length > 0 && models.every((model) => model.startsWith('rehearsal/'))
  return {
    run,
    upstream: plan.upstream,
    model: isRehearsal ? 'rehearsal' : models.join(', '),
    sandbox: 'bwrap',
    guardrails: 'enforce',
    agentsPerServer,
    seed,
    versions,
  }
}
