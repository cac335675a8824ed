import type { Exchange } from './exchange.ts'
import type { Delivery, FaultDone } from './fault.ts'

/** What the gateway is about to send back, with what only it knows about how the answer came about. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly madeBy?: Exchange['madeBy']
  readonly upstreamCalls?: number
  /** Faults that acted, retries included, in order. */
  readonly faults?: readonly FaultDone[]
  /** Absent where it arrives as it is. */
  readonly delivery?: Delivery
}

export function jsonAnswer(status: number, value: unknown, madeBy?: Exchange['madeBy']): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(JSON.stringify(value)),
    madeBy,
  }
}

/** An error in Nango's shape. `message` says what to do instead. */
export function errorAnswer(status: number, code: string, message: string, madeBy?: Exchange['madeBy']): Answer {
  return jsonAnswer(status, { error: { code, message } }, madeBy)
}
