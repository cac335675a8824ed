import type { Answer } from './answer.ts'
import type { StatusFault } from './gateway.ts'
import type { Provider } from './provider.ts'

/** Answers in the API's place when a fault is due. Every attempt at the API counts, retries included. */
export type FaultInjector = (method: string, endpoint: string) => Answer | undefined

export function createFaults(faults: readonly StatusFault[], family: Provider['family']): FaultInjector {
  const armed = faults.map((fault) => ({ fault, matched: 0, endpoint: new RegExp(fault.endpoint ?? '') }))
  return (method, endpoint) => {
    for (const state of armed) {
      const { fault } = state
      if (fault.method !== undefined && fault.method.toUpperCase() !== method.toUpperCase()) continue
      if (!state.endpoint.test(endpoint)) continue
      const skip = fault.skip ?? 0
      if (state.matched >= skip + (fault.times ?? Infinity)) continue
      state.matched++
      if (state.matched > skip) return faultAnswer(fault, family)
    }
    return undefined
  }
}

function faultAnswer({ status, body }: StatusFault, family: Provider['family']): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(status === 429 ? { 'retry-after': '1' } : {}),
    },
    body: Buffer.from(body ?? JSON.stringify(bodies[family](status))),
    madeBy: 'fault',
  }
}

/** What each provider says with a status, in its own shape. */
const bodies: Record<Provider['family'], (status: number) => unknown> = {
  slack: (status) => ({
    ok: false,
    error: slackErrors[status] ?? (status >= 500 ? 'internal_error' : 'invalid_arguments'),
  }),
  google: (status) => {
    const [reason, message] = googleErrors[status] ?? (status >= 500 ? backendError : badRequest)
    return { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } }
  },
  hubspot: (status) => {
    const [category, message] = hubspotErrors[status] ?? (status >= 500 ? internalError : validationError)
    return { status: 'error', message, correlationId: '00000000-0000-4000-8000-000000000000', category }
  },
  other: (status) => ({ error: { code: status, message: `The API answered ${status}.` } }),
}

const slackErrors: Record<number, string> = {
  401: 'invalid_auth',
  403: 'missing_scope',
  404: 'not_found',
  429: 'ratelimited',
  503: 'service_unavailable',
}

type Words = readonly [reason: string, message: string]
const backendError: Words = ['backendError', 'Backend Error']
const badRequest: Words = ['badRequest', 'Bad Request']
const googleErrors: Record<number, Words> = {
  401: ['authError', 'Invalid Credentials'],
  403: ['insufficientPermissions', 'Request had insufficient authentication scopes.'],
  404: ['notFound', 'Not Found'],
  409: ['duplicate', 'The requested identifier already exists.'],
  410: ['deleted', 'Resource has been deleted'],
  429: ['rateLimitExceeded', 'Rate Limit Exceeded'],
}

const internalError: Words = ['INTERNAL_ERROR', 'internal error']
const validationError: Words = ['VALIDATION_ERROR', 'Invalid input']
const hubspotErrors: Record<number, Words> = {
  401: ['INVALID_AUTHENTICATION', 'Authentication credentials not found.'],
  403: ['MISSING_SCOPES', 'This app has not been granted the required scopes.'],
  404: ['OBJECT_NOT_FOUND', 'resource not found'],
  409: ['CONFLICT', 'The object already exists.'],
  429: ['RATE_LIMITS', 'You have reached your secondly limit.'],
}
