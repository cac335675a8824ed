import { typeNamed } from '../object-types.ts'
import type { HubSpotCall } from '../route.ts'
import type { HubSpotState } from '../state.ts'

/** Who may see or change the records of a type may see or change its definitions. */
export function propertyAccess(state: HubSpotState, verb: 'read' | 'write') {
  return (params: HubSpotCall['params']): readonly string[] => {
    const type = typeNamed(state, params['type'] ?? '')
    return [...new Set([...type.scopes[verb], ...type.schemaScopes[verb]])]
  }
}
