import type { Json } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { type Naming, namesIn } from '../fresh/names-in-account.ts'
import { isIdLike } from '../../lib/id-like.ts'
import { kindOfPlace, leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, sceneFor, tellingScene } from '../replay/replay.ts'
import { volatile } from '../replay/volatile.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns, requestsOf } from '../trial.ts'

/** Does what it returns follow what the API answered? */
export const outputFromResponse: ArtefactCheck = {
  name: 'output-from-response',
  examine(trial) {
    const run = goodRuns(trial)[0]
    const scene = tellingScene(trial.replay)
    if (!run || !scene) return undefined
    const takes = scene.takes.filter(({ take }) => take.kind === 'response')
    const places = leavesOf(scene.base.output ?? null).filter(({ value }) => !isEmpty(value))
    if (takes.length === 0 || places.length === 0) return undefined
    return (
      knownByHeart(trial, scene) ??
      lifeless(scene, run) ??
      copied(scene) ??
      madeUp(scene) ??
      echoed(scene, run, trial) ?? { outcome: 'held' }
    )
  },
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

/** Nothing in the answer makes any difference, not even to whether it succeeds. */
function lifeless(scene: ReplayedScene, run: FreshRun): CheckResult | undefined {
  const reacts = scene.takes.some(
    ({ take, result }) => take.kind.startsWith('response') && reaction(result, scene) !== undefined,
  )
  if (reacts) return undefined
  const values = leavesOf(scene.base.output ?? null).map(({ value }) => value)
  const wrote = run.exchanges.some(({ kind, method }) => kind === 'proxy' && !/^(GET|HEAD)$/.test(method))
  // "It is done" needs no more of the answer than that there was one; that it was done is read back from the account.
  if (wrote && values.every((value) => value === true || isGiven(value, run))) return undefined
  return { outcome: 'broken', because: 'whatever the API answers, it returns the same', exhibits: requestsOf(run) }
}

/** With the very input that the agent ran, it does not ask, or what elsewhere follows the answer does not. */
function knownByHeart({ replay }: Trial, fresh: ReplayedScene): CheckResult | undefined {
  const known = sceneFor(replay, 'known')
  if (!known || known.base.end === 'threw') return undefined
  const live = followers(fresh, 'response')
  const follows = followers(known, 'response')
  const places = leavesOf(known.base.output ?? null).map(({ path }) => kindOfPlace(pathText(path)))
  const dead = places.filter((place) => live.has(place)).every((place) => !follows.has(place))
  if (known.base.used.length > 0 && (!dead || !places.some((place) => live.has(place)))) return undefined
  return {
    outcome: 'broken',
    because: 'it knows the answer to the input that the agent ran, whatever the API answers',
    exhibits: [{ kind: 'text', quote: `input: ${JSON.stringify(known.scene.input ?? null).slice(0, 300)}` }],
  }
}

/** A value that stands in the answer under the same name, and does not follow it. */
function copied(scene: ReplayedScene): CheckResult | undefined {
  const live = followers(scene, 'response')
  const inputs = followers(scene, 'input')
  const constant = leavesOf(scene.base.output ?? null).find(({ path, value }) => {
    const place = kindOfPlace(pathText(path))
    if (live.has(place) || inputs.has(place) || typeof value === 'boolean' || isEmpty(value) || value === '')
      return false
    const twins = twinsOf(scene, path.at(-1), value)
    return twins.some(({ result }) => result.end === 'returned')
  })
  if (!constant) return undefined
  const place = pathText(constant.path)
  return {
    outcome: 'broken',
    because: `${place} is always ${JSON.stringify(constant.value)}, although the API answers it and may answer something else`,
    exhibits: [],
  }
}

/** An id, a time or a long number that follows neither the answer nor the input can only be invented. */
function madeUp(scene: ReplayedScene): CheckResult | undefined {
  const live = new Set(
    [...followers(scene, 'response'), ...followers(scene, 'input'), ...volatile(scene)].map(kindOfPlace),
  )
  const invented = leavesOf(scene.base.output ?? null).find(
    ({ path, value }) =>
      !live.has(kindOfPlace(pathText(path))) &&
      (typeof value === 'string' || typeof value === 'number') &&
      isIdLike(String(value)),
  )
  if (!invented) return undefined
  return {
    outcome: 'broken',
    because: `${pathText(invented.path)} is always ${JSON.stringify(invented.value)}: it follows neither the API's answer nor the input`,
    exhibits: [],
  }
}

/**
 * What was given is returned as if the API had answered it, although it did answer it. What things are called by may be
 * repeated; of a thing that was only made, its id alone: any other name, such as an address, is as the API has it.
 */
function echoed(scene: ReplayedScene, run: FreshRun, trial: Trial): CheckResult | undefined {
  const live = followers(scene, 'response')
  const names = new Set([...namesIn(run.before).keys(), ...idsIn(run.after)])
  const inputs = followers(scene, 'input')
  const echo = leavesOf(scene.base.output ?? null).find(({ path, value }) => {
    const place = kindOfPlace(pathText(path))
    if (live.has(place) || !inputs.has(place) || typeof value !== 'string' || value === '' || names.has(value))
      return false
    return twinsOf(scene, undefined, value).length > 0
  })
  if (!echo || trial.evidence.interaction.kind === 'sync') return undefined
  return {
    outcome: 'broken',
    because: `${pathText(echo.path)} repeats the input instead of what the API answered`,
    exhibits: requestsOf(run),
  }
}

function idsIn(state: FreshRun['after']): string[] {
  const isId = ({ object, field }: Naming, name: string) => /id$/i.test(field) || object.key === name
  return [...namesIn(state)].flatMap(([name, namings]) => (namings.some((each) => isId(each, name)) ? [name] : []))
}

/** Takes that changed a value of the answer equal to this one; under this name, if one is given. */
function twinsOf(scene: ReplayedScene, name: string | number | undefined, value: Json) {
  return scene.takes.filter(({ take }) => {
    if (take.kind !== 'response') return false
    const original = leavesOf(scene.scene.answers[take.answer]?.response ?? null).find(
      ({ path }) => pathText(path) === pathText(take.path),
    )
    return original?.value === value && (name === undefined || take.path.at(-1) === name)
  })
}

/** Kinds of places in the output that changed in some take of this kind. */
function followers(scene: ReplayedScene, kind: 'response' | 'input'): ReadonlySet<string> {
  const changed = scene.takes
    .filter(({ take, result }) => take.kind.startsWith(kind) && result.end === 'returned')
    .flatMap(({ result }) => result.outputChanges)
  return new Set(changed.filter((place) => !volatile(scene).has(place)).map(kindOfPlace))
}

function reaction(result: ReplayedScene['base'], scene: ReplayedScene): string | undefined {
  if (result.end === 'threw') return 'threw'
  return [...result.outputChanges, ...result.requestChanges].find((place) => !volatile(scene).has(place))
}

function isGiven(value: Json, { input }: FreshRun): boolean {
  return leavesOf(input ?? null).some((leaf) => leaf.value === value)
}
