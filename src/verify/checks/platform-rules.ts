import type { CheckResult } from '../check.ts'
import type { RuleBreak } from '../source/boxed/rule-breaks.ts'
import type { ArtefactCheck } from '../trial.ts'

/**
 * Would the source run in Nango's runtime, and is it written for that alone? What only an agent of ours must not do is
 * not held against other people's code; where that could see who plays it, its playing shows nothing.
 */
export const platformRules: ArtefactCheck = {
  name: 'platform-rules',
  examine({ reading, isRecorded }) {
    if (reading?.kind !== 'read') return undefined
    const { breaks } = reading
    if (!isRecorded) return breaks.length === 0 ? { outcome: 'held' } : broken(breaks)
    const failing = breaks.filter(({ concerns }) => concerns === 'runtime')
    const prying = breaks.filter(({ concerns }) => concerns === 'trust')
    if (failing.length > 0) return broken(failing)
    return prying.length > 0
      ? { outcome: 'undecided', because: `${told(prying)}: such code can behave for whoever plays it` }
      : { outcome: 'held' }
  },
}

function broken(breaks: readonly RuleBreak[]): CheckResult {
  return {
    outcome: 'broken',
    because: told(breaks),
    exhibits: breaks.slice(0, 8).map(({ line, quote }) => ({ kind: 'source', line, quote })),
  }
}

function told(breaks: readonly RuleBreak[]): string {
  return `the source ${[...new Set(breaks.map(({ because }) => because))].slice(0, 4).join('; it ')}`
}
