import type { Json } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { holdsSomething } from '../fresh/found-nothing.ts'
import { isWrite } from '../is-write.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, tellingScene } from '../replay/replay.ts'
import { type ArtefactCheck, goodRuns, requestsOf } from '../trial.ts'

/** Was there anything that a reading action could return, and did any of it come out? Where there was not, nothing was proved. */
export const answersSeen: ArtefactCheck = {
  name: 'answers-seen',
  examine(trial) {
    const [run] = goodRuns(trial)
    const scene = tellingScene(trial.replay)
    const { interaction } = trial.evidence
    if (!run || !scene || interaction.kind === 'sync' || isWrite(interaction, run.exchanges)) return undefined
    const broken = (because: string): CheckResult => ({ outcome: 'broken', because, exhibits: requestsOf(run) })
    const answered = scene.scene.answers.some(({ status, response }) => status < 400 && holdsSomething(response))
    if (comesOut(scene)) {
      return answered && onlyEmptyLists(scene)
        ? broken('the list that it returns is empty, whatever entries the API answers')
        : { outcome: 'held' }
    }
    if (answered) return broken('it returns nothing, whatever the API answers')
    return { outcome: 'undecided', because: 'in no run did the API answer anything that it could have returned' }
  },
}

/** Anything but emptiness, as it was or in any other playing. */
function comesOut({ base, takes }: ReplayedScene): boolean {
  const isSomething = ({ value }: { value: Json }) => value !== null && typeof value !== 'object'
  return (
    leavesOf(base.output ?? null).some(isSomething) ||
    takes.some(({ result }) => result.end === 'returned' && result.outputChanges.length > 0)
  )
}

/** Lists in the output, none of which ever has an entry, and entries in the answer that make no difference to it. */
function onlyEmptyLists({ base, takes }: ReplayedScene): boolean {
  const leaves = leavesOf(base.output ?? null)
  const isInList = (path: readonly (string | number)[]) => path.some((key) => typeof key === 'number')
  if (!leaves.some(({ value }) => Array.isArray(value)) || leaves.some(({ path }) => isInList(path))) return false
  const ofEntries = takes.filter(({ take }) => take.kind === 'response' && isInList(take.path))
  return (
    ofEntries.length > 0 &&
    ofEntries.every(({ result }) => result.end === 'returned' && result.outputChanges.length === 0)
  )
}
