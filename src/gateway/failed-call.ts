import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import { errorAnswer } from './answer.ts'
import type { Fault, FaultKind } from './fault.ts'
import { type FaultBody, faultBody } from './fault-body.ts'
import type { Provider } from './provider.ts'

export interface FailedCall {
  readonly fault: Fault
  readonly provider: Provider
  /** Asks the API, where the fault lets it. */
  readonly ask: () => Promise<Answer>
  /** Fires when the gateway closes. */
  readonly signal: AbortSignal
}

/** What comes of one call to the API that a fault stands in the way of. The whole answer stays: it is cut when it is sent. */
export async function failedCall({ fault, provider, ask, signal }: FailedCall): Promise<Answer> {
  switch (fault.kind) {
    case 'status':
      return statusAnswer(fault, provider)
    case 'html':
      return { status: 200, headers: html, body: Buffer.from(fault.body ?? page), madeBy: 'fault' }
    case 'reset':
      return nothing
    case 'lost-answer':
      return { ...(await ask()), delivery: { kind: 'none' }, madeBy: 'fault' }
    case 'delay':
      return await later(await ask(), fault.milliseconds, signal)
    case 'truncation':
      return { ...(await ask()), delivery: { kind: 'cut', bytes: fault.bytes }, madeBy: 'fault' }
    case 'content-length':
      return { ...(await ask()), delivery: { kind: 'misdeclared', off: fault.off }, madeBy: 'fault' }
  }
}

/** With a body of its own a fault has exactly its status; else both are as this provider has them. */
function statusAnswer({ status, body }: Extract<FaultKind, { kind: 'status' }>, provider: Provider): Answer {
  const shaped: FaultBody = body === undefined ? faultBody(status, provider) : { status, headers: {}, body }
  return {
    status: shaped.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...shaped.headers },
    body: Buffer.from(typeof shaped.body === 'string' ? shaped.body : JSON.stringify(shaped.body)),
    madeBy: 'fault',
  }
}

const html = { 'content-type': 'text/html; charset=utf-8' }
const page = '<!doctype html><html><head><title>Please wait</title></head><body><p>Please wait.</p></body></html>'

const nothing: Answer = {
  status: 0,
  headers: {},
  body: Buffer.alloc(0),
  delivery: { kind: 'none' },
  madeBy: 'fault',
}

async function later(answer: Answer, milliseconds: number, signal: AbortSignal): Promise<Answer> {
  try {
    await wait(milliseconds, undefined, { signal })
    return answer
  } catch {
    // Only the signal ends it early.
    return errorAnswer(503, 'gateway_closed', 'The gateway is closing.')
  }
}
