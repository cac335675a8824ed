import { thisMachine } from '../../lib/machine.ts'
import { type DensityWish, chooseDensity } from '../../plan/density.ts'
import { counted, dollars } from '../../report/wording.ts'
import { printable } from '../../lib/printable.ts'
import type { Plan } from '../../plan/plan.ts'
import { aligned } from '../../report/screen.ts'
import { densityText } from '../density-here.ts'
import { planOf, type PlanFlags } from '../read-spec.ts'
import { say, sayJson } from '../say.ts'

export async function plan(flags: PlanFlags & DensityWish & { json?: boolean }): Promise<number> {
  const planned = await planOf(flags)
  const machine = thisMachine()
  const density = chooseDensity(flags, machine, planned.interactions.length)
  if (flags.json) sayJson({ ...planned, ...density, attempts: attemptsOf(planned) })
  else say(planText(planned, densityText(density, machine)))
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
    `${counted(plan.interactions.length, 'interaction')} of ${counted(apis, 'API')} · upstream ${plan.upstream} · ${least} to ${most} attempts · ${price(plan)}`,
    ...(density === undefined ? [] : [density]),
    ...rows.map((row) => `  ${row.join('  ')}`),
    ...exempt,
    'Nothing was spent.',
  ]
  return `${lines.join('\n')}\n`
}

function price({ ladders, budget }: Plan): string {
  if (Object.values(ladders).every((ladder) => ladder.every((model) => model.startsWith('rehearsal/')))) return '$0.00'
  return budget.usd === undefined ? 'price open: no budget is set' : `at most ${dollars(budget.usd)}`
}
