import { proxiesIn } from '../../lib/proxies.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { NangoPlace, Reach } from '../../plan/reach.ts'
import type { Upstream } from '../gateway.ts'
import { type Provider, providerOf } from '../provider.ts'
import { type AuthShape, authParts, authShapeOf, trialAddress } from './auth-shape.ts'
import { type CredentialPlace, readCredential } from './credential.ts'
import { directUpstream } from './direct.ts'
import { type TestConnection, checkConnection, nangoUpstream } from './nango.ts'
import { publicConfig } from './public-config.ts'
import { type Road, isPrivate, openRoad } from './road.ts'
import { type Token, holdToken } from './token.ts'

/** An API as it is, and the one test account there that every attempt and every verification of a run shares. */
export interface LiveApi extends AsyncDisposable {
  readonly name: string
  /** Adds the credential by itself. */
  readonly upstream: Upstream
  readonly baseUrl: string
  /** What the connection says of itself to functions. */
  readonly connectionConfig: JsonObject
  readonly metadata?: JsonObject
  /** What its credential may do, where that is told. */
  readonly scopes?: readonly string[]
}

export interface LiveOptions {
  readonly api: string
  readonly connection: string
  readonly reach: Reach
  /** The person's environment. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Looks whether the test account can be entered, before anything is spent. Throws UserError with what mends it. */
export async function openDirect({ api, reach, env }: LiveOptions): Promise<LiveApi> {
  const { config = {}, tokenAddress } = reach
  const place = placeOf(reach)
  const shape = authShapeOf(api, config)
  const provider = providerOf(api, baseOf(api, reach.address ?? shape.baseUrl))
  const refresh = shape.refresh && { ...shape.refresh, url: addressOf(api, tokenAddress ?? shape.refresh.url) }
  const credential = await readCredential(api, place, env)
  const origins = [provider.baseUrl, ...(refresh ? [refresh.url] : [])].map((each) => new URL(each).origin)
  const road = openRoad(origins, proxiesIn(env))
  try {
    const token = holdToken({ credential, shape: refresh, road, ...(place.kind === 'file' && { file: place.path }) })
    const scopes = await checkEntry({ provider, shape, token, road })
    return {
      name: api,
      upstream: directUpstream({ provider, shape, token, road }),
      baseUrl: provider.baseUrl,
      connectionConfig: publicConfig(api, config),
      ...(scopes && { scopes }),
      [Symbol.asyncDispose]: () => road[Symbol.asyncDispose](),
    }
  } catch (error) {
    await road[Symbol.asyncDispose]()
    throw error
  }
}

function placeOf({ credential = {} }: Reach): CredentialPlace {
  return 'file' in credential ? { kind: 'file', path: credential.file } : { kind: 'environment', names: credential }
}

interface Entry {
  readonly provider: Provider
  readonly shape: AuthShape
  readonly token: Token
  readonly road: Road
}

/**
 * Asks the API where the catalogue says how a credential is tried, and else only whether it is there. Some say then what
 * scopes it has.
 */
async function checkEntry({ provider, shape, token, road }: Entry): Promise<readonly string[] | undefined> {
  const { name: api, baseUrl } = provider
  const parts = authParts(api, shape, await token.current())
  const ask = async (address: URL, headers: Record<string, string> = {}) => {
    const answer = await road
      .ask(address, { headers, signal: AbortSignal.timeout(30_000) })
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    if (typeof answer === 'string') {
      throw new UserError(`"${api}" cannot be reached: ${answer}.`, 'Mend that, then try again.')
    }
    await answer.body?.cancel()
    return answer
  }
  await ask(new URL(baseUrl))
  const trial = shape.trial && trialAddress(shape.trial, baseUrl)
  if (!trial) return undefined
  const url = new URL(trial)
  for (const [name, value] of Object.entries(parts.query)) url.searchParams.set(name, value)
  const tried = await ask(url, parts.headers)
  if (tried.status !== 401) return tried.headers.get('x-oauth-scopes')?.split(/,\s*/)
  throw new UserError(
    `"${api}" refuses the credential (401): it is expired, revoked or of another account.`,
    'Give it a new one.',
  )
}

export interface NangoOptions extends LiveOptions {
  readonly nango: NangoPlace
}

/** The same behind the person's Nango. */
export async function openThroughNango({ api, connection, reach, env, nango }: NangoOptions): Promise<LiveApi> {
  const keyName = nango.key ?? 'NANGO_SECRET_KEY'
  const key = env[keyName]?.trim() ?? ''
  if (key === '') {
    throw new UserError(
      `There is no key for Nango: ${keyName} is not set.`,
      'Copy the secret key of the environment that has the test connections, from its settings in Nango.',
    )
  }
  const url = addressOf('nango', nango.url ?? env['NANGO_HOSTPORT'] ?? 'https://api.nango.dev').replace(/\/+$/, '')
  const road = openRoad([new URL(url).origin], proxiesIn(env))
  try {
    const host = { url, key, keyName, road }
    const wanted = { api, connection, integration: reach.integration ?? api }
    const found = await checkConnection(host, wanted)
    const provider = providerOf(api, baseOf(api, reach.address ?? baseUrlOf(api, reach, found)))
    return {
      name: api,
      upstream: nangoUpstream(host, provider, found),
      baseUrl: provider.baseUrl,
      connectionConfig: publicConfig(api, found.config),
      ...(found.metadata && { metadata: found.metadata }),
      ...(found.scopes.length > 0 && { scopes: found.scopes }),
      [Symbol.asyncDispose]: () => road[Symbol.asyncDispose](),
    }
  } catch (error) {
    await road[Symbol.asyncDispose]()
    throw error
  }
}

/** Nango fills an address by what the connection has; we have to know it as well. */
function baseUrlOf(api: string, { config }: Reach, found: TestConnection): string {
  const known = Object.entries(found.config).flatMap(([name, value]: [string, Json]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return authShapeOf(api, { ...Object.fromEntries(known), ...config }, { isSigned: true }).baseUrl
}

/** Endpoints are put behind it, so nothing else may stand there. */
function baseOf(api: string, text: string): string {
  const address = addressOf(api, text)
  // What it is may be a key.
  if (!address.includes('?')) return address
  throw new UserError(
    `The address of "${api}" has a query in it, behind its "?", where no endpoint can follow.`,
    `Give the address without it. A key belongs into the credential (apis.${api}.credential); anything else a function sends with each request.`,
  )
}

function addressOf(api: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && url.username === '' && url.password === '' && url.hash === '' && isPrivate(url)) return text
  throw new UserError(
    `The address of "${api}" is not one to send a credential to.`,
    'Give an https address without a name and a password in it, or one on this machine.',
  )
}
