import { type Json, type JsonObject, jsonOrText } from '../lib/json.ts'
import { UserError } from '../lib/user-error.ts'
import type { Exchange } from './exchange.ts'
import { bodyIdentity, chosenHeaders, sortedByName } from './identity.ts'

/** What one run of a function was given, did and returned. */
export interface FixtureSource {
  /** Of that run alone, in order. */
  readonly exchanges: readonly Exchange[]
  readonly connection: string
  readonly provider: string
  readonly input?: Json | undefined
  readonly output?: Json | undefined
  /** Of a sync: records per model, in order. */
  readonly saved?: Readonly<Record<string, readonly Json[]>> | undefined
  readonly deleted?: Readonly<Record<string, readonly Json[]>> | undefined
  /** Given to the dry run with `--metadata`. */
  readonly metadata?: JsonObject | undefined
}

/**
 * The file `<api>/tests/<name>.test.json` from which Nango's mocks replay that run, made from our recording. Of two
 * requests with one identity the first one stays, as in Nango's own. What a fault of ours made is left out. Throws
 * UserError when an answer was too large to be kept.
 */
export function fixtureOf(source: FixtureSource): JsonObject {
  return {
    ...(source.input === undefined ? {} : { input: source.input }),
    ...(source.output === undefined ? {} : { output: source.output }),
    nango: nangoPart(source),
    api: apiPart(source.exchanges.filter(isOfTheApi)),
  }
}

function isOfTheApi({ kind, madeBy }: Exchange): boolean {
  return kind === 'proxy' && madeBy !== 'fault'
}

function nangoPart({ exchanges, connection, provider, saved, deleted, metadata }: FixtureSource): JsonObject {
  const read = exchanges.findLast((exchange) => isConnectionRead(exchange, connection))
  const shown = read && connectionIn(read)
  const asked = shown ? { getConnection: { ...shown, connectionId: connection, provider } } : {}
  const known = metadata ?? (shown ? (shown['metadata'] ?? null) : undefined)
  return {
    ...asked,
    ...(known === undefined ? {} : { getMetadata: known }),
    ...(saved && Object.keys(saved).length > 0 ? { batchSave: saved } : {}),
    ...(deleted && Object.keys(deleted).length > 0 ? { batchDelete: deleted } : {}),
  }
}

// The plural route is the function's own; the CLI reads the singular one before it starts.
function isConnectionRead({ kind, method, url, status }: Exchange, connection: string): boolean {
  const path = url.split('?')[0] ?? ''
  const paths = [`/connections/${connection}`, `/connections/${encodeURIComponent(connection)}`]
  return kind === 'control' && method === 'GET' && status === 200 && paths.includes(path)
}

// The CLI saves id and provider alone, and a function that reads more of it then fails at replay.
function connectionIn(exchange: Exchange): JsonObject {
  const { credentials: _credentials, ...shown } = JSON.parse(exchange.responseBody) as JsonObject
  return shown
}

type Entries = Record<string, Record<string, JsonObject[]>>

function apiPart(exchanges: readonly Exchange[]): JsonObject {
  const api: Entries = {}
  for (const exchange of exchanges) {
    const paths = (api[exchange.method.toLowerCase()] ??= {})
    const entries = (paths[`/${exchange.endpoint}`] ??= [])
    if (!entries.some(({ hash }) => hash === exchange.identity)) entries.push(entryOf(exchange))
  }
  // Nango writes a single entry without its list.
  const unlisted = (entries: JsonObject[]): Json => (entries.length === 1 ? entries[0]! : entries)
  return mapValues(api, (paths) => mapValues(paths, unlisted))
}

function entryOf(exchange: Exchange): JsonObject {
  const params = Object.fromEntries(sortedByName(exchange.query))
  const headers = Object.fromEntries(sortedByName(chosenHeaders(Object.entries(exchange.requestHeaders))))
  const data = dataOf(exchange)
  return {
    response: bodyOf(exchange),
    status: exchange.status,
    headers: exchange.responseHeaders,
    hash: exchange.identity,
    request: {
      ...(Object.keys(params).length > 0 ? { params } : {}),
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
      ...(data === undefined ? {} : { data }),
    },
  }
}

/**
 * What Nango compares when the hash does not match. A form's hash is that of its text; its fields are put here, as the
 * function may have given an object, which Nango's client turns into a form only on the wire.
 */
function dataOf({ requestBody, requestHeaders }: Exchange): Json | undefined {
  const [, type] = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  if (/urlencoded/i.test(type ?? '') && requestBody.includes('=')) {
    return Object.fromEntries(new URLSearchParams(requestBody))
  }
  const data = bodyIdentity(requestBody)
  return data === undefined ? undefined : jsonOrText(data)
}

/** As the function got it: what parses as JSON is parsed, bytes are a serialised Buffer. */
function bodyOf({ responseBody, responseEncoding, responseCut, method, url }: Exchange): Json {
  if (responseCut) {
    throw new UserError(
      `The answer to ${method} ${url} is too large for a test fixture.`,
      'Let the function ask for less: fewer fields, smaller pages, a test input with less behind it.',
    )
  }
  if (responseEncoding === 'base64') return { type: 'Buffer', data: [...Buffer.from(responseBody, 'base64')] }
  return jsonOrText(responseBody) // as Nango's client does
}

function mapValues<value>(record: Readonly<Record<string, value>>, map: (value: value) => Json): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
