import { kindOfPlace, pathText } from '../replay/boxed/leaves.ts'
import { sceneFor } from '../replay/replay.ts'
import { type ArtefactCheck, goodRuns } from '../trial.ts'
import { volatile } from './output-from-response.ts'

/** Does every part of the input make a difference: to what is asked of the API, or to what is returned? */
export const requestFromInput: ArtefactCheck = {
  name: 'request-from-input',
  examine(trial) {
    const [run] = goodRuns(trial)
    const scene = sceneFor(trial.replay, 'fresh')
    if (!run || !scene) return undefined
    const steady = volatile(scene)
    const tried = new Set<string>()
    const felt = new Set<string>()
    for (const { take, result } of scene.takes) {
      if (take.kind !== 'input') continue
      const place = kindOfPlace(pathText(take.path))
      tried.add(place)
      const changes = [...result.requestChanges, ...result.outputChanges].filter((change) => !steady.has(change))
      if (result.end === 'threw' || changes.length > 0) felt.add(place)
    }
    if (tried.size === 0) return undefined
    const ignored = [...tried].filter((place) => !felt.has(place))
    if (ignored.length === 0) return { outcome: 'held' }
    return {
      outcome: 'broken',
      because: `${ignored.join(', ')} of the input makes no difference: neither to a request nor to the output`,
      exhibits: [{ kind: 'text', quote: `input: ${JSON.stringify(run.input).slice(0, 300)}` }],
    }
  },
}
