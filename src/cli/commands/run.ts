import { randomInt } from 'node:crypto'
import type { Sandbox } from '../../box/drivers/driver.ts'
import type { DensityWish } from '../../plan/density.ts'
import type { Guardrails } from '../../plan/guardrails.ts'
import type { Asked } from '../../plan/means.ts'
import { summaryText } from '../../report/summary-text.ts'
import { agreeOnPrice, demandAffordable } from '../afford.ts'
import { confirmAssembly } from '../confirm-assembly.ts'
import { exitCodeOf } from '../exit-code.ts'
import { placesOfRun, shortPath } from '../places.ts'
import { planOf, type PlanFlags } from '../read-spec.ts'
import { builtPart, reuseHere, reuseLines } from '../reuse-here.ts'
import { note, say, sayJson, screenOf } from '../say.ts'

export interface RunFlags extends PlanFlags, DensityWish {
  readonly guardrails: Guardrails
  readonly sandbox: Sandbox
  readonly seed?: number
  readonly fresh?: boolean
  readonly yes?: boolean
  readonly json?: boolean
}

export async function run(flags: RunFlags): Promise<number> {
  const plan = await planOf(flags)
  const reuse = await reuseHere(plan, flags)
  const toBuild = builtPart(plan, reuse)
  demandAffordable(toBuild)
  for (const line of reuseLines(reuse)) note(line)
  await agreeOnPrice(toBuild, flags)

  // Loaded only now: what is wrong with a spec should not wait for all that a run needs.
  const { runPlan } = await import('../run-plan.ts')
  const { knownIn } = await import('../../reuse.ts')
  const { report, page } = await runPlan({
    plan,
    known: knownIn(reuse),
    places: placesOfRun(),
    density: flags,
    seed: flags.seed ?? randomInt(1, 1_000_000),
    guardrails: flags.guardrails,
    sandbox: flags.sandbox,
    asked: askedFor(flags),
    doing: 'assay run',
    confirm: confirmAssembly(flags),
  })
  if (flags.json) {
    sayJson(report)
  } else {
    say(summaryText(report, screenOf(process.stdout)))
    say(`report: ${shortPath(page)}\n`)
  }
  return exitCodeOf(report)
}

export function askedFor({ spec, upstream, model, attempts, budget, only, limit }: RunFlags): Asked {
  return {
    spec,
    ...(upstream !== undefined && { upstream }),
    ...(model !== undefined && { model }),
    ...(attempts !== undefined && { attempts }),
    ...(budget !== undefined && { usd: budget }),
    isPart: only !== undefined || limit !== undefined,
  }
}
