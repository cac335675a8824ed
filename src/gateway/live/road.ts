import { Agent, type Dispatcher, EnvHttpProxyAgent, interceptors } from 'undici'
import type { Proxies } from '../../lib/proxies.ts'

/** A way to some hosts and to no others. */
export interface Road extends AsyncDisposable {
  /** Asks once. Follows no redirect. Throws with words for a person when there is no answer, and never with an address. */
  ask(url: URL, request: RoadRequest): Promise<Response>
}

export interface RoadRequest {
  readonly method?: string
  readonly headers?: Headers | Readonly<Record<string, string>>
  readonly body?: ArrayBuffer | string | null
  readonly signal?: AbortSignal | undefined
}

/** `origins`: the only ones that may be asked. Plain HTTP is for this machine alone. */
export function openRoad(origins: readonly string[], proxies: Proxies = {}): Road {
  const dispatcher = dispatcherFor(proxies)
  // Not `fetch`, which takes three times the CPU for the same answer.
  const unpacking = dispatcher.compose(interceptors.decompress({ skipErrorResponses: false }))
  const allowed = new Set(origins)
  return {
    async ask(url, { method = 'GET', headers = {}, body = null, signal }) {
      if (!allowed.has(url.origin) || !isPrivate(url)) throw new Error(`${url.host} is not a host that may be asked`)
      const answer = await unpacking
        .request({
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: method as Dispatcher.HttpMethod,
          headers: { ...ownHeaders, ...Object.fromEntries(new Headers(headers)) },
          body: body instanceof ArrayBuffer ? new Uint8Array(body) : body,
          signal: signal ?? null,
        })
        .catch((error: unknown) => {
          throw signal?.aborted ? error : new Error(whyUnreached(error, url.hostname, proxies))
        })
      return responseOf(answer)
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

const ownHeaders = { 'user-agent': 'assay', accept: '*/*', 'accept-encoding': 'br, gzip, deflate' }

/** To the rest of the program it is to be Node's. Nothing is read before somebody asks for it. */
function responseOf({ statusCode: status, headers: all, body }: Dispatcher.ResponseData): Response {
  const headers = Object.entries(all).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  )
  // Who reads is told of it. Where nobody does, or does any more, breaking off is no trouble either.
  body.on('error', () => {})
  if ([204, 205, 304].includes(status)) {
    void body.dump().catch(() => {})
    return new Response(null, { status, headers })
  }
  const chunks = body[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value as Uint8Array)
      },
      cancel() {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(stream, { status, headers })
}

/** Whether what is sent there can be read by nobody on the way. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))
}

function isThisMachine(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

const patience = { headersTimeout: 60_000, bodyTimeout: 60_000, connect: { timeout: 15_000 }, maxHeaderSize: 64 * 1024 }

function dispatcherFor({ http, https, no }: Proxies) {
  if (!http && !https) return new Agent(patience)
  const local = 'localhost,127.0.0.1,::1'
  return new EnvHttpProxyAgent({
    ...patience,
    ...(http && { httpProxy: http }),
    ...(https && { httpsProxy: https }),
    noProxy: no ? `${no},${local}` : local,
  })
}

/** In words, with the code for whoever looks it up. The messages of libraries may quote an address with a key in it. */
function whyUnreached(error: unknown, host: string, { http, https }: Proxies): string {
  const code = codeOf(error)
  const through = http || https ? ' (through the proxy that the environment names)' : ''
  return `${host} ${reasonFor(code)}${through}`
}

function reasonFor(code: string): string {
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL/.test(code)) {
    return `shows a certificate that is not trusted (${code}); where the network has an authority of its own, NODE_EXTRA_CA_CERTS names its file`
  }
  const known = reasons[code]
  return known === undefined ? `could not be reached (${code})` : `${known} (${code})`
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'has no address: is the name right, and is there a network?',
  EAI_AGAIN: 'has no address just now: is there a network?',
  ECONNREFUSED: 'refuses connections: nothing listens there',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
  ETIMEDOUT: 'does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'takes the request and does not answer',
  UND_ERR_BODY_TIMEOUT: 'began an answer and did not end it',
  UND_ERR_HEADERS_OVERFLOW: 'answered with headers that are too large',
}

/** Of the innermost cause that has one. */
function codeOf(error: unknown): string {
  let found = 'no reason given'
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const { code } = each as NodeJS.ErrnoException
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) found = code
  }
  return found
}
