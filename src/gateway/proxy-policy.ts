import { jsonObjectOrNothing } from '../lib/json.ts'
import { errorAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { endpointOf } from './identity.ts'
import type { Incoming } from './incoming.ts'
import type { Provider } from './provider.ts'
import { isBelowBase, targetOf } from './target.ts'

/** Refusals of proxy requests, each with what to do instead; undefined when the request may go on. */
export function policyRefusal(
  room: { provider: Provider; connection: string },
  incoming: Incoming,
): Answer | undefined {
  const { provider, connection } = room
  const key = incoming.header('provider-config-key')
  const id = incoming.header('connection-id')
  if (!key || !id) return errorAnswer(400, 'invalid_headers', 'Provider-Config-Key and Connection-Id are required.')
  if (key !== provider.name || id !== connection) {
    return errorAnswer(
      404,
      'unknown_connection',
      `There is no connection "${id}" for "${key}" here. Use connection "${connection}" of "${provider.name}".`,
      'policy',
    )
  }
  return (
    refusedMethod(incoming.method) ?? refusedAddress(provider, incoming) ?? refusedCredential(provider.family, incoming)
  )
}

function refusedMethod(method: string): Answer | undefined {
  if (!['CONNECT', 'TRACE', 'TRACK'].includes(method.toUpperCase())) return undefined
  return refusal('method_not_allowed', `The proxy does not pass ${method}. Use GET, POST, PUT, PATCH or DELETE.`, 405)
}

function refusedAddress(provider: Provider, incoming: Incoming): Answer | undefined {
  const override = (incoming.header('base-url-override') ?? '').replace(/\/+$/, '')
  if (override !== '' && override !== provider.baseUrl) {
    return refusal(
      'base_url_override_not_allowed',
      `baseUrlOverride "${override}" is not allowed: this connection only reaches ${provider.baseUrl}. ` +
        'Remove baseUrlOverride and give the endpoint relative to that address.',
    )
  }
  const endpoint = endpointOf(incoming.pathname)
  const isAddress = /^(\/*[a-z][a-z0-9+.-]*:)?\/\//i.test(endpoint)
  if (isAddress && !endpoint.startsWith(`${provider.baseUrl}/`)) {
    return refusal(
      'absolute_endpoint_not_allowed',
      `The endpoint must be a path relative to ${provider.baseUrl}, not an address of its own.`,
    )
  }
  if (leadsAway(provider, incoming)) {
    return refusal(
      'endpoint_leads_away',
      `The endpoint leads out of ${provider.baseUrl}. Give a plain path below it, without "..", "@" or another host.`,
    )
  }
  return undefined
}

/** Whatever the text of an endpoint looks like: what counts is where it would go. */
function leadsAway(provider: Provider, incoming: Incoming): boolean {
  try {
    return !isBelowBase(provider, targetOf(provider, incoming))
  } catch {
    // No address at all.
    return true
  }
}

/** A function that sends a credential of its own would be judged by that one's failure. The gateway adds the real one. */
function refusedCredential(family: Provider['family'], incoming: Incoming): Answer | undefined {
  const name =
    incoming.header('nango-proxy-authorization') === undefined ? credentialName(family, incoming) : 'authorization'
  if (name === undefined) return undefined
  return refusal(
    'credential_not_allowed',
    `The request carries "${name}". Nango adds the credential of the connection by itself: remove it from the call.`,
  )
}

function credentialName(family: Provider['family'], incoming: Incoming): string | undefined {
  const isCredential = (name: string) => everywhere.has(name.toLowerCase()) || ofFamily[family]?.includes(name)
  const inQuery = incoming.query.find(([name]) => isCredential(name))?.[0]
  // Slack alone takes its token from the body as well.
  return inQuery ?? (family === 'slack' ? bodyNames(incoming).find((name) => name === 'token') : undefined)
}

const everywhere = new Set(['access_token', 'oauth_token', 'api_key', 'apikey', 'hapikey'])
const ofFamily: Partial<Record<Provider['family'], readonly string[]>> = { slack: ['token'], google: ['key'] }

function bodyNames({ body, header }: Incoming): string[] {
  const text = body.toString('utf8')
  if (!/json/i.test(header('content-type') ?? '')) return [...new URLSearchParams(text).keys()]
  return Object.keys(jsonObjectOrNothing(text) ?? {}) // what is no JSON, the API itself will refuse
}

function refusal(code: string, message: string, status = 403): Answer {
  return errorAnswer(status, code, message, 'policy')
}
