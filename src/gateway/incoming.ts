import type { IncomingMessage } from 'node:http'
import type { Pairs } from './identity.ts'

/** A request that has arrived whole. */
export interface Incoming {
  readonly at: Date
  readonly during: string
  readonly method: string
  readonly pathname: string
  readonly query: Pairs
  /** With the question mark; '' without a query. */
  readonly search: string
  /** As on the wire: order, letter case, repetitions. */
  readonly headers: Pairs
  readonly body: Buffer
  /** The body was larger than the cap and was thrown away. */
  readonly oversized: boolean
  /** First header of that name, in any letter case. */
  header(name: string): string | undefined
}

const largestRequest = 1024 * 1024
// Read to the end and thrown away, so that the caller hears why; beyond this it only sees the connection end.
const patience = 32 * 1024 * 1024

/** Undefined when the caller went away or would not stop sending. */
export async function readIncoming(request: IncomingMessage, during: string): Promise<Incoming | undefined> {
  const at = new Date()
  const body = await readBody(request)
  if (!body) return undefined
  const [pathname = '/', ...rest] = (request.url ?? '/').split('?')
  const search = rest.length > 0 ? `?${rest.join('?')}` : ''
  const headers = pairsOf(request.rawHeaders)
  return {
    at,
    during,
    method: request.method ?? 'GET',
    pathname,
    search,
    query: [...new URLSearchParams(search)],
    headers,
    ...body,
    header: (name) => headers.find(([key]) => key.toLowerCase() === name)?.[1],
  }
}

async function readBody(request: IncomingMessage): Promise<{ body: Buffer; oversized: boolean } | undefined> {
  const arrived = Promise.withResolvers<boolean>()
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= largestRequest) chunks.push(chunk)
    if (size <= patience) return
    request.destroy()
    arrived.resolve(false)
  })
  request.on('end', () => arrived.resolve(true))
  // The stream of a request fails only when its connection does; then there is no end.
  request.on('error', () => arrived.resolve(false))
  request.on('close', () => arrived.resolve(false))
  if (!(await arrived.promise)) return undefined
  const oversized = size > largestRequest
  return { body: oversized ? Buffer.alloc(0) : Buffer.concat(chunks), oversized }
}

function pairsOf(raw: readonly string[]): Pairs {
  const pairs: [string, string][] = []
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index]!, raw[index + 1]!])
  return pairs
}
