import type { AccountObject } from '../../standins/stand-in.ts'
import { changesBetween } from '../account-changes.ts'
import { isAdding } from '../is-adding.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, type FreshRun, goodRuns, requestsOf } from '../trial.ts'

/** Is what was in a list still in it, after something was to be added? */
export const nothingLost: ArtefactCheck = {
  name: 'nothing-lost',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0 || !isAdding(trial.evidence.interaction)) return undefined
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
    const still = new Set(textsInLists(change.after))
    const lost = textsInLists(change.before).find((text) => !still.has(text))
    if (lost !== undefined) return lost
  }
  return undefined
}

/** What an API counts or dates anew with every change is not lost. */
function textsInLists({ fields }: AccountObject): string[] {
  return leavesOf(fields).flatMap(({ path, value }) =>
    typeof value === 'string' && value.length >= 3 && !/^\d/.test(value) && path.some((key) => typeof key === 'number')
      ? [value]
      : [],
  )
}
