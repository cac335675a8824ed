import type { Tokens } from '../google/pages.ts'
import type { GoogleRoute } from '../google/route.ts'
import { aboutRoute } from './about.ts'
import { changeRoutes } from './changes.ts'
import { commentRoutes, findComment } from './comments/comments.ts'
import { replyRoutes } from './comments/replies.ts'
import { fileRoutes } from './files/routes.ts'
import { revisionRoutes } from './revisions.ts'
import { driveRoutes } from './shared-drives/shared-drives.ts'
import { permissionRoutes } from './sharing/permissions.ts'
import type { DriveState } from './state.ts'
import { uploadRoutes } from './upload/routes.ts'

/** Every operation that the stand-in has; apps, labels, team drives and watching are not among them. */
export function driveApi(state: DriveState, tokens: Tokens): readonly GoogleRoute[] {
  return [
    ...fileRoutes(state, tokens),
    ...uploadRoutes(state),
    ...permissionRoutes(state, tokens),
    ...commentRoutes(state, tokens),
    ...replyRoutes(state, tokens, (call) => findComment(state, call)),
    ...revisionRoutes(state, tokens),
    ...driveRoutes(state, tokens),
    ...changeRoutes(state),
    aboutRoute(state),
  ]
}
