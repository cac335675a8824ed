import { z } from 'zod'
import { bodyWithin } from '../../lib/body-within.ts'
import { type Json, type JsonObject, isJsonObject, jsonOrNothing } from '../../lib/json.ts'
import { printable } from '../../lib/printable.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Upstream } from '../gateway.ts'
import type { Provider } from '../provider.ts'
import { isBelowBase } from '../target.ts'
import type { Road } from './road.ts'

/** Somebody's Nango, in the cloud or their own. */
export interface NangoHost {
  /** Such as `https://api.nango.dev`. */
  readonly url: string
  readonly key: string
  /** The name of the variable that the key is from. */
  readonly keyName: string
  readonly road: Road
}

export interface WantedConnection {
  readonly api: string
  readonly connection: string
  /** Unique key of the integration in that Nango; like the API unless it was given another name there. */
  readonly integration: string
}

/** A connection that is there and in order. */
export interface TestConnection extends WantedConnection {
  /** Public parts, as far as the catalogue declares them; for addresses and for functions. */
  readonly config: JsonObject
  readonly metadata: JsonObject | null
  /** As the provider told them when it was connected; none where it did not. */
  readonly scopes: readonly string[]
  /** Every text of its credentials: Nango hands them out, and no one else may. */
  readonly secrets: readonly string[]
}

/** Nango renews tokens by itself: what the new one is has to be known, to be kept from others. */
const renewal = 5 * 60_000

/** The API as the person's Nango reaches it. Nango adds the credential; the gateway does the asking again. */
export function nangoUpstream(host: NangoHost, provider: Provider, of: TestConnection): Upstream {
  const secrets = new Set([host.key, ...of.secrets])
  let lookedAt = Date.now()
  let looking = Promise.resolve()
  // Who comes while it is looked at waits for it, too: his answer may have the new one in it.
  const lookAgain = () => {
    if (Date.now() - lookedAt < renewal) return looking
    lookedAt = Date.now()
    // Whatever keeps Nango from showing it: the request itself will say so.
    const shown = credentialOf(host, of).catch(() => undefined)
    return (looking = shown.then((found) => found?.secrets.forEach((secret) => secrets.add(secret))))
  }
  return {
    kind: 'nango',
    secrets: () => [...secrets],
    async fetch(request) {
      await lookAgain()
      const url = new URL(request.url)
      if (!isBelowBase(provider, url)) throw new Error(`${url.host} is not where "${provider.name}" lives`)
      const endpoint = url.href.slice(provider.baseUrl.length)
      const headers = new Headers({
        authorization: `Bearer ${host.key}`,
        'connection-id': of.connection,
        'provider-config-key': of.integration,
        retries: '0',
      })
      for (const [name, value] of request.headers) {
        if (name === 'authorization') continue
        headers.set(name === 'content-type' ? name : `nango-proxy-${name}`, value)
      }
      const body = request.body === null ? null : await request.arrayBuffer()
      const target = new URL(`${host.url}/proxy${endpoint}`)
      return host.road.ask(target, { method: request.method, headers, body, signal: request.signal })
    },
  }
}

/** Looks a connection up before anything is spent. Throws UserError that says what is wrong with it and what mends it. */
export async function checkConnection(host: NangoHost, wanted: WantedConnection): Promise<TestConnection> {
  const { api, connection, integration } = wanted
  const listed = await ask(host, `/connections?connectionId=${encodeURIComponent(connection)}`, connectionList)
  const same = listed.connections.filter((each) => each.connection_id === connection)
  const found = same.find((each) => each.provider_config_key === integration)
  if (!found) throw same[0] ? elsewhere(wanted, same[0]) : await absent(host, wanted)
  if (found.provider !== api) throw elsewhere(wanted, found)
  if (found.errors.length > 0) {
    throw new UserError(
      `Nango says that the connection "${connection}" of "${api}" does not work any more (${listOf(found.errors.map(({ type }) => type))}).`,
      'Connect the test account again in Nango, then try again.',
    )
  }
  const { connection_config: config, metadata, secrets, credentials } = await credentialOf(host, wanted)
  return { ...wanted, config, metadata: metadata ?? null, secrets, scopes: scopesIn(credentials) }
}

/** A connection as Nango shows it, and every text of its credentials. */
async function credentialOf(host: NangoHost, { connection, integration }: WantedConnection) {
  const path = `/connections/${encodeURIComponent(connection)}?provider_config_key=${encodeURIComponent(integration)}`
  const found = await ask(host, path, shownConnection)
  return { ...found, secrets: textsIn(found.credentials).filter((text) => text.length >= 8 && !plain.test(text)) }
}

