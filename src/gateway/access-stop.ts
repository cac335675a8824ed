import { type JsonObject, jsonObjectOrNothing } from '../lib/json.ts'
import type { AccessStop } from './exchange.ts'
import { operationOf } from './operation.ts'
import type { Provider } from './provider.ts'

/** Why an answer proves that access has failed. `level` as in AccessStop. */
export interface AccessFailure {
  readonly level: 'connection' | 'operation'
  readonly because: string
}

/** An answer as the classifier looks at it. */
export interface ProviderAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Whether an answer means that the credential is dead or lacks a scope, in the provider's own way of saying it.
 * Rate limits and objects that this account may not see are none of that: asking differently can help.
 */
export function accessFailure(family: Provider['family'], answer: ProviderAnswer): AccessFailure | undefined {
  // The common case of a large page is not worth parsing. Slack alone fails with status 200, and shortly.
  if (answer.status < 400 && (family !== 'slack' || answer.body.length > 10_000 || !saysNo.test(answer.body)))
    return undefined
  // An error page, or no body at all, names no reason.
  return classifiers[family](answer, jsonObjectOrNothing(answer.body) ?? {})
}

const saysNo = /"ok"\s*:\s*false/

/** The access failures of one gateway: each level and operation once, with its proof. */
export interface AccessStops {
  readonly seen: readonly AccessStop[]
  add(failure: AccessFailure, request: { method: string; endpoint: string; exchange: number }): void
  /** Why a request must not be sent, if so. */
  reasonToStop(method: string, endpoint: string): string | undefined
}

export function createAccessStops(): AccessStops {
  const seen: AccessStop[] = []
  return {
    seen,
    add(failure, { method, endpoint, exchange }) {
      const operation = operationOf(method, endpoint)
      const same = (stop: AccessStop) =>
        stop.level === failure.level && (stop.level === 'connection' || stop.operation === operation)
      if (!seen.some(same)) seen.push({ ...failure, operation, exchange })
    },
    reasonToStop(method, endpoint) {
      const operation = operationOf(method, endpoint)
      return seen.find((stop) => stop.level === 'connection' || stop.operation === operation)?.because
    },
  }
}

type Classifier = (answer: ProviderAnswer, body: JsonObject) => AccessFailure | undefined

const classifiers: Record<Provider['family'], Classifier> = {
  slack: slackFailure,
  google: googleFailure,
  hubspot: hubspotFailure,
  other: plainFailure,
}

const deadSlackCredential = new Set([
  'invalid_auth',
  'token_revoked',
  'account_inactive',
  'token_expired',
  'not_authed',
])

function slackFailure({ status }: ProviderAnswer, body: JsonObject): AccessFailure | undefined {
  const error = body['ok'] === false && typeof body['error'] === 'string' ? body['error'] : ''
  if (deadSlackCredential.has(error)) return connection(`Slack answered ${error}`)
  if (error === 'missing_scope') return operation(`Slack answered missing_scope${scopesOf(body)}`)
  return status === 401 ? connection('Slack answered 401') : undefined
}

function scopesOf(body: JsonObject): string {
  return typeof body['needed'] === 'string' ? ` (needed: ${body['needed']})` : ''
}

const missingGoogleScope = /insufficientPermissions|ACCESS_TOKEN_SCOPE_INSUFFICIENT|insufficient authentication scopes/
const disabledGoogleApi = /accessNotConfigured|SERVICE_DISABLED/

function googleFailure({ status, body }: ProviderAnswer): AccessFailure | undefined {
  if (status === 401) return connection('Google answered 401: the credential is revoked, expired or unknown')
  if (status !== 403) return undefined
  if (missingGoogleScope.test(body)) return operation('Google answered 403: the credential lacks a scope')
  // One address serves all of Google's APIs: another one that is not enabled says nothing about the connection.
  return disabledGoogleApi.test(body) ? operation('Google answered 403: the API is not enabled') : undefined
}

function hubspotFailure({ status }: ProviderAnswer, body: JsonObject): AccessFailure | undefined {
  const category = typeof body['category'] === 'string' ? body['category'] : ''
  if (status === 401) return connection(`HubSpot answered 401 ${category}`.trim())
  return status === 403 && category === 'MISSING_SCOPES' ? operation('HubSpot answered 403 MISSING_SCOPES') : undefined
}

// For everybody else the words of RFC 6750, or a scope that is said to be lacking in words of the API's own. A refused
// permission or right alone may be about one object.
const missingScope = /insufficient_scope|\b(missing|insufficient|lack\w*)[\s_-]*(\w+[\s_-]+){0,3}scopes?\b/i

function plainFailure({ status, headers, body }: ProviderAnswer): AccessFailure | undefined {
  if (status === 401) return connection('the API answered 401')
  const lacksScope = missingScope.test(`${headers['www-authenticate'] ?? ''} ${body}`)
  return status === 403 && lacksScope ? operation('the API answered 403: the credential lacks a scope') : undefined
}

function connection(because: string): AccessFailure {
  return { level: 'connection', because }
}

function operation(because: string): AccessFailure {
  return { level: 'operation', because }
}
