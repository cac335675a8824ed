import { createEmulator, defineEmulator } from 'emulate'
import { notImplemented } from '../not-implemented.ts'
import type { StandIn, StandInOptions } from '../stand-in.ts'
import { answerRequest } from './requests/route.ts'
import { seedSpreadsheets } from './seed/seed-spreadsheets.ts'
import { sheetsApi } from './sheets-api.ts'
import { snapshotSpreadsheets } from './snapshot-spreadsheets.ts'
import type { SheetsState } from './state.ts'

const label = 'google-sheet/1'

/** Sheets API v4 over the spreadsheets that one person can see, in process. */
export async function openGoogleSheet(options: StandInOptions): Promise<StandIn> {
  const state = seedSpreadsheets(options.seed)
  const runtime = await createEmulator({ service: definition(state, options), listen: false })
  return {
    api: 'google-sheet',
    label,
    async fetch(request) {
      const response = await runtime.fetch(request)
      response.headers.set('x-stand-in', label)
      return response
    },
    snapshot: async () => snapshotSpreadsheets(state),
    [Symbol.asyncDispose]: () => runtime.close(),
  }
}

/** The account lives in our own object: emulate would copy its own state at every look. */
function definition(state: SheetsState, options: StandInOptions) {
  const routes = sheetsApi(state)
  return defineEmulator({
    name: 'google-sheet',
    state: () => ({}),
    cors: false,
    setup({ app }) {
      for (const method of ['get', 'post', 'put'] as const) {
        // A custom verb such as `:batchUpdate` stands in the middle of a segment, where emulate finds no parameter.
        app[method](
          '/v4/:rest{.+}',
          async ({ req }) => (await answerRequest(routes, req.raw, options)) ?? noSuchPath(req),
        )
      }
      app.notFound(({ req }) => noSuchPath(req))
    },
  })
}

/** Google's page for a path that it does not have; of what is elsewhere than in the API itself we lack all. */
function noSuchPath({ method, path }: { readonly method: string; readonly path: string }): Response {
  if (!path.startsWith('/v4/')) return notImplemented(method, path)
  const page =
    '<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n<p><b>404.</b> That’s an error.\n'
  return new Response(page, { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' } })
}
