import { randomUUID } from 'node:crypto'
import { createEmulator, defineEmulator } from 'emulate'
import { notImplemented } from '../not-implemented.ts'
import type { StandIn, StandInOptions } from '../stand-in.ts'
import { hubSpotRoutes } from './hubspot-routes.ts'
import { hasMissingType, isMissingHere } from './known-paths.ts'
import { addRoutes, type HubSpotRoute } from './route.ts'
import { seedHubSpot } from './seed/seed-hubspot.ts'
import { snapshotHubSpot } from './snapshot-hubspot.ts'
import type { HubSpotState } from './state.ts'

const label = 'hubspot/1'

/** HubSpot's CRM, marketing, automation and settings APIs over one portal, in process. */
export async function openHubSpot(options: StandInOptions): Promise<StandIn> {
  const state = seedHubSpot(options.seed)
  const runtime = await createEmulator({ service: definition(state, options), listen: false })
  let calls = 0
  return {
    api: 'hubspot',
    label,
    async fetch(request) {
      const response = await runtime.fetch(request)
      response.headers.set('x-stand-in', label)
      response.headers.set('x-hubspot-correlation-id', randomUUID())
      for (const [name, value] of rateLimit(calls++)) response.headers.set(name, value)
      return response
    },
    snapshot: async () => snapshotHubSpot(state),
    [Symbol.asyncDispose]: () => runtime.close(),
  }
}

/** The portal lives in our own object: emulate would copy its own state at every look. */
function definition(state: HubSpotState, options: StandInOptions) {
  const routes = hubSpotRoutes(state, options)
  return defineEmulator({
    name: 'hubspot',
    state: () => ({}),
    cors: false,
    setup({ app }) {
      // Before the routes: a type of record that we lack must not be taken for one that nobody has.
      app.use('*', async ({ req }, next) => (isOurs(routes, req.path) ? next() : elsewhere(req.method, req.path)))
      addRoutes(app, routes, options)
      app.notFound(({ req }) => {
        const message = `http method ${req.method} not allowed`
        return Response.json({ status: 'error', message, correlationId: randomUUID() }, { status: 405 })
      })
    },
  })
}

function isOurs(routes: readonly HubSpotRoute[], path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/')
  const fits = (pattern: string) => {
    const wanted = pattern.split('/')
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(':') || part === parts[at])
  }
  return !hasMissingType(path) && routes.some((route) => fits(route.path))
}

function elsewhere(method: string, path: string): Response {
  if (isMissingHere(path)) return notImplemented(method, path)
  return Response.json({ status: 'error', message: 'resource not found', correlationId: randomUUID() }, { status: 404 })
}

/** The limits of an app that is far from them: it sees what is left, and is never told to wait. */
function rateLimit(calls: number): readonly (readonly [string, string])[] {
  return [
    ['x-hubspot-ratelimit-interval-milliseconds', '10000'],
    ['x-hubspot-ratelimit-max', '190'],
    ['x-hubspot-ratelimit-remaining', String(189 - (calls % 90))],
  ]
}
