import type { Interaction } from './interaction.ts'
import type { Plan } from './plan.ts'

const wholes = ['upstream', 'providers', 'budget', 'scopes', 'skills'] as const

/** How a spec differs from the plan that a run began with. */
export interface Changes {
  /** In the spec now, and not in the run. */
  readonly added: readonly string[]
  /** In the run, and not in the spec any more. */
  readonly removed: readonly string[]
  /** What of an interaction is another than in the run. */
  readonly changed: readonly { readonly id: string; readonly what: readonly string[] }[]
  /** Interactions with another ladder. */
  readonly ladders: readonly string[]
  /** What is another for the run as a whole: `providers`, `budget`, `upstream`, `scopes`, `skills`. */
  readonly whole: readonly string[]
}

const parts = [
  'kind',
  'does',
  'connection',
  'docs',
  'input',
  'metadata',
  'model',
  'operations',
  'only',
  'exempt',
  'may',
  'recipients',
] as const

export function changesBetween(earlier: Plan, now: Plan): Changes {
  const before = byId(earlier)
  const after = byId(now)
  const both = earlier.interactions.filter(({ id }) => after.has(id))
  return {
    added: now.interactions.flatMap(({ id }) => (before.has(id) ? [] : [id])),
    removed: earlier.interactions.flatMap(({ id }) => (after.has(id) ? [] : [id])),
    changed: both.flatMap((each) => {
      const what = parts.filter((part) => !isSame(each[part], after.get(each.id)?.[part]))
      return what.length > 0 ? [{ id: each.id, what }] : []
    }),
    ladders: both.flatMap(({ id }) => (isSame(earlier.ladders[id], now.ladders[id]) ? [] : [id])),
    whole: wholes.filter((part) => !isSame(earlier[part], now[part])),
  }
}

/**
 * What a run goes on with when its spec is another by now: what is built and by what it is judged are the run's own;
 * who builds it and for how much are what the spec says now.
 */
export function goingOn(earlier: Plan, now: Plan): Plan {
  const ladders = earlier.interactions.map(({ id }) => [id, now.ladders[id] ?? earlier.ladders[id] ?? []] as const)
  const { providers, budget, reach, nango } = now
  // The way to an account may have moved; to which upstream, the run has decided.
  const way = now.upstream === earlier.upstream ? { ...(reach && { reach }), ...(nango && { nango }) } : {}
  return { ...earlier, ladders: Object.fromEntries(ladders), providers, budget, ...way }
}

function byId({ interactions }: Plan): Map<string, Interaction> {
  return new Map(interactions.map((each) => [each.id, each]))
}

/** Keys in any order; what is absent is as good as undefined. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ''
  )
}
