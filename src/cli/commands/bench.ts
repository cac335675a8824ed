import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Measured, measuredIn } from '../../bench/bench-report.ts'
import { type Baseline, type Benched, benchText } from '../../bench/bench-text.ts'
import { type KeptProofs, keepProofs } from '../../bench/kept-proofs.ts'
import { measureRun } from '../../bench/measure-run.ts'
import { mutantsOf } from '../../bench/mutants.ts'
import { planBench } from '../../bench/plan-bench.ts'
import type { DensityWish } from '../../plan/density.ts'
import { type Controls, plantControls } from '../../plant-controls.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Report } from '../../report/report.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { exitCodeOf } from '../exit-code.ts'
import { type Places, placesOfBench } from '../places.ts'
import { type RunPlanOptions, runPlan } from '../run-plan.ts'
import { note, say, sayJson, screenOf } from '../say.ts'

interface BenchFlags extends DensityWish {
  readonly interactions?: number
  readonly latency: 'zero' | 'realistic'
  readonly seed: number
  readonly json?: boolean
  readonly plain?: boolean
  readonly model?: string
  readonly only?: string
}

/** Builds the catalogue, or a sample of it, on the rehearsal model, and says what that took. */
export async function bench(flags: BenchFlags): Promise<number> {
  const { interactions, seed, model, only, json } = flags
  const wished = {
    embedded: standInApis,
    seed,
    ...(model !== undefined && { model }),
    ...(only !== undefined && { only }),
  }
  const catalogueSize = planBench(wished).interactions.length
  const plan = planBench({ ...wished, ...(interactions !== undefined && { interactions }) })
  const places = placesOfBench()
  const proofs = keepProofs(plan.interactions, seed, join(places.runs, '..', 'controls', 'proofs'))
  const { report, measured } = await benchOnce(plan, { ...flags, catalogueSize, places, onJudged: proofs.keep })
  note('Sealed controls: accepted functions, changed, go the same way.')
  const controls = await controlsOf(report, { proofs, places, seed })
  const baseline = flags.plain ? await plainly(plan, { ...flags, catalogueSize, places }) : undefined
  const benched: Benched = { ...report, ...measured, controls, ...(baseline && { baseline }) }
  if (json) sayJson(benched)
  else say(benchText(benched, screenOf(process.stdout)))
  return hold(controls) ? exitCodeOf(report) : 4
}

interface Once extends BenchFlags, Pick<RunPlanOptions, 'places' | 'onJudged' | 'isPlain'> {
  readonly catalogueSize: number
}

async function benchOnce(plan: Plan, once: Once): Promise<{ report: Report; measured: Measured }> {
  const { concurrency, agentsPerServer, seed, latency, places, catalogueSize, onJudged, isPlain } = once
  const density = { concurrency, agentsPerServer }
  const wishes = { plan, places, density, seed, latency, doing: 'assay bench' }
  const ran = await measureRun(() =>
    runPlan({ ...wishes, ...(onJudged && { onJudged }), ...(isPlain !== undefined && { isPlain }) }),
  )
  return { report: ran.report, measured: measuredIn(ran, catalogueSize) }
}

/** The same interactions and parts, with an OpenCode of its own for each agent and a CLI for each command. */
async function plainly(plan: Plan, once: Once): Promise<Baseline> {
  note('The same once more, plainly.')
  const places = { ...once.places, output: `${once.places.output}-plain` }
  const { report, measured } = await benchOnce(plan, { ...once, places, agentsPerServer: 1, isPlain: true })
  return { run: report.run, artefact: report.artefact, conduct: report.conduct, attempts: report.attempts, ...measured }
}

/** For one in ten accepted functions. */
function controlsOf(
  { artefact }: Report,
  { proofs, places, seed }: { proofs: KeptProofs; places: Places; seed: number },
): Promise<Controls> {
  const dir = join(places.runs, '..', 'controls', 'verifications')
  rmSync(dir, { recursive: true, force: true })
  return plantControls(proofs.proved(), {
    cacheDir: places.cache,
    dir,
    seed,
    wanted: Math.ceil(artefact.accepted / 10),
    mutate: (source, known) => mutantsOf(source, known, seed),
  })
}

/** None was missed, and none was caught for how it was sent. */
function hold({ planted, caught, twins }: Controls): boolean {
  return caught === planted && twins.accepted === twins.sent
}
