import type { Fault } from './fault.ts'

/** Says which fault is due for a request. Every attempt at the API counts, retries included; the first that matches acts. */
export interface Faults {
  due(method: string, endpoint: string): Fault | undefined
  /** Adds faults until the returned function is called. */
  arm(faults: readonly Fault[]): () => void
}

export function createFaults(first: readonly Fault[]): Faults {
  const armed = new Set<Armed>()
  const arm = (faults: readonly Fault[]) => {
    const added = faults.map((fault): Armed => ({ fault, matched: 0, endpoint: new RegExp(fault.endpoint ?? '') }))
    for (const one of added) armed.add(one)
    return () => added.forEach((one) => armed.delete(one))
  }
  arm(first)
  return {
    arm,
    due: (method, endpoint) => [...armed].find((one) => isDue(one, method, endpoint))?.fault,
  }
}

interface Armed {
  readonly fault: Fault
  readonly endpoint: RegExp
  matched: number
}

function isDue(armed: Armed, method: string, endpoint: string): boolean {
  const { skip = 0, times = Infinity, ...fault } = armed.fault
  if (fault.method !== undefined && fault.method.toUpperCase() !== method.toUpperCase()) return false
  if (!armed.endpoint.test(endpoint) || armed.matched >= skip + times) return false
  armed.matched++
  return armed.matched > skip
}
