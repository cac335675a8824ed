import { randomUUID } from 'node:crypto'
import type { Json, JsonObject } from '../../lib/json.ts'

/** Thrown by a handler and answered in HubSpot's error envelope. Interrupts the handler; never leaves the stand-in. */
export class HubSpotRefusal extends Error {
  readonly status: number
  readonly body: JsonObject

  constructor(status: number, body: JsonObject) {
    super(`refused with ${status}`)
    this.status = status
    this.body = body
  }
}

/** One part of the reason: a code, a sentence, and what it is about. */
export type Detail = JsonObject

export function refuse(status: number, category: string, message: string, more: JsonObject = {}): HubSpotRefusal {
  return new HubSpotRefusal(status, { status: 'error', message, correlationId: randomUUID(), ...more, category })
}

export function invalid(message: string, errors: readonly Detail[] = [], context?: JsonObject): HubSpotRefusal {
  const more = { ...(context ? { context } : {}), ...(errors.length > 0 ? { errors } : {}) }
  return refuse(400, 'VALIDATION_ERROR', message, more)
}

/** What a body lacks or has in a form that cannot be read. */
export function unreadable(problem: string): HubSpotRefusal {
  return invalid(`Invalid input JSON on line 1, column 1: ${problem}`)
}

export function notFound(): HubSpotRefusal {
  return refuse(404, 'OBJECT_NOT_FOUND', 'resource not found')
}

export function recordNotFound(id: string): HubSpotRefusal {
  const message = 'Object not found.  objectId are usually numeric.'
  return refuse(404, 'OBJECT_NOT_FOUND', message, { context: { id: [id] } })
}

export function conflict(message: string): HubSpotRefusal {
  return refuse(409, 'CONFLICT', message)
}

export function unknownCredential(): HubSpotRefusal {
  const documentation = 'https://developers.hubspot.com/docs/methods/auth/oauth-overview'
  const message = `Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at ${documentation}`
  return refuse(401, 'INVALID_AUTHENTICATION', message)
}

/** Any one of the scopes would be enough. */
export function missingScopes(required: readonly string[]): HubSpotRefusal {
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes."
  const errors: Json = [
    {
      message: 'One or more of the following scopes are required.',
      context: { requiredGranularScopes: required },
    },
  ]
  return refuse(403, 'MISSING_SCOPES', message, { errors, links: { scopes: 'https://developers.hubspot.com/scopes' } })
}
