import type { Answer } from './answer.ts'
import { type FaultBody, faultBody } from './fault-body.ts'
import type { StatusFault } from './gateway.ts'
import type { Provider } from './provider.ts'

/** Answers in the API's place when a fault is due. Every attempt at the API counts, retries included. */
export type FaultInjector = (method: string, endpoint: string) => Answer | undefined

export function createFaults(faults: readonly StatusFault[], provider: Provider): FaultInjector {
  const armed = faults.map((fault) => ({ fault, matched: 0, endpoint: new RegExp(fault.endpoint ?? '') }))
  return (method, endpoint) => {
    for (const state of armed) {
      const { fault } = state
      if (fault.method !== undefined && fault.method.toUpperCase() !== method.toUpperCase()) continue
      if (!state.endpoint.test(endpoint)) continue
      const skip = fault.skip ?? 0
      if (state.matched >= skip + (fault.times ?? Infinity)) continue
      state.matched++
      if (state.matched > skip) return faultAnswer(fault, provider)
    }
    return undefined
  }
}

/** With a body of its own a fault has exactly its status; else both are as this provider has them. */
function faultAnswer({ status, body }: StatusFault, provider: Provider): Answer {
  const shaped: FaultBody = body === undefined ? faultBody(status, provider) : { status, headers: {}, body }
  return {
    status: shaped.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...shaped.headers },
    body: Buffer.from(typeof shaped.body === 'string' ? shaped.body : JSON.stringify(shaped.body)),
    madeBy: 'fault',
  }
}
