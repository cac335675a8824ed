import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'

/** A proxy request as it was on the wire. */
export interface WireRequest {
  readonly method: string
  /** As in the request line, without query: `/proxy/<endpoint>`. */
  readonly pathname: string
  readonly query: Pairs
  /** In their order and letter case. */
  readonly headers: Pairs
  readonly body: Buffer
}

export type Pairs = readonly (readonly [name: string, value: string])[]

/**
 * The hash by which Nango's mocks find a request at replay, and under which its CLI saves it. Measured on 0.71.10:
 * sha1 of the JSON of method, endpoint, sorted query, sorted headers that the function chose, and body.
 */
export function identityOf(request: WireRequest): string {
  return sha1(
    JSON.stringify({
      method: request.method.toLowerCase(),
      endpoint: endpointOf(request.pathname),
      params: sortedByName(request.query),
      headers: sortedByName(chosenHeaders(request.headers)),
      data: bodyIdentity(textOf(request.body)),
    }),
  )
}

/** The endpoint as the function gave it, without leading slash and query. */
export function endpointOf(pathname: string): string {
  return pathname.replace(/^\/proxy\//, '')
}

/**
 * Those headers of a request that the function chose itself and that Nango looks for at replay. Where the CLI saves
 * others (it keeps `decompress` and drops a lower-case `content-type`), its own mocks do not find their entry again.
 */
export function chosenHeaders(headers: Pairs): Pairs {
  const seen = new Set<string>()
  return headers
    .filter(([name]) => name.toLowerCase().startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const)
    .filter(([name, value]) => {
      const key = name.toLowerCase()
      if (seen.has(key)) return false
      seen.add(key)
      return !plumbing.has(key) && !(key === 'content-type' && isDefaultContentType(value))
    })
}

/** The body as a mock holds it: its text, or from 1001 characters on a digest of it. */
export function bodyIdentity(text: string): string | undefined {
  if (text === '') return undefined
  return text.length > 1000 ? `sha1:${sha1(text)}` : text
}

/** Nango's form of a body that is no text is base64. */
export function textOf(body: Buffer): string {
  return isUtf8(body) ? body.toString('utf8') : body.toString('base64')
}

export function sortedByName(pairs: Pairs): Pairs {
  return pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

const prefix = 'nango-proxy-'

function isDefaultContentType(value: string): boolean {
  const type = value.toLowerCase()
  return type === 'application/json' || type === 'undefined' || type.startsWith('application/x-www-form-urlencoded')
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}

// Names that are no part of an identity, even when a function chooses them.
const plumbing = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'base-url-override',
  'connection-id',
  'content-length',
  'forward-headers-on-redirect',
  'host',
  'nango-activity-log-id',
  'nango-is-dry-run',
  'nango-is-script',
  'nango-is-sync',
  'nango-proxy-user-agent',
  'provider-config-key',
  'retries',
  'retry-on',
  'user-agent',
])
