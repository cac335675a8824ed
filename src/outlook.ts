import { outcomeOf } from './outcome-of.ts'
import type { Plan } from './plan/plan.ts'
import { isFreePlan, type PriceRange, priceRange } from './plan/price-range.ts'
import type { Survey } from './survey-run.ts'

/** What going on with a run would do, and what that may cost. */
export interface Outlook {
  /** Decided: no agent works on these again. */
  readonly keeps: readonly string[]
  /** Begun before. The attempt that comes next; those before it count. */
  readonly again: readonly { readonly id: string; readonly attempt: number; readonly because?: string }[]
  readonly starts: readonly string[]
  /** Accepted before, and not yet in the output. */
  readonly assembles: readonly string[]
  readonly attempts: { readonly least: number; readonly most: number }
  readonly usd: {
    readonly spent: number
    readonly budget?: number
    readonly isFree: boolean
    /** What the attempts may come to. */
    readonly range: PriceRange
  }
}

/** `plan` is what the run would go on with. */
export function outlookOf({ standings, notAssembled, spend }: Survey, plan: Plan): Outlook {
  const most = plan.budget.attempts
  const next = plan.interactions.map(({ id }) => ({ id, ...nextOf(standings, id) }))
  const open = next.filter((each) => each.attempt !== undefined && each.attempt <= most)
  const again = open.flatMap(({ id, attempt = 1, isAgain, because }) =>
    isAgain || attempt > 1 ? [{ id, attempt, ...(because !== undefined && { because }) }] : [],
  )
  const openIds = new Set(open.map(({ id }) => id))
  const ladders = Object.fromEntries(open.map(({ id }) => [id, plan.ladders[id] ?? []]))
  const isFree = isFreePlan({ ladders, providers: plan.providers })
  const range = priceRange(
    plan,
    open.map(({ id, attempt = 1 }) => ({ id, attempt })),
  )
  return {
    keeps: next.flatMap(({ id }) => (openIds.has(id) ? [] : [id])),
    again,
    starts: open.flatMap(({ id }) => (again.some((each) => each.id === id) ? [] : [id])),
    assembles: notAssembled,
    attempts: { least: open.length, most: open.reduce((sum, { attempt = 1 }) => sum + most - attempt + 1, 0) },
    usd: { spent: spend.usd, ...(plan.budget.usd !== undefined && { budget: plan.budget.usd }), isFree, range },
  }
}

interface Next {
  /** None when it is decided. */
  readonly attempt?: number
  readonly isAgain?: boolean
  readonly because?: string
}

function nextOf(standings: Survey['standings'], id: string): Next {
  const standing = standings[id]
  if (standing?.kind === 'settled') return {}
  if (standing?.kind === 'open') {
    const { next, isAgain, because } = standing
    return { attempt: next, isAgain, ...(because !== undefined && { because }) }
  }
  if (!standing) return { attempt: 1 }
  return outcomeOf(standing.verdict, standing.attempt) ? {} : { attempt: standing.attempt + 1 }
}
