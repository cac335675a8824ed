import { type Measured, measuredIn } from '../../bench/bench-report.ts'
import { benchText } from '../../bench/bench-text.ts'
import { measureRun } from '../../bench/measure-run.ts'
import { planBench } from '../../bench/plan-bench.ts'
import type { DensityWish } from '../../plan/density.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Report } from '../../report/report.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { exitCodeOf } from '../exit-code.ts'
import { placesOfBench } from '../places.ts'
import { runPlan } from '../run-plan.ts'
import { say, sayJson, screenOf } from '../say.ts'

interface BenchFlags extends DensityWish {
  readonly interactions?: number
  readonly latency: 'zero' | 'realistic'
  readonly seed: number
  readonly json?: boolean
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
  const { report, measured } = await benchOnce(plan, flags, catalogueSize)
  if (json) sayJson({ ...report, ...measured })
  else say(benchText({ ...report, ...measured }, screenOf(process.stdout)))
  return exitCodeOf(report)
}

async function benchOnce(
  plan: Plan,
  { seed, latency, ...density }: BenchFlags,
  catalogueSize: number,
): Promise<{ report: Report; measured: Measured }> {
  const ran = await measureRun(() =>
    runPlan({ plan, places: placesOfBench(), density, seed, latency, doing: 'assay bench' }),
  )
  return { report: ran.report, measured: measuredIn(ran, catalogueSize) }
}
