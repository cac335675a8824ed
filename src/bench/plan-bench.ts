import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkNames } from '../check-names.ts'
import { parseSpec } from '../plan/parse-spec.ts'
import { type Plan, planSpec } from '../plan/plan.ts'
import { sampleOf } from './sample.ts'

export interface BenchSize {
  /** Names of the embedded APIs. */
  readonly embedded: readonly string[]
  /** So many of the catalogue; all unless said. */
  readonly interactions?: number
  readonly seed: number
  /** Instead of the author. */
  readonly model?: string
  /** Only the interactions whose id fits. */
  readonly only?: string
}

const author = 'rehearsal/author'
const catalogue = join(import.meta.dirname, '..', '..', 'catalogue')

/** The plan of a bench: the catalogue, or a sample of it, by the rehearsal model's author. */
export function planBench(size: BenchSize): Plan {
  const specs = globSync('*.yaml', { cwd: catalogue })
    .toSorted()
    .map((file) => parseSpec(readFileSync(join(catalogue, file), 'utf8'), file, checkNames))
  const [first] = specs
  if (!first) throw new Error('the catalogue is not where it should be')
  const { embedded, model = author, interactions = Infinity, seed, only } = size
  const spec = { ...first, apis: Object.assign({}, ...specs.map(({ apis }) => apis)) as typeof first.apis }
  const plan = planSpec(spec, { embedded, upstream: 'embedded', model, ...(only !== undefined && { only }) })
  const chosen = sampleOf(plan.interactions, interactions, seed)
  const ids = new Set(chosen.map(({ id }) => id))
  const ladders = Object.entries(plan.ladders).filter(([id]) => ids.has(id))
  return { ...plan, interactions: chosen, ladders: Object.fromEntries(ladders) }
}
