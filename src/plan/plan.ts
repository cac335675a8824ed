import type { Interaction } from './interaction.ts'

/** The ordered interactions of a spec, and the ladder of models that each one climbs. */
export interface Plan {
  readonly upstream: 'embedded' | 'nango' | 'direct'
  readonly interactions: readonly Interaction[]
  /** Model ids (`provider/model`) by interaction id: attempt n uses the n-th, or the last. Kept apart from the interaction so that nothing that judges can see it. */
  readonly ladders: Readonly<Record<string, readonly string[]>>
  readonly budget: { readonly attempts: number; readonly usd?: number; readonly minutes?: number }
  /** Scopes that an embedded account's credential holds, by API; all when absent. */
  readonly scopes: Readonly<Record<string, readonly string[]>>
}
