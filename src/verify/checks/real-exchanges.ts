import { verifyChain } from '../../gateway/recording.ts'
import { isSuccess } from '../refusal.ts'
import { type ArtefactCheck, goodRuns } from '../trial.ts'

/** Did the API itself answer, in every run that ended well, and is our recording of it whole? */
export const realExchanges: ArtefactCheck = {
  name: 'real-exchanges',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0) return undefined
    const chain = verifyChain(trial.recording)
    if (chain.kind === 'broken') {
      return { outcome: 'undecided', because: `our recording is damaged at exchange ${chain.seq}: ${chain.because}` }
    }
    const unanswered = runs.find(({ exchanges }) => !exchanges.some(isSuccess))
    if (!unanswered) return { outcome: 'held' }
    const refused = unanswered.exchanges.filter(({ kind }) => kind === 'proxy')
    const because =
      refused.length === 0
        ? 'it returned a result without asking the API'
        : 'it returned a result although the API had refused every request'
    return {
      outcome: 'broken',
      because,
      exhibits: refused.map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' })),
    }
  },
}
