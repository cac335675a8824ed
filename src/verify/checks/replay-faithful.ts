import { isJsonObject } from '../../lib/json.ts'
import { isFailing } from '../failing-takes.ts'
import { differences } from '../replay/boxed/leaves.ts'
import { sceneFor } from '../replay/replay.ts'
import { type ArtefactCheck, goodRuns } from '../trial.ts'
import { volatile } from '../replay/volatile.ts'

/** Played again with the same input and answers, does it do the same? Without that, playing it in other ways shows nothing. */
export const replayFaithful: ArtefactCheck = {
  name: 'replay-faithful',
  examine(trial) {
    const run = goodRuns(trial)[0]
    if (!run || run.ending.kind !== 'returned' || !trial.replay) return undefined
    const scene = sceneFor(trial.replay, 'fresh')
    if (!scene) return { outcome: 'undecided', because: `it could not be played again: ${trial.replay.cutShort ?? ''}` }
    const { base } = scene
    if (base.end === 'threw') {
      return { outcome: 'undecided', because: `played again with the same answers it failed: ${base.error ?? ''}` }
    }
    const output = isJsonObject(base.output) ? base.output['returned'] : undefined
    const steady = differences(run.ending.output, output ?? null).filter(
      (place) => !volatile(scene).has(`returned.${place}`),
    )
    if (steady.length > 0) {
      const places = steady.slice(0, 4).join(', ')
      return { outcome: 'undecided', because: `with the same input and answers it returned something else: ${places}` }
    }
    // A take that did not end is for the check that asked for it; a process that is gone leaves the rest unseen.
    if (
      trial.replay.cutShort !== undefined &&
      !(scene.stuck && (isFailing(scene.stuck) || scene.stuck.kind === 'html'))
    ) {
      return { outcome: 'undecided', because: `its replay ended early: ${trial.replay.cutShort}` }
    }
    return { outcome: 'held' }
  },
}
