import { type Json, jsonOrNothing } from '../../lib/json.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { leavesOf, pathText, valueAt } from '../replay/boxed/leaves.ts'
import { cutInputs } from '../replay/cut-inputs.ts'
import { sceneFor, tellingScene } from '../replay/replay.ts'
import type { CheckResult } from '../check.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns, proxied, requestsOf } from '../trial.ts'
import { type Heard, heardPlaces } from './heard-places.ts'

/** Does every part of the input make a difference, by what it is: to what is asked of the API, or to what is returned? */
export const requestFromInput: ArtefactCheck = {
  name: 'request-from-input',
  examine(trial) {
    const lost = lostIn(trial)
    const last = takenForYesIn(trial) ?? ignoredIn(trial)
    const certain = [lost, last].find((result) => result?.outcome === 'broken')
    return unheardIn(trial.runs) ?? cutIn(trial) ?? certain ?? lost ?? last
  },
}

function ignoredIn(trial: Trial): CheckResult | undefined {
  const [run] = goodRuns(trial)
  const scene = tellingScene(trial.replay)
  if (!run || !scene) return undefined
  const literals = trial.reading?.kind === 'read' ? trial.reading.literals.map(({ text }) => text) : []
  const places = heardPlaces(scene, { fresh: run.fresh, literals })
  if (places.size === 0) return undefined
  const those = (heard: Heard) => [...places].flatMap(([place, how]) => (how === heard ? [place] : []))
  const unheard = (['never', 'when-absent'] as const).find((heard) => those(heard).length > 0)
  if (unheard) {
    const because = `${those(unheard).join(', ')} of the input makes ${unheardBecause[unheard]}`
    return { outcome: 'broken', because, exhibits: [{ kind: 'text', quote: `input: ${textOf(run.input)}` }] }
  }
  const [byHeart] = those('as-written')
  // Of a recording's input nobody knows whether another could have been given.
  if (byHeart === undefined || trial.isRecorded) return { outcome: 'held' }
  return {
    outcome: 'undecided',
    because: `${byHeart} of the input makes a difference for one value alone, which stands in the source: ${textOf(run.input)}`,
  }
}

/**
 * Whether of a text only the beginning is sent, cut within a word, and the rest nowhere. Who takes a text apart does so
 * between words, and sends what comes behind or has no use for it.
 */
function cutIn(trial: Trial): CheckResult | undefined {
  for (const run of goodRuns(trial)) {
    const wire = textsAsked(run)
    for (const { value, isName } of run.fresh) {
      if (isName || !isText(value) || wire.some((text) => text.includes(value))) continue
      const cut = wire.find((text) => text.length >= 2 && value.startsWith(text) && isWithinWord(value, text.length))
      if (cut === undefined) continue
      const [, ...rest] = value.slice(cut.length).match(/[\p{L}\p{N}]+/gu) ?? []
      if (rest.some((word) => word.length >= 3 && wire.some((text) => text.includes(word)))) continue
      const because = `of ${JSON.stringify(value)} it sends ${JSON.stringify(cut)}: the rest of the text is lost`
      return { outcome: 'broken', because, exhibits: requestsOf(run) }
    }
  }
  return undefined
}

function isWithinWord(text: string, at: number): boolean {
  return /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1))
}

function textsAsked({ exchanges }: FreshRun): string[] {
  return proxied(exchanges).flatMap(({ endpoint, query, requestBody }) => [
    ...endpoint.split('/').map(decodedOrSame),
    ...query.map(([, value]) => value),
    ...textsIn(requestBody),
  ])
}

function textsIn(body: string): string[] {
  const json = jsonOrNothing(body)
  if (json === undefined) return [body, ...new URLSearchParams(body).values()]
  return leavesOf(json).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
}

/** Whether of a text or a list that is longer than usual something is not sent, and the API would take it. */
function lostIn(trial: Trial): CheckResult | undefined {
  const scene = sceneFor(trial.replay, 'fresh')
  const [run] = goodRuns(trial)
  if (!run || !scene || scene.base.end !== 'returned') return undefined
  const lost = cutInputs(scene).map((cut) => ({ ...cut, isTaken: trial.wholeInputs?.get(pathText(cut.path)) }))
  const worst = lost.find(({ isTaken }) => isTaken) ?? lost.find(({ isTaken }) => isTaken === undefined)
  if (!worst) return undefined
  const { path, value, differs, isTaken } = worst
  const two = Array.isArray(value) ? `lists of ${value.length} entries` : `texts of ${String(value).length} characters`
  const because = `two ${two} that differ ${differs}, as ${pathText(path)} of the input, are asked alike: a part of them is lost (what is the most belongs into the input's schema)`
  if (isTaken) return { outcome: 'broken', because, exhibits: requestsOf(run) }
  return { outcome: 'undecided', because: `${because}; whether the API takes the whole was not asked` }
}

/** Whether no is left out where the API takes what is left out for yes. */
function takenForYesIn(trial: Trial): CheckResult | undefined {
  const [place] = trial.takenForYes ?? []
  const [run] = goodRuns(trial)
  if (place === undefined || !run) return undefined
  const because = `where ${place} of the input is false it sends nothing, and the API takes that for true`
  return { outcome: 'broken', because, exhibits: requestsOf(run) }
}

const unheardBecause = {
  never: 'no difference: neither to a request nor to the output',
  'when-absent': 'a difference only when it is empty or repeated: which value it has is not asked',
}

function textOf(input: Json | undefined): string {
  return JSON.stringify(input ?? null).slice(0, 300)
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
