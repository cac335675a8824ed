import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkNames } from '../../src/check-names.ts'
import type { Plan, Report } from '../../src/index.ts'
import { parseSpec } from '../../src/plan/parse-spec.ts'
import { planSpec } from '../../src/plan/plan.ts'
import { matchesGlob } from '../../src/plan/matches-glob.ts'
import { type EmbeddedApi, ownApis } from '../../src/standins/embedded-apis.ts'
import { buildPlan, shortfalls } from '../build-plan.ts'
import { renamedApi } from './renamed-api.ts'

export interface CompareOptions {
  /** Pattern on interaction ids, such as `slack/*`. */
  readonly only?: string
  /** So many interactions at most, spread over what was chosen. */
  readonly limit?: number
  readonly seed: number
  readonly concurrency: number
  /** A directory for the runs. */
  readonly dir: string
}

/** What became of an API's interactions under its own names and in invented words. One attempt each. */
export interface Comparison {
  readonly api: string
  readonly interactions: readonly string[]
  readonly accepted: readonly string[]
  readonly acceptedRenamed: readonly string[]
  /** Why, of those that were not accepted in invented words. */
  readonly shortfalls: readonly string[]
}

/** Builds catalogued interactions twice with the rehearsal author, API by API. */
export async function* compareRenamed(options: CompareOptions): AsyncGenerator<Comparison> {
  const chosen = chosenOf(options)
  for (const api of ownApis) {
    const plan = planOf(api.name, chosen)
    if (plan.interactions.length === 0) continue
    const own = await built(api, plan, options)
    const stranger = await renamedApi(api, options.seed)
    const renamed = await built(stranger, underName(stranger.name, plan), options)
    yield {
      api: api.name,
      interactions: plan.interactions.map(({ name }) => name),
      accepted: acceptedIn(own),
      acceptedRenamed: acceptedIn(renamed),
      shortfalls: shortfalls(renamed),
    }
  }
}

/** Ids of the catalogue that are wanted, evenly spread where they are too many. */
function chosenOf({ only, limit }: CompareOptions): ReadonlySet<string> {
  const all = ownApis.flatMap(({ name }) => planOf(name).interactions.map(({ id }) => id))
  const wanted = all.filter((id) => only === undefined || matchesGlob(id, only))
  const step = Math.max(1, wanted.length / (limit ?? wanted.length))
  return new Set(wanted.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)))
}

function planOf(api: string, chosen?: ReadonlySet<string>): Plan {
  const file = new URL(`../../catalogue/${api}.yaml`, import.meta.url)
  const spec = parseSpec(readFileSync(file, 'utf8'), `${api}.yaml`, checkNames)
  const plan = planSpec(spec, { embedded: [api], model: 'rehearsal/author', attempts: 1 })
  return { ...plan, interactions: plan.interactions.filter(({ id }) => chosen?.has(id) ?? true) }
}

/** The same plan for an API of another name. */
function underName(api: string, plan: Plan): Plan {
  const interactions = plan.interactions.map((each) => ({ ...each, api, id: `${api}/${each.name}` }))
  return {
    ...plan,
    interactions,
    ladders: Object.fromEntries(interactions.map(({ id }) => [id, ['rehearsal/author']])),
  }
}

function built(api: EmbeddedApi, plan: Plan, { dir, seed, concurrency }: CompareOptions): Promise<Report> {
  const place = join(dir, `${plan.interactions[0]?.api}-${api.baseUrl === undefined ? 'own' : 'renamed'}-${Date.now()}`)
  return buildPlan({ plan, apis: [api], dir: place, seed, concurrency })
}

function acceptedIn({ items }: Report): string[] {
  return items.filter(({ artefact }) => artefact === 'accepted').map(({ id }) => id.split('/')[1] ?? '')
}
