import { randomBytes } from 'node:crypto'
import { createEmulator, defineEmulator } from 'emulate'
import { openTokens } from '../google/pages.ts'
import { addRoutes } from '../google/route.ts'
import { notImplemented } from '../not-implemented.ts'
import type { StandIn, StandInOptions } from '../stand-in.ts'
import { driveApi } from './drive-api.ts'
import { seedDrive } from './seed/seed-drive.ts'
import { snapshotDrive } from './snapshot-drive.ts'
import type { DriveState } from './state.ts'

const label = 'google-drive/1'

/** Drive API v3 over one person's account, in process. */
export async function openGoogleDrive(options: StandInOptions): Promise<StandIn> {
  const state = seedDrive(options.seed)
  const runtime = await createEmulator({ service: definition(state, options), listen: false })
  return {
    api: 'google-drive',
    label,
    async fetch(request) {
      const response = await runtime.fetch(request)
      response.headers.set('x-stand-in', label)
      return response
    },
    snapshot: async () => snapshotDrive(state),
    [Symbol.asyncDispose]: () => runtime.close(),
  }
}

/** The account lives in our own object: emulate would copy its own state at every look. */
function definition(state: DriveState, options: StandInOptions) {
  return defineEmulator({
    name: 'google-drive',
    state: () => ({}),
    cors: false,
    setup({ app }) {
      addRoutes(app, driveApi(state, openTokens(randomBytes(16).toString('hex'))), options)
      app.notFound(({ req }) =>
        isMissingHere(req.path) ? notImplemented(req.method, req.path) : new Response('Not Found', { status: 404 }),
      )
    },
  })
}

/** Whether the path is one that Google has and we lack. */
function isMissingHere(path: string): boolean {
  const lacking = /^\/drive\/v3\/(apps|teamdrives|operations)(\/|$)|\/(watch|channels\/stop|listLabels|modifyLabels)$/
  const more = /\/files\/[^/]+\/(accessproposals|approvals|download|generateCseToken)(\/|$)/
  return !/^(\/upload)?\/drive\/v3\//.test(path) || lacking.test(path) || more.test(path)
}
