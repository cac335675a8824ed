import type { Plan } from '../plan/plan.ts'
import { type Look, good } from './look.ts'

/** What a spec's APIs are answered by. Whether live accounts can be entered is asked by `assay connect`. */
export function upstreamLooks({ upstream, interactions }: Plan): readonly Look[] {
  const apis = [...new Set(interactions.map(({ api }) => api))].join(', ')
  const said =
    upstream === 'embedded'
      ? `embedded: stand-ins answer for ${apis}`
      : `${upstream}: live accounts of ${apis}, not entered here; assay connect tries each`
  return [{ about: 'upstream', fix: 'Run with --upstream embedded.', find: () => [good(said)] }]
}
