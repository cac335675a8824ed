import type { IncomingMessage } from 'node:http'
import { didYouMean } from '../../lib/nearest-word.ts'
import type { StandIn } from '../stand-in.ts'
import { type Address, localLink, withLocalLinks } from './local-links.ts'

/** One embedded API and where it is served. */
export interface House {
  readonly address: Address
  readonly standIn: StandIn
}

/** What the API that a path begins with answers to the rest of the path. */
export async function answerRequest(request: IncomingMessage, houses: ReadonlyMap<string, House>): Promise<Response> {
  const path = request.url ?? '/'
  const name = /^\/([^/?]*)/.exec(path)?.[1] ?? ''
  const house = houses.get(name) ?? [...houses.values()].find(({ address }) => address.bare.includes(name))
  if (!house) return refusal(404, whatThereIs(name, [...houses.keys()]))
  const body = await bodyOf(request)
  if (!body) return refusal(413, `A request may have ${largestRequest / 2 ** 20} MB at most.`)
  const { standIn, address } = house
  const rest = houses.has(name) ? path.slice(name.length + 1) : path
  const asked = requestAt(`${address.origins[0]}/${rest.replace(/^\/+/, '')}`, request, body)
  if (!asked) return refusal(400, `HTTP allows no such request: ${request.method} ${request.url}`)
  return await relink(await standIn.fetch(asked), address)
}

function whatThereIs(name: string, apis: readonly string[]): string {
  const starts = apis.map((api) => `/${api}`).join(', ')
  return `There is no "${name}" here.${didYouMean(name, apis)} A path begins with one of: ${starts}.`
}

/** In no vendor's shape: this is the server speaking, not the API. */
export function refusal(status: number, message: string): Response {
  return Response.json({ standin: message }, { status })
}

const largestRequest = 64 * 2 ** 20

/** Undefined when there is too much of it; it is read to the end, so that the client hears why. */
async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= largestRequest) chunks.push(chunk)
  }
  return size <= largestRequest ? Buffer.concat(chunks) : undefined
}

/** The request as the provider would have got it. Undefined for what `fetch` cannot say, such as TRACE. */
function requestAt(url: string, { method = 'GET', rawHeaders }: IncomingMessage, body: Buffer<ArrayBuffer>) {
  const headers = new Headers()
  try {
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      if (!ofConnection.has(rawHeaders[at]!.toLowerCase())) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!)
    }
    const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD'
    return new Request(url, { method, headers, ...(hasBody && { body }) })
  } catch {
    // A method, a header or an address that the standard forbids: the client's mistake.
    return undefined
  }
}

const ofConnection = new Set(
  'connection content-length expect host keep-alive proxy-authorization te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
)

/** Uploads and next pages are asked of us again, not of the vendor. */
async function relink(response: Response, address: Address): Promise<Response> {
  const headers = new Headers(response.headers)
  const location = headers.get('location')
  if (location !== null) headers.set('location', localLink(location, address))
  const isJson = headers.get('content-type')?.startsWith('application/json') === true
  if (!isJson || address.links.length === 0 || response.body === null) {
    return new Response(response.body, { status: response.status, headers })
  }
  headers.delete('content-length')
  return new Response(withLocalLinks(await response.text(), address), { status: response.status, headers })
}
