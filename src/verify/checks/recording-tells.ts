import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, goodRuns } from '../trial.ts'

/** Is there enough in a recording for the function to show by it what it does? */
export const recordingTells: ArtefactCheck = {
  name: 'recording-tells',
  examine(trial) {
    const run = goodRuns(trial)[0]
    if (!trial.isRecorded || run?.ending.kind !== 'returned') return undefined
    const answers = run.exchanges.filter(isSuccess)
    if (answers.length === 0) return { outcome: 'undecided', because: 'its recording has no answer of the API' }
    const { output, saved, deleted } = run.ending
    if (trial.evidence.interaction.kind === 'sync') {
      const records = [...Object.values(saved), ...Object.values(deleted)].flat()
      return records.length > 0 ? { outcome: 'held' } : { outcome: 'undecided', because: 'its recording has no record' }
    }
    const reads = run.exchanges.every(({ method }) => /^(GET|HEAD)$/.test(method))
    const isEmpty = leavesOf(output).every(({ value }) => isNothing(value))
    const says = answers.some((answer) => leavesOf(bodyOf(answer)).some(({ value }) => !isNothing(value)))
    return isEmpty && (reads || says)
      ? { outcome: 'undecided', because: 'in its recording it found nothing, and returned nothing' }
      : { outcome: 'held' }
  },
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
}
