import { UserError } from '../lib/user-error.ts'
import type { Plan } from '../plan/plan.ts'
import { isFreePlan } from '../plan/price-range.ts'
import { demandBudget, demandPrices, modelsOf } from '../plan/pricing.ts'
import { askBeforeSpending } from './ask.ts'
import { planText, priceOf } from './commands/plan.ts'
import { note } from './say.ts'

/** Throws UserError where a model, its price or a budget is missing. */
export function demandAffordable(plan: Plan): void {
  demandModels(plan)
  demandPrices(modelsOf(plan), plan.providers)
  demandBudget(plan)
}

/** Says what it may cost, and asks, unless it is free or agreed on. */
export async function agreeOnPrice(plan: Plan, { yes }: { readonly yes?: boolean }): Promise<void> {
  if (isFreePlan(plan)) return
  note(yes ? priceOf(plan) : planText(plan).replace('Nothing was spent.\n', ''))
  if (!yes) await askBeforeSpending()
}

function demandModels({ ladders }: Plan): void {
  const without = Object.entries(ladders).flatMap(([id, ladder]) => (ladder.length === 0 ? [id] : []))
  if (without.length === 0) return
  throw new UserError(
    `No model is named for ${without.slice(0, 3).join(', ')}${without.length > 3 ? ` and ${without.length - 3} more` : ''}.`,
    'Put models: [provider/model] into the spec, or use --model provider/model.',
  )
}
