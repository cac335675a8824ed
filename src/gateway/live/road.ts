import { Agent, EnvHttpProxyAgent, fetch as ask } from 'undici'

/** The proxies of a person's machine, as its environment names them. */
export interface Proxies {
  readonly http?: string | undefined
  readonly https?: string | undefined
  readonly no?: string | undefined
}

export function proxiesIn(env: Readonly<Record<string, string | undefined>>): Proxies {
  const named = (name: string) => env[name.toLowerCase()] || env[name]
  return { http: named('HTTP_PROXY'), https: named('HTTPS_PROXY'), no: named('NO_PROXY') }
}

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
  const allowed = new Set(origins)
  return {
    async ask(url, { method = 'GET', headers = {}, body = null, signal }) {
      if (!allowed.has(url.origin) || !isPrivate(url)) throw new Error(`${url.host} is not a host that may be asked`)
      const answer = await ask(url.href, {
        method,
        headers: { 'user-agent': 'assay', ...Object.fromEntries(new Headers(headers)) },
        body,
        redirect: 'manual',
        dispatcher,
        signal: signal ?? null,
      }).catch((error: unknown) => {
        throw signal?.aborted ? error : new Error(whyUnreached(error, url.hostname, proxies))
      })
      // Undici's own class: to the rest of the program it is to be Node's.
      const hasBody = ![204, 205, 304].includes(answer.status)
      return new Response(hasBody ? (answer.body as ReadableStream | null) : null, {
        status: answer.status,
        headers: [...answer.headers],
      })
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
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
