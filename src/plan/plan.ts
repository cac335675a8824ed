import { matchesGlob } from './matches-glob.ts'
import { didYouMean } from '../lib/nearest-word.ts'
import { UserError } from '../lib/user-error.ts'
import type { Interaction } from './interaction.ts'
import { kindOf, modelNames } from './names.ts'
import type { ProviderSettings } from './provider.ts'
import type { NangoPlace, Reach } from './reach.ts'
import type { Skill } from './skill.ts'
import type { Spec, SpecApi, SpecInteraction } from './spec.ts'

/** The ordered interactions of a spec, and the ladder of models that each one climbs. */
export interface Plan {
  readonly upstream: 'embedded' | 'nango' | 'direct'
  readonly interactions: readonly Interaction[]
  /** Model ids (`provider/model`) by interaction id: attempt n uses the n-th, or the last. Kept apart from the interaction so that nothing that judges can see it. */
  readonly ladders: Readonly<Record<string, readonly string[]>>
  /** What the spec says about model providers, by name. */
  readonly providers: Readonly<Record<string, ProviderSettings>>
  readonly budget: Budget
  /** Scopes that an embedded account's credential holds, by API; all when absent. */
  readonly scopes: Readonly<Record<string, readonly string[]>>
  /** Personal values are replaced in what is generated from embedded accounts too. */
  readonly replacePersonal?: boolean
  /** How APIs are reached that are not embedded, by name; absent where nothing is said of it. */
  readonly reach?: Readonly<Record<string, Reach>>
  readonly nango?: NangoPlace
  /** What every agent is offered to read, with its text; absent where there is none. */
  readonly skills?: readonly Skill[]
}

/** Caps in US dollars are for the whole run, one API's part of it, one interaction's attempts, and one attempt. */
export interface Budget {
  readonly attempts: number
  readonly usd?: number
  readonly usdPerApi?: Readonly<Record<string, number>>
  readonly usdPerInteraction?: number
  readonly usdPerAttempt?: number
  readonly minutes?: number
}

/** What the command line says over the spec, and what this machine can answer for. */
export interface PlanOptions {
  /** Names of the embedded APIs. */
  readonly embedded: readonly string[]
  /** Pattern on interaction ids, such as `slack/*`. A pattern without a slash is tried on the name alone. */
  readonly only?: string
  /** At most so many interactions, the first ones. */
  readonly limit?: number
  readonly upstream?: Plan['upstream']
  /** Replaces every ladder. */
  readonly model?: string
  readonly attempts?: number
  readonly usd?: number
  readonly replacePersonal?: boolean
  /** The folders that the spec names, read. */
  readonly skills?: readonly Skill[]
}

/** Orders a spec's interactions as the file has them. Throws `UserError` for an API that nothing can answer for. */
export function planSpec(spec: Spec, options: PlanOptions): Plan {
  const upstream = options.upstream ?? spec.upstream
  for (const [name, api] of Object.entries(spec.apis)) demandAnswering(name, api, upstream, options.embedded)

  const all = Object.entries(spec.apis).flatMap(([name, api]) => interactionsOf(name, api, upstream))
  const chosen = choose(all, options)
  const ladders = chosen.map(({ id, api, name }) => {
    return [id, (spec.apis[api]?.interactions[name]?.models ?? spec.models).map(spelledOut)] as const
  })
  const planned: Plan = {
    upstream,
    interactions: chosen,
    ladders: Object.fromEntries(ladders),
    providers: spec.providers,
    budget: budgetOf(spec),
    scopes: Object.fromEntries(
      Object.entries(spec.apis).flatMap(([name, { scopes }]) => (scopes === undefined ? [] : [[name, scopes]])),
    ),
    ...((options.replacePersonal ?? spec.replacePersonal) && { replacePersonal: true }),
    ...(upstream !== 'embedded' && { reach: reachOf(spec) }),
    ...(spec.nango && { nango: spec.nango }),
    ...(options.skills && options.skills.length > 0 && { skills: options.skills }),
  }
  return planWith(planned, options)
}