const listedConnection = z.object({
  connection_id: z.string(),
  provider_config_key: z.string(),
  provider: z.string(),
  errors: z.array(z.object({ type: z.string() })).catch([]),
})
type ListedConnection = z.infer<typeof listedConnection>
const connectionList = z.object({ connections: z.array(listedConnection) })

const jsonObject = z.record(z.string(), z.json())
const shownConnection = z.object({
  connection_config: jsonObject.catch({}),
  metadata: jsonObject.nullish().catch(null),
  credentials: z.json().catch(null),
})

/** Of OAuth: what the answer said with which the token came. */
function scopesIn(credentials: Json): string[] {
  const raw = isJsonObject(credentials) ? credentials['raw'] : undefined
  const scope = isJsonObject(raw) ? (raw['scope'] ?? raw['scopes']) : undefined
  const all = Array.isArray(scope) ? scope : typeof scope === 'string' ? scope.split(/[\s,]+/) : []
  return all.filter((each): each is string => typeof each === 'string' && each !== '')
}

/** What stands among credentials and is none: a kind, a time, a list of scopes. */
const plain = /^(OAUTH\w*|API_KEY|BASIC|bearer|\d{4}-\d\d-\d\dT[\d:.]+Z?)$/i

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => (/scope/i.test(name) ? [] : textsIn(each as Json)))
}

function elsewhere({ api, connection, integration }: WantedConnection, found: ListedConnection): UserError {
  const { provider, provider_config_key: key } = found
  if (provider !== api) {
    return new UserError(
      `The connection "${connection}" belongs to ${shown(provider)}, not to ${api}.`,
      `Name a connection of ${api} in the spec: apis.${api}.connection.`,
    )
  }
  return new UserError(
    `The connection "${connection}" belongs to the integration ${shown(key)}, not to "${integration}".`,
    `Say so in the spec: apis.${api}.integration: ${printable(key, 80)}`,
  )
}

async function absent(host: NangoHost, { api, connection, integration }: WantedConnection): Promise<UserError> {
  const all = await ask(host, '/connections', connectionList)
  const fitting = all.connections.filter(({ provider }) => provider === api)
  if (fitting.length === 0) {
    return new UserError(
      `Nango has no connection "${connection}", and none of ${api} at all.`,
      `Add the integration "${integration}" in Nango and connect a test account, or look whether ${host.keyName} is the key of another environment.`,
    )
  }
  return new UserError(
    `Nango has no connection "${connection}".`,
    `Name one that there is in the spec, apis.${api}.connection: ${listOf(fitting.map((each) => each.connection_id))}.`,
  )
}

function listOf(texts: readonly string[]): string {
  const shownTexts = texts.slice(0, 5).map((text) => printable(text, 80))
  return [...shownTexts, ...(texts.length > 5 ? [`and ${texts.length - 5} more`] : [])].join(', ')
}

function shown(text: string): string {
  return `"${printable(text, 80)}"`
}

const largest = 4 * 1024 * 1024

async function ask<shape>(host: NangoHost, path: string, schema: z.ZodType<shape>): Promise<shape> {
  const url = new URL(host.url + path)
  let answer: Response
  try {
    const headers = { authorization: `Bearer ${host.key}`, accept: 'application/json' }
    answer = await host.road.ask(url, { headers, signal: AbortSignal.timeout(30_000) })
  } catch (cause) {
    const because = cause instanceof Error && cause.name === 'Error' ? cause.message : `${url.host} does not answer`
    throw new UserError(`Nango cannot be asked: ${because}.`, 'Mend that, or name your Nango by NANGO_HOSTPORT.')
  }
  if (answer.status === 401 || answer.status === 403) {
    throw new UserError(
      `Nango at ${url.origin} refuses the key in ${host.keyName}.`,
      'Copy the secret key of the environment that has the test connections, from its settings in Nango.',
    )
  }
  const body = await bodyWithin(answer, largest)
  const parsed = schema.safeParse(body && jsonOrNothing(body.toString('utf8')))
  if (answer.status === 200 && parsed.success) return parsed.data
  throw new UserError(
    `What answers at ${url.origin} does not speak like Nango (status ${answer.status}).`,
    'Name the address of its API by NANGO_HOSTPORT: https://api.nango.dev, or the one of your own server.',
  )
}
