import type { Exchange } from '../../gateway/exchange.ts'
import type { Operation } from '../../plan/interaction.ts'
import { isSuccess } from '../refusal.ts'
import { type ArtefactCheck, goodRuns } from '../trial.ts'

/** Were the operations that the plan names really performed? */
export const plannedOperations: ArtefactCheck = {
  name: 'planned-operations',
  examine(trial) {
    const { operations } = trial.evidence.interaction
    const runs = goodRuns(trial)
    if (operations.length === 0 || runs.length === 0) return undefined
    const done = runs.flatMap(({ exchanges }) => exchanges.filter(isSuccess))
    const missing = operations.filter((operation) => !done.some((exchange) => performs(exchange, operation)))
    if (missing.length === 0) return { outcome: 'held' }
    const names = missing.map(({ method, path }) => `${method} ${path}`)
    return {
      outcome: 'broken',
      because: `it never performed ${names.join(' nor ')}`,
      exhibits: done.slice(0, 3).map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' })),
    }
  },
}

/** Whether a request was this operation; `{placeholders}` of its path stand for one segment each. */
function performs(exchange: Exchange, { method, path }: Operation): boolean {
  if (exchange.method.toUpperCase() !== method.toUpperCase()) return false
  const segments = path.split('/').filter((segment) => segment !== '')
  const pattern = segments.map((segment) =>
    /^\{.*\}$/.test(segment) ? '[^/]+' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`(^|/)${pattern.join('/')}/?$`).test(new URL(exchange.url).pathname)
}
