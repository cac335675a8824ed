import type { Plan } from '../plan/plan.ts'
import { type Look, good, toMend } from './look.ts'

/** What a spec's APIs are answered by: a look for each thing that has to be there, connections and scopes among them. */
export function upstreamLooks({ upstream, interactions }: Plan): readonly Look[] {
  const apis = [...new Set(interactions.map(({ api }) => api))].join(', ')
  const fix = 'Run with --upstream embedded.'
  return [
    {
      about: 'upstream',
      fix,
      find: () => [
        upstream === 'embedded'
          ? good(`embedded: stand-ins answer for ${apis}`)
          : toMend(`the upstream "${upstream}" of ${apis} is not built yet`, fix),
      ],
    },
  ]
}
