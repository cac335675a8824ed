import type { Deed, Denial, HandCall } from '../../workspace/hand-call.ts'
import type { ConductMark } from '../check.ts'

/** What a call tried and a wall stopped, or did since no wall was there. One call may be both. */
export interface Offence {
  readonly call: HandCall
  /** `tried to read /ws`, `changed package.json`. */
  readonly what: string
  readonly severity: Denial['severity']
  readonly stoppedBy?: Denial['wall']
}

/** In the order of the calls. */
export function offencesIn(calls: readonly HandCall[]): Offence[] {
  return calls.flatMap((call) => [
    ...(call.denial ? [tried(call, call.denial)] : []),
    ...(call.deed ? [done(call, call.deed)] : []),
  ])
}

function tried(call: HandCall, { tried: what, severity, wall }: Denial): Offence {
  return { call, what: `tried to ${what}`, severity, stoppedBy: wall }
}

function done(call: HandCall, { did, severity }: Deed): Offence {
  return { call, what: did, severity }
}

/** One mark for what was tried or done more than once. `all` are alike as far as the mark goes. */
export function markOf(all: readonly [Offence, ...Offence[]]): ConductMark {
  const [{ what, severity, stoppedBy }] = all
  const times = all.length > 1 ? ` (${all.length} times)` : ''
  return {
    severity,
    because: `${what}${times}; ${stoppedBy ? `stopped by the ${stoppedBy}` : 'nothing stopped it'}`,
    exhibits: all.slice(0, 5).map(({ call }) => ({ kind: 'call', seq: call.seq })),
    ...(stoppedBy && { stoppedBy }),
  }
}
