import { isJsonObject, type JsonObject, jsonOrNothing } from '../../../lib/json.ts'
import { GoogleRefusal } from '../../google/refusal.ts'
import { notImplemented } from '../../not-implemented.ts'
import type { StandInOptions } from '../../stand-in.ts'
import { maskedAnswer } from './field-mask.ts'
import { type Contract, contractOf } from './messages.ts'
import { readMessage, readQuery } from './read-message.ts'
import { badRequest, Lacking, missingScope, unauthenticated } from './refusals.ts'

/** A request that was let in and has the form that Google describes. */
export interface SheetsCall {
  /** The parts of the path that have names, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: JsonObject
  readonly body: JsonObject
  /** What the parameter `fields` asks for, empty for everything. */
  readonly fields: string
}

export interface SheetsRoute {
  /** As Google describes it, such as `PUT /v4/spreadsheets/{spreadsheetId}/values/{range}`. */
  readonly operation: string
  /** Google's name for it, such as `UpdateValues`. */
  readonly name: string
  /** A refusal is thrown, and so is `Lacking`. */
  answer(call: SheetsCall): JsonObject
}

/** Nothing for a request that fits none of the routes. */
export async function answerRequest(
  routes: readonly SheetsRoute[],
  request: Request,
  options: StandInOptions,
): Promise<Response | undefined> {
  const url = new URL(request.url)
  const found = routes
    .map((route) => ({ route, match: patternOf(route.operation).exec(`${request.method} ${url.pathname}`) }))
    .find(({ match }) => match !== null)
  if (!found) return undefined
  const { route, match } = found
  try {
    const contract = contractOf(route.operation)
    admit(request, { route, contract }, options)
    const answer = route.answer({
      params: decodedParams(match?.groups ?? {}),
      query: readQuery(url.searchParams, contract.parameters),
      body: contract.body ? readMessage(parsedBody(await request.text()), contract.body) : {},
      fields: url.searchParams.get('fields') ?? '',
    })
    const masked = maskedAnswer(answer, url.searchParams.get('fields'), contract.answer ?? {})
    return Response.json(masked, { headers: { vary: 'Origin, X-Origin, Referer' } })
  } catch (error) {
    // What a handler refuses, and what we lack; a bug goes on as a bug.
    if (error instanceof Lacking) return notImplemented(request.method, `${url.pathname}: ${error.message}`)
    if (!(error instanceof GoogleRefusal)) throw error
    return Response.json(error.body, { status: error.status, headers: error.headers })
  }
}

// A verb after a colon belongs to the last part of the path, and is never written in percent signs.
function patternOf(operation: string): RegExp {
  const [method = '', path = ''] = operation.split(' ')
  const parts = path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+?)')
  return new RegExp(`^${method} ${parts}$`)
}

function admit(
  request: Request,
  { route, contract }: { route: SheetsRoute; contract: Contract },
  { credential, scopes }: StandInOptions,
): void {
  const method = `google.apps.sheets.v4.SpreadsheetsService.${route.name}`
  const sent = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (sent !== credential) throw unauthenticated(method, sent === undefined ? 'nothing' : 'unknown')
  if (scopes && !contract.scopes.some((scope) => scopes.includes(scope))) throw missingScope(method, contract.scopes)
}

function decodedParams(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    // A lone percent sign.
    throw badRequest('Request contains an invalid argument.')
  }
}

function parsedBody(text: string): JsonObject {
  if (text.trim() === '') return {}
  const body = jsonOrNothing(text)
  if (body === undefined) throw badRequest(`Invalid JSON payload received. Unexpected token.\n${text.slice(0, 40)}\n^`)
  if (isJsonObject(body)) return body
  throw badRequest('Invalid JSON payload received. Root element must be a message.')
}
