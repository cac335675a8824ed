import { randomInt } from 'node:crypto'
import { UserError } from '../../lib/user-error.ts'
import type { Sandbox } from '../../box/drivers/driver.ts'
import type { DensityWish } from '../../plan/density.ts'
import type { Guardrails } from '../../plan/guardrails.ts'
import type { Asked } from '../../plan/means.ts'
import type { Plan } from '../../plan/plan.ts'
import { isFreePlan } from '../../plan/price-range.ts'
import { demandBudget, demandPrices, modelsOf } from '../../plan/pricing.ts'
import { summaryText } from '../../report/summary-text.ts'
import { askBeforeSpending } from '../ask.ts'
import { confirmAssembly } from '../confirm-assembly.ts'
import { exitCodeOf } from '../exit-code.ts'
import { placesOfRun, shortPath } from '../places.ts'
import { planOf, type PlanFlags } from '../read-spec.ts'
import { builtPart, reuseHere, reuseLines } from '../reuse-here.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { planText, priceOf } from './plan.ts'

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
  const { reusedIn } = await import('../../reuse.ts')
  const { report, page } = await runPlan({
    plan,
    reused: reusedIn(reuse),
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

/** Throws UserError where a model, its price or a budget is missing. */
export function demandAffordable(plan: Plan): void {
  demandModels(plan)
  demandPrices(modelsOf(plan), plan.providers)
  demandBudget(plan)
}

/** Says what it may cost, and asks, unless it is free or agreed on. */
export async function agreeOnPrice(plan: Plan, { yes }: Pick<RunFlags, 'yes'>): Promise<void> {
  if (isFreePlan(plan)) return
  note(yes ? priceOf(plan) : planText(plan).replace('Nothing was spent.\n', ''))
  if (!yes) await askBeforeSpending()
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

function demandModels({ ladders }: Plan): void {
  const without = Object.entries(ladders).flatMap(([id, ladder]) => (ladder.length === 0 ? [id] : []))
  if (without.length === 0) return
  throw new UserError(
    `No model is named for ${without.slice(0, 3).join(', ')}${without.length > 3 ? ` and ${without.length - 3} more` : ''}.`,
    'Put models: [provider/model] into the spec, or use --model provider/model.',
  )
}
