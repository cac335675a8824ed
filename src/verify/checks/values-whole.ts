import type { Json } from '../../lib/json.ts'
import { type Leaf, leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, tellingScene } from '../replay/replay.ts'
import { type ArtefactCheck, goodRuns, requestsOf } from '../trial.ts'
import { volatile } from '../replay/volatile.ts'
import { saysThatItIsShort } from './says-that-it-is-short.ts'
import { lostOfUncommon } from './uncommon-values.ts'

/**
 * Is a value of the answer given whole? A text that changes when it is gone, and not when it gets longer, was cut; so was
 * one that is returned as it is while it is short.
 */
export const valuesWhole: ArtefactCheck = {
  name: 'values-whole',
  examine(trial) {
    const [run] = goodRuns(trial)
    const scene = tellingScene(trial.replay)
    if (!run || !scene || scene.base.end === 'threw') return undefined
    const cut = firstCut(scene)
    const because = cut ? becauseOf(cut) : lostOfUncommon(scene)
    return because === undefined ? { outcome: 'held' } : { outcome: 'broken', because, exhibits: requestsOf(run) }
  },
}

function becauseOf({ leaf, whole }: Cut): string {
  return `${pathText(leaf.path)} is ${JSON.stringify(leaf.value)}, the beginning of what the API answers: ${JSON.stringify(whole.slice(0, 80))}`
}

interface Cut {
  readonly leaf: Leaf
  readonly whole: string
}

function firstCut(scene: ReplayedScene): Cut | undefined {
  const steady = volatile(scene)
  for (const { whole, longer, gone } of textsPlayed(scene)) {
    const changed = new Set(gone.flatMap(({ outputChanges }) => outputChanges))
    const leaf = leavesOf(scene.base.output ?? null).find(({ path, value }) => {
      const place = pathText(path)
      const follows = longer.some(({ outputChanges }) => outputChanges.includes(place))
      return changed.has(place) && !follows && !steady.has(place) && isCut(value, whole) && !saysThatItIsShort(path)
    })
    if (leaf) return { leaf, whole }
  }
  return undefined
}

type Result = ReplayedScene['base']

/** Texts of the answers that were played longer than they are, and as nothing. */
function textsPlayed({ scene, takes }: ReplayedScene): { whole: string; longer: Result[]; gone: Result[] }[] {
  const played = new Map<string, { whole: string; longer: Result[]; gone: Result[] }>()
  for (const { take, result } of takes) {
    if (take.kind !== 'response' || result.end !== 'returned') continue
    const key = `${take.answer} ${pathText(take.path)}`
    const whole = played.get(key)?.whole ?? textAt(scene.answers[take.answer]?.response ?? null, pathText(take.path))
    if (whole === undefined) continue
    const texts = played.get(key) ?? { whole, longer: [], gone: [] }
    played.set(key, texts)
    if (take.value === null || take.value === '') texts.gone.push(result)
    else if (typeof take.value === 'string' && take.value.startsWith(whole)) texts.longer.push(result)
  }
  return [...played.values()].filter(({ longer, gone }) => longer.length > 0 && gone.length > 0)
}

function textAt(response: Json, place: string): string | undefined {
  const leaf = leavesOf(response).find(({ path }) => pathText(path) === place)
  return typeof leaf?.value === 'string' ? leaf.value : undefined
}

/** Cut within a word: the part before a mark, such as that of an address or of a time, is a thing of its own; so is a date. */
function isCut(value: Json, whole: string): boolean {
  if (typeof value !== 'string' || value.length < 2 || value.length >= whole.length) return false
  if (!whole.startsWith(value) || /^\d{4}(-\d\d){0,2}$/.test(value)) return false
  return /[\p{L}\p{N}]{2}/u.test(whole.slice(value.length - 1, value.length + 1))
}