function budgetOf({ budget, apis }: Spec): Budget {
  const caps = Object.entries(apis).flatMap(([name, { budget: own }]) =>
    own?.usd === undefined ? [] : [[name, own.usd]],
  )
  const given = Object.entries(budget).filter(([, value]) => value !== undefined)
  return {
    ...(Object.fromEntries(given) as Omit<Budget, 'usdPerApi'>),
    ...(caps.length > 0 && { usdPerApi: Object.fromEntries(caps) as Record<string, number> }),
  }
}

function reachOf({ apis }: Spec): Record<string, Reach> {
  const reaches = Object.entries(apis).map(([name, { integration, credential, config, address, tokenAddress }]) => [
    name,
    {
      ...(integration !== undefined && { integration }),
      ...(credential && { credential: credential.file === undefined ? credential : { file: credential.file } }),
      ...(config && { config }),
      ...(address !== undefined && { address }),
      ...(tokenAddress !== undefined && { tokenAddress }),
    },
  ])
  return Object.fromEntries(reaches) as Record<string, Reach>
}

function demandAnswering(name: string, api: SpecApi, upstream: Plan['upstream'], embedded: readonly string[]): void {
  if (upstream === 'embedded' && !embedded.includes(name)) {
    throw new UserError(
      `The API "${name}" has no embedded stand-in.${didYouMean(name, embedded)}`,
      `With the upstream "embedded" an API is one of: ${embedded.join(', ')}.`,
    )
  }
  if (upstream === 'nango' && api.connection === undefined) {
    throw new UserError(
      `The API "${name}" has no connection.`,
      `Name the test account's connection in the spec: apis.${name}.connection.`,
    )
  }
}

function interactionsOf(name: string, api: SpecApi, upstream: Plan['upstream']): Interaction[] {
  const models = modelNames(api)
  return Object.entries(api.interactions).map(([own, interaction]) => {
    const model = models.get(own)
    return {
      id: `${name}/${own}`,
      api: name,
      name: own,
      kind: kindOf(own, interaction),
      does: interaction.does,
      connection: api.connection ?? upstream,
      docs: [...new Set([...api.docs, ...interaction.docs])],
      ...given(interaction),
      ...allowed('may', api, interaction),
      ...allowed('recipients', api, interaction),
      ...(model !== undefined && { model }),
      operations: interaction.operations,
      exempt: interaction.exempt,
    }
  })
}

/** Of the API and of the interaction; nothing where neither says anything. */
function allowed(field: 'may' | 'recipients', api: SpecApi, interaction: SpecInteraction): Partial<Interaction> {
  const all = [...new Set([...api[field], ...interaction[field]])]
  return all.length > 0 ? { [field]: all } : {}
}

function given({ input, metadata, only }: SpecInteraction): Pick<Interaction, 'input' | 'metadata' | 'only'> {
  return {
    ...(input !== undefined && { input }),
    ...(metadata !== undefined && { metadata }),
    ...(only !== undefined && { only }),
  }
}

function choose(all: readonly Interaction[], { only, limit }: PlanOptions): readonly Interaction[] {
  const matching =
    only === undefined ? all : all.filter(({ id, name }) => matchesGlob(only.includes('/') ? id : name, only))
  if (matching.length === 0 && only !== undefined) {
    const ids = all.flatMap(({ id, name }) => [id, name])
    throw new UserError(
      `No interaction matches "${only}".${didYouMean(only, ids)}`,
      'Use an id such as slack/send-message, or a pattern such as "slack/*" or "*-message". `assay plan` lists them.',
    )
  }
  return matching.slice(0, limit)
}

/** What the flags of a command say over a plan that was made before. */
export function planWith(plan: Plan, { model, attempts, usd }: Pick<PlanOptions, 'model' | 'attempts' | 'usd'>): Plan {
  const { ladders, budget } = plan
  const one = model === undefined ? undefined : [spelledOut(model)]
  return {
    ...plan,
    ladders: Object.fromEntries(Object.entries(ladders).map(([id, ladder]) => [id, one ?? ladder])),
    budget: { ...budget, ...(attempts !== undefined && { attempts }), ...(usd !== undefined && { usd }) },
  }
}

function spelledOut(model: string): string {
  return model === 'rehearsal' ? 'rehearsal/honest' : model
}
