import type { StandInOptions } from '../stand-in.ts'
import { accountRoutes } from './account.ts'
import { associationRoutes } from './associations/v3-routes.ts'
import { labelledAssociationRoutes } from './associations/v4-routes.ts'
import { flowRoutes } from './flows.ts'
import { formRoutes } from './forms.ts'
import { listRoutes } from './lists.ts'
import { marketingEmailRoutes } from './marketing-emails.ts'
import { ownerRoutes } from './owners.ts'
import { pipelineRoutes } from './pipelines.ts'
import { propertyRoutes } from './properties/routes.ts'
import { recordRoutes } from './records/routes.ts'
import type { HubSpotRoute } from './route.ts'
import { schemaRoutes } from './schemas.ts'
import type { HubSpotState } from './state.ts'
import { userRoutes } from './users.ts'

/** Everything that the stand-in can do. Where paths overlap, the first one answers. */
export function hubSpotRoutes(state: HubSpotState, options: StandInOptions): readonly HubSpotRoute[] {
  return [
    ...recordRoutes(state),
    ...associationRoutes(state),
    ...labelledAssociationRoutes(state),
    ...propertyRoutes(state),
    ...pipelineRoutes(state),
    ...schemaRoutes(state),
    ...ownerRoutes(state),
    ...listRoutes(state),
    ...marketingEmailRoutes(state),
    ...formRoutes(state),
    ...flowRoutes(state),
    ...userRoutes(state),
    ...accountRoutes(state, options),
  ]
}
