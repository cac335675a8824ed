import type { Provider } from './provider.ts'

/** What a provider says when it fails. */
export interface FaultBody {
  /** As it is on the wire. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A failure of that status in the provider's own shape. Slack says most of its refusals with status 200. */
export function faultBody(status: number, { family, baseUrl }: Provider): FaultBody {
  if (family === 'google') return isOlderGoogle(baseUrl) ? olderGoogle(status) : newerGoogle(status)
  return shapes[family](status)
}

const shapes: Readonly<Record<Exclude<Provider['family'], 'google'>, (status: number) => FaultBody>> = {
  slack(status) {
    const error = slackErrors[status] ?? (status >= 500 ? 'internal_error' : 'invalid_arguments')
    const headers: Record<string, string> = status === 429 ? { 'retry-after': '1' } : {}
    return { status: status === 429 || status >= 500 ? status : 200, headers, body: { ok: false, error } }
  },
  hubspot(status) {
    const [category, message] = hubspotErrors[status] ?? (status >= 500 ? internalError : validationError)
    const body = { status: 'error', message, correlationId: '00000000-0000-4000-8000-000000000000' }
    if (status !== 429) return { status, headers: {}, body: { ...body, category } }
    const limited = { ...body, errorType: 'RATE_LIMIT', policyName: 'SECONDLY', category }
    return { status, headers: usedUp, body: limited }
  },
  other(status) {
    const headers: Record<string, string> = status === 429 ? { 'retry-after': '1' } : {}
    return { status, headers, body: { error: { code: status, message: `The API answered ${status}.` } } }
  },
}

const slackErrors: Readonly<Record<number, string>> = {
  401: 'invalid_auth',
  403: 'missing_scope',
  404: 'not_found',
  429: 'ratelimited',
  503: 'service_unavailable',
}

// Calendar, Drive and other early APIs share an address, and with it the envelope that lists errors.
function isOlderGoogle(baseUrl: string): boolean {
  return baseUrl === 'https://www.googleapis.com'
}

type Words = readonly [reason: string, message: string]

function olderGoogle(status: number): FaultBody {
  const [reason, message] = olderErrors[status] ?? (status >= 500 ? backendError : badRequest)
  const error = { code: status, message, errors: [{ domain: 'global', reason, message }] }
  return { status, headers: {}, body: { error } }
}

const backendError: Words = ['backendError', 'Backend Error']
const badRequest: Words = ['badRequest', 'Bad Request']
const olderErrors: Readonly<Record<number, Words>> = {
  401: ['authError', 'Invalid Credentials'],
  403: ['insufficientPermissions', 'Request had insufficient authentication scopes.'],
  404: ['notFound', 'Not Found'],
  409: ['duplicate', 'The requested identifier already exists.'],
  410: ['deleted', 'Resource has been deleted'],
  429: ['rateLimitExceeded', 'Rate Limit Exceeded'],
}

function newerGoogle(code: number): FaultBody {
  const [status, message] = newerErrors[code] ?? (code >= 500 ? internal : invalidArgument)
  return { status: code, headers: {}, body: { error: { code, message, status } } }
}

const internal: Words = ['INTERNAL', 'Internal error encountered.']
const invalidArgument: Words = ['INVALID_ARGUMENT', 'Request contains an invalid argument.']
const newerErrors: Readonly<Record<number, Words>> = {
  401: ['UNAUTHENTICATED', 'Request had invalid authentication credentials.'],
  403: ['PERMISSION_DENIED', 'Request had insufficient authentication scopes.'],
  404: ['NOT_FOUND', 'Requested entity was not found.'],
  409: ['ALREADY_EXISTS', 'Requested entity already exists.'],
  429: ['RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Read requests' per minute per user."],
  503: ['UNAVAILABLE', 'The service is currently unavailable.'],
}

const internalError: Words = ['INTERNAL_ERROR', 'internal error']
const validationError: Words = ['VALIDATION_ERROR', 'Invalid input']
const hubspotErrors: Readonly<Record<number, Words>> = {
  401: ['INVALID_AUTHENTICATION', 'Authentication credentials not found.'],
  403: ['MISSING_SCOPES', 'This app has not been granted the required scopes.'],
  404: ['OBJECT_NOT_FOUND', 'resource not found'],
  409: ['CONFLICT', 'The object already exists.'],
  429: ['RATE_LIMITS', 'You have reached your secondly limit.'],
}
const usedUp = { 'x-hubspot-ratelimit-remaining': '0', 'x-hubspot-ratelimit-interval-milliseconds': '10000' }
