import { thisMachine } from '../../lib/machine.ts'
import { type DensityWish, chooseDensity } from '../../plan/density.ts'
import { counted, spokenSkills } from '../../report/wording.ts'
import { printable } from '../../lib/printable.ts'
import type { Plan } from '../../plan/plan.ts'
import { priceRange } from '../../plan/price-range.ts'
import { aligned } from '../../report/screen.ts'
import { densityText } from '../density-here.ts'
import { priceText } from '../price-text.ts'
import { planOf, type PlanFlags } from '../read-spec.ts'
import { builtPart, reuseHere, reuseLines } from '../reuse-here.ts'
import { say, sayJson } from '../say.ts'

export async function plan(flags: PlanFlags & DensityWish & { fresh?: boolean; json?: boolean }): Promise<number> {
  const planned = await planOf(flags)
  const machine = thisMachine()
  const density = chooseDensity(flags, machine, planned.interactions.length)
  const reuse = await reuseHere(planned, flags)
  const toBuild = builtPart(planned, reuse)
  if (flags.json) sayJson({ ...planned, ...density, attempts: attemptsOf(toBuild), price: priceRange(toBuild), reuse })
  else say([...reuseLines(reuse), planText(toBuild, densityText(density, machine))].join('\n'))
  return 0
}

function attemptsOf({ interactions, budget }: Plan): { least: number; most: number } {
  return { least: interactions.length, most: interactions.length * budget.attempts }
}

/** What a run would do, for a terminal. */
export function planText(plan: Plan, density?: string): string {
  const { least, most } = attemptsOf(plan)
  const apis = new Set(plan.interactions.map(({ api }) => api)).size
  const rows = aligned(
    plan.interactions.map(({ id, kind, does }) => [
      printable(id),
      kind,
      (plan.ladders[id] ?? []).map((model) => printable(model, 80)).join(' → ') || 'no model',
      printable(does, 100),
    ]),
  )
  const exempt = plan.interactions.flatMap(({ id, exempt }) =>
    exempt.map(({ check, reason }) => `  ${printable(id)} is exempt from ${printable(check)}: ${printable(reason)}`),
  )
  const lines = [
    `${counted(plan.interactions.length, 'interaction')} of ${counted(apis, 'API')} · upstream ${plan.upstream} · ${least} to ${most} attempts · ${priceOf(plan)}`,
    ...(density === undefined ? [] : [density]),
    ...(plan.skills ? [spokenSkills(plan)] : []),
    ...rows.map((row) => `  ${row.join('  ')}`),
    ...exempt,
    'Nothing was spent.',
  ]
  return `${lines.join('\n')}\n`
}

/** What it may cost, for a terminal. */
export function priceOf(plan: Plan): string {
  const { usd } = plan.budget
  return priceText(priceRange(plan), usd === undefined ? undefined : { usd, more: false })
}
