import type { ArtefactCheck } from '../trial.ts'

/** Would the source run in Nango's runtime, and is it written for that alone? */
export const platformRules: ArtefactCheck = {
  name: 'platform-rules',
  examine({ reading }) {
    if (reading?.kind !== 'read') return undefined
    const { breaks } = reading
    if (breaks.length === 0) return { outcome: 'held' }
    return {
      outcome: 'broken',
      because: `the source ${[...new Set(breaks.map(({ because }) => because))].slice(0, 4).join('; it ')}`,
      exhibits: breaks.slice(0, 8).map(({ line, quote }) => ({ kind: 'source', line, quote })),
    }
  },
}
