import { randomBytes } from 'node:crypto'
import { createEmulator, defineEmulator } from 'emulate'
import { openTokens } from '../google/pages.ts'
import { addRoutes } from '../google/route.ts'
import { notImplemented } from '../not-implemented.ts'
import type { StandIn, StandInOptions } from '../stand-in.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { seedCalendars } from './seed/seed-calendars.ts'
import { snapshotCalendars } from './snapshot-calendars.ts'
import type { CalendarState } from './state.ts'

const label = 'google-calendar/1'

/** Calendar API v3 over one person's account, in process. */
export async function openGoogleCalendar(options: StandInOptions): Promise<StandIn> {
  const state = seedCalendars(options.seed)
  const runtime = await createEmulator({ service: definition(state, options), listen: false })
  return {
    api: 'google-calendar',
    label,
    async fetch(request) {
      const response = await runtime.fetch(request)
      response.headers.set('x-stand-in', label)
      return response
    },
    snapshot: async () => snapshotCalendars(state),
    [Symbol.asyncDispose]: () => runtime.close(),
  }
}

/** The account lives in our own object: emulate would copy its own state at every look. */
function definition(state: CalendarState, options: StandInOptions) {
  return defineEmulator({
    name: 'google-calendar',
    state: () => ({}),
    cors: false,
    setup({ app }) {
      addRoutes(app, calendarRoutes(state, openTokens(randomBytes(16).toString('hex'))), options)
      app.notFound(({ req }) =>
        isMissingHere(req.path) ? notImplemented(req.method, req.path) : new Response('Not Found', { status: 404 }),
      )
    },
  })
}

/** Whether the path is one that Google has and we lack: of Calendar itself there is none. */
function isMissingHere(path: string): boolean {
  return !path.startsWith('/calendar/v3/')
}
