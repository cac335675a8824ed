import type { Json } from '../../lib/json.ts'
import { kindOfPlace, pathText, valueAt } from '../replay/boxed/leaves.ts'
import { sceneFor } from '../replay/replay.ts'
import type { CheckResult } from '../check.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns, proxied, requestsOf } from '../trial.ts'
import { volatile } from './output-from-response.ts'

/** Does every part of the input make a difference: to what is asked of the API, or to what is returned? */
export const requestFromInput: ArtefactCheck = {
  name: 'request-from-input',
  examine: (trial) => unheardIn(trial.runs) ?? ignoredIn(trial),
}

/** Whatever value it has: neither a request nor the output is another one. */
function ignoredIn(trial: Trial): CheckResult | undefined {
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
}

/** What is asked for where there is something is asked for where there is nothing: a text must not be lost on the way. */
function unheardIn(runs: readonly FreshRun[]): CheckResult | undefined {
  const telling = runs.findLast(({ purpose }) => purpose === 'full')
  for (const run of runs.filter(({ purpose }) => purpose === 'in-vain')) {
    const unheard = run.fresh.find(({ path }) => {
      const [told, given] = [telling, run].map((each) => each && { run: each, value: valueAt(each.input, path) })
      return told && given && isHeard(told) && isText(given.value) && !isHeard(given)
    })
    if (!unheard) continue
    const because = `it was given ${JSON.stringify(unheard.value)}, and asked the API for something else, which found nothing`
    return { outcome: 'broken', because, exhibits: requestsOf(run) }
  }
  return undefined
}

/** Whether a word of a text is in any request. */
function isHeard({ run, value }: { run: FreshRun; value: Json | undefined }): boolean {
  const words = isText(value) ? (value.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []) : []
  const asked = proxied(run.exchanges).map(({ query, requestBody, endpoint }) =>
    [endpoint, ...query.map(([, each]) => each), requestBody].join(' ').toLowerCase(),
  )
  return words.some((word) => asked.some((request) => request.includes(word)))
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && /\s/.test(value.trim())
}
