import { changesBetween } from '../account-changes.ts'
import { isAdding } from '../is-adding.ts'
import { textsListed } from '../texts-listed.ts'
import { lostFromAnswers } from '../shared/lost-from-answers.ts'
import { type ArtefactCheck, type FreshRun, goodRuns, requestsOf } from '../trial.ts'

/** Is what was in a list still in it, after something was to be added? */
export const nothingLost: ArtefactCheck = {
  name: 'nothing-lost',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0 || !isAdding(trial.evidence.interaction)) return undefined
    if (trial.isShared) return lostFromAnswers(runs)
    for (const run of runs) {
      const lost = lostFromLists(run)
      if (lost === undefined) continue
      const because = `it was to add something, and ${JSON.stringify(lost)} is no longer in the list`
      return { outcome: 'broken', because, exhibits: requestsOf(run) }
    }
    return { outcome: 'held' }
  },
}

function lostFromLists({ before, after }: FreshRun): string | undefined {
  for (const change of changesBetween(before, after)) {
    if (!change.before || !change.after) continue
    const still = new Set(textsListed(change.after.fields))
    const lost = textsListed(change.before.fields).find((text) => !still.has(text))
    if (lost !== undefined) return lost
  }
  return undefined
}
