import { z } from 'zod'
import { entryProblem } from './entry-problem.ts'
import { catalogueEntry } from './gateway/catalogue-entry.ts'
import { type NeededScope, neededScopes } from './needed-scopes.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import { openDocs } from './standins/docs/open-docs.ts'
import { type ToldScopes, toldScopes } from './standins/docs/told-scopes.ts'

/** What one API of a plan takes before anything can be built, and what of it is missing. */
export interface ApiNeeds {
  readonly api: string
  /** As people call it. */
  readonly name: string
  readonly connection: string
  readonly interactions: number
  readonly scopes: readonly NeededScope[]
  /** Interactions of which nothing here knows the scopes. */
  readonly scopesUnknown: readonly string[]
  /** Pages about this API in Nango's documentation. */
  readonly links: readonly string[]
  readonly missing: readonly { readonly what: string; readonly mend: string }[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Enters every test account of a plan, one after the other, and spends nothing. Embedded APIs need nothing. */
export async function needsOfPlan(plan: Plan, env: Environment): Promise<ApiNeeds[]> {
  const needs: ApiNeeds[] = []
  for (const api of new Set(plan.interactions.map((interaction) => interaction.api))) {
    const interactions = plan.interactions.filter((interaction) => interaction.api === api)
    const problem = await entryProblem({ ...plan, interactions }, env)
    needs.push({
      ...factsOf(api),
      connection: interactions[0]?.connection ?? '',
      ...scopesOf(api, interactions),
      missing: problem ? [problem] : [],
    })
  }
  return needs
}

const entry = z.object({
  display_name: z.string(),
  docs: z.string().optional(),
  setup_guide_url: z.string().optional(),
})

function factsOf(api: string): Pick<ApiNeeds, 'api' | 'name' | 'links'> {
  const { data } = entry.safeParse(catalogueEntry(api))
  const links = [data?.docs, data?.setup_guide_url].filter((link): link is string => link !== undefined)
  return { api, name: data?.display_name ?? api, links }
}

function scopesOf(
  api: string,
  interactions: readonly Interaction[],
): Pick<ApiNeeds, 'interactions' | 'scopes' | 'scopesUnknown'> {
  const told = toldScopes(openDocs(api))
  return {
    interactions: interactions.length,
    scopes: neededScopes(api, interactions),
    scopesUnknown: interactions.filter((interaction) => !isTold(interaction, told)).map(({ name }) => name),
  }
}

function isTold({ operations }: Interaction, told: ToldScopes): boolean {
  return operations.length > 0 && operations.every(({ method, path }) => told.has(`${method} ${path}`))
}
