import { planDemo } from '../../demo/demo.ts'
import type { DensityWish } from '../../plan/density.ts'
import type { Guardrails } from '../../plan/guardrails.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { placesOfDemo } from '../places.ts'
import { runPlan } from '../run-plan.ts'
import { sayDemo } from '../say-demo.ts'

interface DemoFlags extends DensityWish {
  readonly only?: string
  readonly seed: number
  readonly guardrails: Guardrails
  readonly replacePersonal?: boolean
  readonly json?: boolean
}

/** Builds the demo's twelve and holds each to what its part says: 0 when all ended so, else 4. */
export async function demo({ only, seed, guardrails, replacePersonal, json, ...density }: DemoFlags): Promise<number> {
  const plan = await planDemo({
    embedded: standInApis,
    ...(only !== undefined && { only }),
    ...(replacePersonal && { replacePersonal }),
  })
  const { report, page } = await runPlan({
    plan,
    places: placesOfDemo(),
    density,
    seed,
    guardrails,
    doing: 'assay demo',
  })
  return sayDemo({ report, page, ...(json !== undefined && { json }) })
}
