import type { EmulatorContext } from 'emulate'
import { isJsonObject, type Json, type JsonObject, jsonOrNothing } from '../../lib/json.ts'
import type { StandInOptions } from '../stand-in.ts'
import { HubSpotRefusal, invalid, missingScopes, refuse, unknownCredential, unreadable } from './refusal.ts'

/** A request that was let in. */
export interface HubSpotCall {
  /** The parts of the path that have names, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** An empty object when the request has none. */
  readonly body: Json
}

export interface HubSpotRoute {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `:name` for each part that varies. Also answered with a slash at its end. */
  readonly path: string
  /** Whether it asks for no credential at all. */
  readonly isOpen?: boolean
  /** Any one of these is enough; none means that any credential is. */
  scopes(params: HubSpotCall['params']): readonly string[]
  /** The status and the body; a body of null is an answer without one. A refusal is thrown. */
  answer(call: HubSpotCall): HubSpotAnswer
}

export type HubSpotAnswer = readonly [status: number, body: JsonObject | null]

type App = EmulatorContext<object>['app']

/** Who may come in, what a body must be, and how errors look: the same for every product of HubSpot. */
export function addRoutes(app: App, routes: readonly HubSpotRoute[], options: StandInOptions): void {
  for (const route of routes) {
    for (const path of [route.path, `${route.path}/`]) {
      app[route.method](path, async ({ req }) => {
        try {
          const params = decoded(req.param())
          if (route.isOpen !== true) admit(req.raw, route.scopes(params), options)
          const call = { params, query: new URL(req.raw.url).searchParams, body: await readBody(req.raw) }
          const [status, body] = route.answer(call)
          return body === null ? new Response(null, { status }) : Response.json(body, { status })
        } catch (error) {
          // Only what a handler refuses; a bug goes on as a bug.
          if (!(error instanceof HubSpotRefusal)) throw error
          return Response.json(error.body, { status: error.status })
        }
      })
    }
  }
}

/** The body as an object: what nearly every operation takes. */
export function objectIn({ body }: HubSpotCall): JsonObject {
  if (!isJsonObject(body)) throw unreadable('Cannot deserialize value of type `Object` from Array value')
  return body
}

function admit(request: Request, accepted: readonly string[], { credential, scopes }: StandInOptions): void {
  const sent = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (sent !== credential) throw unknownCredential()
  if (scopes && accepted.length > 0 && !accepted.some((scope) => scopes.includes(scope))) throw missingScopes(accepted)
}

function decoded(params: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    // A lone percent sign.
    throw invalid('The address of the request is not encoded as it should be.')
  }
}

async function readBody(request: Request): Promise<Json> {
  if (request.method === 'GET' || request.method === 'DELETE') return {}
  const text = await request.text()
  if (text === '') return {}
  const type = request.headers.get('content-type') ?? ''
  if (!/\bjson\b/i.test(type)) {
    const message = `The content type of the request is not supported: ${type === '' ? 'none' : type}. Send application/json.`
    throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', message)
  }
  const body = jsonOrNothing(text)
  if (typeof body === 'object' && body !== null) return body
  throw unreadable('Unexpected character or end of input')
}
