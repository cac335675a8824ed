import type { Json, JsonObject } from '../../lib/json.ts'

/** Thrown by a handler and answered in Google's error envelope. Interrupts the handler; never leaves the stand-in. */
export class GoogleRefusal extends Error {
  readonly status: number
  readonly body: JsonObject
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: JsonObject, headers: Readonly<Record<string, string>> = {}) {
    super(`refused with ${status}`)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export interface Reason {
  readonly reason: string
  readonly message: string
  /** The parameter or header that is to blame. */
  readonly parameter?: string
  readonly header?: string
  readonly domain?: string
}

export function refuse(status: number, reason: Reason): GoogleRefusal {
  return new GoogleRefusal(status, { error: { errors: [detail(reason)], code: status, message: reason.message } })
}

export function notFound(): GoogleRefusal {
  return refuse(404, { reason: 'notFound', message: 'Not Found' })
}

export function invalidParameter(parameter: string, value: string): GoogleRefusal {
  return refuse(400, {
    reason: 'invalidParameter',
    message: `Invalid value '${value}' for parameter ${parameter}.`,
    parameter,
  })
}

export function missingCredential(): GoogleRefusal {
  return unauthenticated('Request is missing required authentication credential.', 'Login Required.', 'required')
}

export function unknownCredential(): GoogleRefusal {
  return unauthenticated('Request had invalid authentication credentials.', 'Invalid Credentials', 'authError')
}

/** `operation` as Google names it, such as `calendar.v3.Acl.Insert`. */
export function missingScope(operation: string, accepted: readonly string[]): GoogleRefusal {
  const info: Json = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    domain: 'googleapis.com',
    metadata: { service: `${operation.split('.')[0]}-json.googleapis.com`, method: operation },
  }
  const error = {
    code: 403,
    message: 'Request had insufficient authentication scopes.',
    errors: [detail({ reason: 'insufficientPermissions', message: 'Insufficient Permission' })],
    status: 'PERMISSION_DENIED',
    details: [info],
  }
  const challenge = `${realm}, error="insufficient_scope", scope="${accepted.join(' ')}"`
  return new GoogleRefusal(403, { error }, { 'www-authenticate': challenge })
}

const realm = 'Bearer realm="https://accounts.google.com/"'

function unauthenticated(sentence: string, message: string, reason: string): GoogleRefusal {
  const expected = 'Expected OAuth 2 access token, login cookie or other valid authentication credential.'
  const error = {
    code: 401,
    message: `${sentence} ${expected}`,
    errors: [detail({ reason, message, header: 'Authorization' })],
    status: 'UNAUTHENTICATED',
  }
  return new GoogleRefusal(401, { error }, { 'www-authenticate': `${realm}, error="invalid_token"` })
}

function detail({ reason, message, parameter, header, domain = 'global' }: Reason): JsonObject {
  if (parameter !== undefined) return { domain, reason, message, locationType: 'parameter', location: parameter }
  if (header !== undefined) return { domain, reason, message, locationType: 'header', location: header }
  return { domain, reason, message }
}
