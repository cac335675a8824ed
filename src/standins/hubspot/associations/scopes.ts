import { typeNamed } from '../object-types.ts'
import type { HubSpotCall } from '../route.ts'
import type { HubSpotState } from '../state.ts'

/** Any scope for either end of an association: its types are `:type` and `:to` in the path. */
export function accessToEnds(state: HubSpotState, verb: 'read' | 'write') {
  return (params: HubSpotCall['params']): readonly string[] => {
    const ends = [params['type'] ?? '', params['to'] ?? ''].map((name) => typeNamed(state, name))
    return [...new Set(ends.flatMap((type) => type.scopes[verb]))]
  }
}
