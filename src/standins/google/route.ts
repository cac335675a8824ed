import type { EmulatorContext } from 'emulate'
import { type JsonObject, jsonObjectOrNothing } from '../../lib/json.ts'
import type { StandInOptions } from '../stand-in.ts'
import { partialResponse } from './partial-response.ts'
import { GoogleRefusal, missingCredential, missingScope, refuse, unknownCredential } from './refusal.ts'

/** A request that was let in. */
export interface GoogleCall {
  /** The parts of the path that have names, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Empty when the request has none, and where `content` takes it. */
  readonly body: JsonObject
  /** What was sent, byte by byte, for a route that takes files. */
  readonly content: Buffer
  readonly url: URL
  readonly headers: Headers
}

export interface GoogleRoute {
  /** Google's name for it, such as `calendar.v3.Events.List`. */
  readonly operation: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `:name` for each part that varies. */
  readonly path: string
  /** Any one of these is enough. */
  readonly scopes: readonly string[]
  /** The request is a file, or a file with something about it: it is left to the route to read. */
  readonly takesFiles?: boolean
  /** The resource; undefined is an answer without a body, a response goes out as it is. A refusal is thrown. */
  answer(call: GoogleCall): JsonObject | Response | undefined
}

type App = EmulatorContext<object>['app']

/** Who may come in, what a body must be, errors and partial responses: the same for all of Google's older APIs. */
export function addRoutes(app: App, routes: readonly GoogleRoute[], options: StandInOptions): void {
  for (const route of routes) {
    app[route.method](route.path, async (context) => {
      try {
        admit(context.req.raw, route, options)
        const call = await readCall(context.req.raw, context.req.param(), route)
        const resource = route.answer(call)
        if (resource instanceof Response) return resource
        return resource === undefined ? new Response(null, { status: 204 }) : resourceResponse(resource, call)
      } catch (error) {
        // Only what a handler refuses; a bug goes on as a bug.
        if (!(error instanceof GoogleRefusal)) throw error
        return Response.json(error.body, { status: error.status, headers: error.headers })
      }
    })
  }
}

function admit(request: Request, route: GoogleRoute, { credential, scopes }: StandInOptions): void {
  const sent = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (sent === undefined) throw missingCredential()
  if (sent !== credential) throw unknownCredential()
  if (scopes && !route.scopes.some((scope) => scopes.includes(scope))) throw missingScope(route.operation, route.scopes)
}

async function readCall(request: Request, params: Record<string, string>, route: GoogleRoute): Promise<GoogleCall> {
  const content = Buffer.from(await request.arrayBuffer())
  const isJson = route.takesFiles !== true && !['GET', 'DELETE'].includes(request.method)
  const url = new URL(request.url)
  return {
    params: decoded(params),
    query: url.searchParams,
    body: isJson ? parseBody(content.toString('utf8')) : {},
    content,
    url,
    headers: request.headers,
  }
}

function decoded(params: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    // A lone percent sign.
    throw refuse(400, { reason: 'badRequest', message: 'Bad Request' })
  }
}

/** JSON that is an object, or nothing. */
export function parseBody(text: string): JsonObject {
  if (text.trim() === '') return {}
  const body = jsonObjectOrNothing(text)
  if (body) return body
  throw refuse(400, { reason: 'parseError', message: 'Parse Error' })
}

function resourceResponse(resource: JsonObject, { query, headers }: GoogleCall): Response {
  const etag = typeof resource['etag'] === 'string' ? resource['etag'] : undefined
  if (etag !== undefined && headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers: { etag } })
  const answer = partialResponse(resource, query.get('fields') ?? undefined)
  return Response.json(answer, {
    headers: { ...(etag === undefined ? {} : { etag }), vary: 'Origin, X-Origin, Referer' },
  })
}
