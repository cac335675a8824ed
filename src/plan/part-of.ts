import type { Plan } from './plan.ts'

/** The plan of these interactions alone. */
export function partOf(plan: Plan, ids: ReadonlySet<string>): Plan {
  return {
    ...plan,
    interactions: plan.interactions.filter(({ id }) => ids.has(id)),
    ladders: Object.fromEntries(Object.entries(plan.ladders).filter(([id]) => ids.has(id))),
  }
}
