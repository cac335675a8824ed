import type { Json, JsonObject } from '../../../lib/json.ts'
import { GoogleRefusal } from '../../google/refusal.ts'

/** A gap of ours that shows only in the middle of an answer. Interrupts the handler; becomes a 501. */
export class Lacking extends Error {}

/** What is wrong with one field of a request. */
export interface Violation {
  /** As Google writes it: `requests[0].add_sheet.properties`. */
  readonly field: string
  readonly description: string
}

/** Google's newer error envelope: no list of errors, but a status and details. */
export function badRequest(message: string, violations: readonly Violation[] = []): GoogleRefusal {
  const fieldViolations = violations.map(({ field, description }) =>
    field === '' ? { description } : { field, description },
  )
  const details =
    violations.length === 0 ? [] : [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }]
  return refusal(400, { message, status: 'INVALID_ARGUMENT', details })
}

export function noSuchEntity(): GoogleRefusal {
  return refusal(404, { message: 'Requested entity was not found.', status: 'NOT_FOUND' })
}

export function notAllowed(): GoogleRefusal {
  return refusal(403, { message: 'The caller does not have permission', status: 'PERMISSION_DENIED' })
}

/** `method` as Google names it, such as `google.apps.sheets.v4.SpreadsheetsService.UpdateValues`. */
export function missingScope(method: string, accepted: readonly string[]): GoogleRefusal {
  const challenge = `${realm}, error="insufficient_scope", scope="${accepted.join(' ')}"`
  const message = 'Request had insufficient authentication scopes.'
  const details = [errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', method)]
  return refusal(403, { message, status: 'PERMISSION_DENIED', details }, challenge)
}

/** No credential at all, or one that is not known. */
export function unauthenticated(method: string, sent: 'nothing' | 'unknown'): GoogleRefusal {
  const sentence =
    sent === 'nothing'
      ? 'Request is missing required authentication credential.'
      : 'Request had invalid authentication credentials.'
  const message = `${sentence} Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.`
  const reason = sent === 'nothing' ? 'CREDENTIALS_MISSING' : 'ACCESS_TOKEN_TYPE_UNSUPPORTED'
  const challenge = sent === 'nothing' ? realm : `${realm}, error="invalid_token"`
  return refusal(401, { message, status: 'UNAUTHENTICATED', details: [errorInfo(reason, method)] }, challenge)
}

const realm = 'Bearer realm="https://accounts.google.com/"'

function refusal(
  code: number,
  { message, status, details = [] }: { message: string; status: string; details?: readonly Json[] },
  challenge?: string,
): GoogleRefusal {
  const error = { code, message, status, ...(details.length === 0 ? {} : { details }) }
  return new GoogleRefusal(code, { error }, challenge === undefined ? {} : { 'www-authenticate': challenge })
}

function errorInfo(reason: string, method: string): JsonObject {
  const metadata = { service: 'sheets.googleapis.com', method }
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata }
}
