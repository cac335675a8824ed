import type { Plan } from '../plan/plan.ts'
import { type Look, good, toMend } from './look.ts'

/** Enters the test accounts of a plan as a run does; answers with what keeps it out. */
export type Enter = (plan: Plan) => Promise<{ readonly what: string; readonly mend: string } | undefined>

/** What a spec's APIs are answered by: stand-ins, or test accounts, of which each is entered. */
export function upstreamLooks(plan: Plan, enter: Enter): readonly Look[] {
  const { upstream } = plan
  const apis = [...new Set(plan.interactions.map(({ api }) => api))]
  const look = { about: 'upstream', fix: 'Run with --upstream embedded.' }
  if (upstream === 'embedded') {
    return [{ ...look, find: () => [good(`embedded: stand-ins answer for ${apis.join(', ')}`)] }]
  }
  return apis.map((api) => ({
    ...look,
    async find() {
      const problem = await enter({ ...plan, interactions: plan.interactions.filter((each) => each.api === api) })
      return [
        problem
          ? toMend(`${api}: ${problem.what}`, problem.mend)
          : good(`${upstream}: the account of ${api} can be entered; assay connect names the scopes that it needs`),
      ]
    },
  }))
}
