import { z } from 'zod'
import { type JsonObject, jsonOrNothing } from '../lib/json.ts'
import { errorAnswer, jsonAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Incoming } from './incoming.ts'
import type { Provider } from './provider.ts'

/** The part of a Nango account that a room shows: one connection of one integration. */
export interface NangoAccount {
  readonly provider: Provider
  readonly connection: string
  /** What the provider's connections have of their own, such as a subdomain. */
  readonly connectionConfig: JsonObject
  /** Functions may change it; the room remembers. */
  metadata: JsonObject | null
}

/** Nango's own routes, as far as `nango dryrun` and a function's SDK use them. */
export function answerNango(account: NangoAccount, incoming: Incoming): Answer {
  const route = routes.find(({ method, path }) => method.includes(incoming.method) && path.test(incoming.pathname))
  if (!route) return notFound(incoming)
  const [, parameter = ''] = route.path.exec(incoming.pathname) ?? []
  return route.answer(account, incoming, decoded(parameter))
}

interface Route {
  readonly method: readonly string[]
  readonly path: RegExp
  readonly answer: (account: NangoAccount, incoming: Incoming, parameter: string) => Answer
}

// In this order: `/connections/metadata` is no connection.
const routes: readonly Route[] = [
  { method: ['GET'], path: /^\/health\/?$/, answer: () => jsonAnswer(200, { result: 'ok' }) },
  { method: ['POST'], path: /^\/cli\/telemetry\/?$/, answer: () => jsonAnswer(200, { success: true }) },
  { method: ['POST', 'PATCH'], path: /^\/connections?\/metadata\/?$/, answer: changeMetadata },
  { method: ['GET'], path: /^\/connections?\/?$/, answer: listConnections },
  { method: ['GET'], path: /^\/connections?\/([^/]+)\/?$/, answer: showConnection },
  { method: ['GET'], path: /^\/integrations\/([^/]+)\/?$/, answer: showIntegration },
  { method: ['GET'], path: /^\/environment-variables\/?$/, answer: () => jsonAnswer(200, []) },
  { method: ['GET'], path: /^\/records\/?$/, answer: () => jsonAnswer(200, { records: [], next_cursor: null }) },
  { method: ['POST'], path: /^\/action\/trigger\/?$/, answer: refuseTrigger },
]

// Nango's answers carry times; a room has no past, so they are the same in every room.
const since = '2026-01-01T00:00:00.000Z'

function listConnections(account: NangoAccount, { query }: Incoming): Answer {
  const { provider, connection } = account
  const wanted = Object.fromEntries(query)
  const matches =
    (wanted['connectionId'] ?? connection) === connection &&
    (wanted['integrationId'] ?? provider.name).split(',').includes(provider.name)
  return jsonAnswer(200, { connections: matches ? [{ ...connectionOf(account), created: since }] : [] })
}

function showConnection(account: NangoAccount, incoming: Incoming, id: string): Answer {
  const { provider, connection, connectionConfig } = account
  const key = Object.fromEntries(incoming.query)['provider_config_key'] ?? provider.name
  if (id !== connection || key !== provider.name) return unknownConnection(account, id, key)
  return jsonAnswer(200, {
    ...connectionOf(account),
    // Nango's CLI reads these two here, and saves an empty connection without them.
    connection_config: { ...connectionConfig, connection_id: connection, provider: provider.name },
    webhook_url_override: null,
    created_at: since,
    updated_at: since,
    last_fetched_at: since,
    // The credential stays in the gateway; whoever sends this one to the API fails there.
    credentials: { type: 'OAUTH2', access_token: 'held-by-the-gateway', raw: { access_token: 'held-by-the-gateway' } },
  })
}

function connectionOf({ provider, connection, metadata }: NangoAccount) {
  return {
    id: 1,
    connection_id: connection,
    provider_config_key: provider.name,
    provider: provider.name,
    errors: [],
    end_user: null,
    tags: {},
    metadata,
  }
}

function showIntegration({ provider }: NangoAccount, { query }: Incoming, key: string): Answer {
  if (key !== provider.name) {
    return errorAnswer(404, 'not_found', `Integration "${key}" does not exist. There is "${provider.name}".`)
  }
  const wantsWebhook = query.some(([name, value]) => name === 'include' && value === 'webhook')
  return jsonAnswer(200, {
    data: {
      unique_key: key,
      provider: provider.name,
      display_name: provider.displayName,
      logo: '',
      created_at: since,
      updated_at: since,
      forward_webhooks: true,
      ...(wantsWebhook ? { webhook_url: `http://localhost/webhook/room/${key}` } : {}),
    },
  })
}

const metadataChange = z.object({
  connection_id: z.union([z.string(), z.array(z.string())]),
  provider_config_key: z.string(),
  metadata: z.record(z.string(), z.json()),
})

function changeMetadata(account: NangoAccount, incoming: Incoming): Answer {
  const change = metadataChange.safeParse(jsonOrNothing(incoming.body.toString('utf8')))
  if (!change.success) return errorAnswer(400, 'invalid_body', z.prettifyError(change.error))
  const { connection_id: ids, provider_config_key: key, metadata } = change.data
  const stranger = [ids].flat().find((id) => id !== account.connection)
  if (stranger !== undefined || key !== account.provider.name) {
    return unknownConnection(account, stranger ?? account.connection, key)
  }
  account.metadata = incoming.method === 'POST' ? metadata : { ...account.metadata, ...metadata }
  return jsonAnswer(incoming.method === 'POST' ? 201 : 200, change.data)
}

function refuseTrigger(): Answer {
  const message = 'triggerAction reaches no other function here: one function is built at a time. Call the API itself.'
  return errorAnswer(501, 'not_implemented', message, 'policy')
}

function unknownConnection({ provider, connection }: NangoAccount, id: string, key: string): Answer {
  const message = `There is no connection "${id}" for "${key}" here. Use connection "${connection}" of "${provider.name}".`
  return errorAnswer(404, 'unknown_connection', message, 'policy')
}

function notFound({ method, pathname }: Incoming): Answer {
  return errorAnswer(404, 'not_found', `There is no ${method} ${pathname} here. Reach the API through nango.proxy.`)
}

function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter)
  } catch {
    // A stray % sign: no id contains one, so the text as it came is as unknown as any.
    return parameter
  }
}
