import { readFile } from 'node:fs/promises'
import { checkNames } from '../check-names.ts'
import { parseSpec } from '../plan/parse-spec.ts'
import { planSpec, type Plan, type PlanOptions } from '../plan/plan.ts'
import { parts } from '../rehearsal/parts/index.ts'
import type { Report } from '../report/report.ts'
import { surprisesOf } from './surprises.ts'

/** The plan of the demo: twelve interactions, honest and dishonest. */
export async function planDemo(options: PlanOptions): Promise<Plan> {
  const text = await readFile(new URL('./demo.yaml', import.meta.url), 'utf8')
  return planSpec(parseSpec(text, 'demo.yaml', checkNames), options)
}

/** Every way in which a demo did not end as its parts say. */
export function surprisesInDemo(report: Report): string[] {
  return surprisesOf(report, parts)
}
