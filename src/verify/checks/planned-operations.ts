import { performs } from '../performs.ts'
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
