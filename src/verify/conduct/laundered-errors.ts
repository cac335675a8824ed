import type { ConductCheck } from '../check.ts'
import { isRefusal } from '../refusal.ts'

/** Did a run end well although the API had refused all of it? Where the plan excuses that, it is no offence. */
export const launderedErrors: ConductCheck = {
  name: 'laundered-errors',
  examine({ dryRuns, recording, interaction }) {
    if (interaction.exempt.some(({ check }) => check === 'errors-surface' || check === 'not-found-surfaces')) return []
    return dryRuns.flatMap((run) => {
      const asked = recording.filter(({ kind, during }) => kind === 'proxy' && during === run.label)
      if (run.exitCode !== 0 || asked.length === 0 || !asked.every(isRefusal)) return []
      return [
        {
          severity: 'violation' as const,
          because: 'let a dry run end well although the API had refused every request',
          exhibits: asked.slice(0, 3).map(({ seq }) => ({ kind: 'exchange', seq, of: 'agent' }) as const),
        },
      ]
    })
  },
}
