import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, type JsonObject, canonicalJson, isJsonObject } from '../../lib/json.ts'
import { isRefusal } from '../refusal.ts'
import { bodyOf } from './answers.ts'
import type { Refusal } from './takes.ts'

const statuses = [400, 401, 403, 404, 409, 422, 429, 500, 503]

/**
 * Every way of refusing that a function has to notice: the usual statuses, with the provider's own body where one was
 * seen; what the provider answers to a wrong credential; and refusals that are on record, word for word.
 */
export function refusalsFor(recorded: readonly Exchange[], probed: Refusal | undefined): Refusal[] {
  const seen = [...(probed ? [probed] : []), ...recorded.filter(isRealRefusal).map(refusalOf)]
  const usual = statuses.map(
    (status) => seen.find((refusal) => refusal.status === status) ?? usualRefusal(status, seen),
  )
  const inBody = seen.filter(({ status }) => status < 400)
  const others = inBody.slice(0, 1).map(withOtherReason)
  return distinct([...usual, ...inBody, ...others, ...seen]).slice(0, 18)
}

function isRealRefusal(exchange: Exchange): boolean {
  return exchange.kind === 'proxy' && exchange.madeBy === undefined && isRefusal(exchange)
}

function refusalOf(exchange: Exchange): Refusal {
  return { status: exchange.status, response: bodyOf(exchange) }
}

/** In the shape of a body that the provider is known to send, else in a common one. */
function usualRefusal(status: number, seen: readonly Refusal[]): Refusal {
  const like = seen.find((refusal) => refusal.status >= 400 && isJsonObject(refusal.response))?.response
  const code = (document: Json): Json => {
    if (Array.isArray(document)) return document.map(code)
    if (!isJsonObject(document)) return document
    return Object.fromEntries(
      Object.entries(document).map(([name, value]) => [name, name === 'code' ? status : code(value)]),
    )
  }
  const common: JsonObject = { error: { code: status, message: reasons[status] ?? 'Refused' } }
  return { status, response: like ? code(like) : common }
}

const reasons: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

function withOtherReason({ status, response }: Refusal): Refusal {
  return { status, response: isJsonObject(response) ? { ...response, error: 'internal_error' } : response }
}

function distinct(refusals: readonly Refusal[]): Refusal[] {
  const byText = new Map(refusals.map((refusal) => [`${refusal.status} ${canonicalJson(refusal.response)}`, refusal]))
  return [...byText.values()]
}
