import type { Json } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { leavesOf, listsOfObjects } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, tellingScene } from '../replay/replay.ts'
import { type ArtefactCheck, type Trial, goodRuns, requestsOf } from '../trial.ts'

/**
 * Is an entry of a list left out for where it stands? Filters choose by what is in an entry: it stays out when the list
 * is turned. One that comes back only because another is now the first or the last was lost.
 */
export const entriesKept: ArtefactCheck = {
  name: 'entries-kept',
  examine(trial) {
    const scene = tellingScene(trial.replay)
    if (!scene || scene.base.end === 'threw') return undefined
    const lists = scene.takes.flatMap(({ take, result }) =>
      take.kind === 'turned' && result.end === 'returned'
        ? listsOfObjects(scene.scene.answers[take.answer]?.response ?? null).map((list) => ({ list, result }))
        : [],
    )
    if (lists.length === 0) return undefined
    for (const { list, result } of lists) {
      const lost = lostByPlace(list, scene.base.output, result.output)
      if (lost && wantsAll(trial, { ...lost, length: list.length }, scene)) return brokenFor(lost.entry, trial)
    }
    return { outcome: 'held' }
  },
}

interface Lost {
  readonly entry: Json
  /** How many entries of the list were kept. */
  readonly kept: number
}

function lostByPlace(list: readonly Json[], output: Json | undefined, turned: Json | undefined): Lost | undefined {
  const marks = marksOf(list)
  const present = textsIn(output)
  const presentTurned = textsIn(turned)
  const isIn = (texts: ReadonlySet<string>, index: number) => (marks[index] ?? []).some((mark) => texts.has(mark))
  const kept = list.filter((_, index) => isIn(present, index)).length
  const gained = list.findIndex((_, index) => !isIn(present, index) && isIn(presentTurned, index))
  return kept >= 2 && gained >= 0 ? { entry: list[gained] ?? null, kept } : undefined
}

/** What tells an entry from all others of its list. */
function marksOf(list: readonly Json[]): string[][] {
  const texts = list.map((entry) => [...textsIn(entry)])
  const counts = new Map<string, number>()
  for (const text of texts.flat()) counts.set(text, (counts.get(text) ?? 0) + 1)
  return texts.map((own) => own.filter((text) => counts.get(text) === 1))
}

/** Texts, and numbers that are no mere count or position. */
function textsIn(value: Json | undefined): ReadonlySet<string> {
  const telling = leavesOf(value ?? null).filter(({ value: leaf }) =>
    typeof leaf === 'number' ? Math.abs(leaf) >= 1000 : typeof leaf === 'string' && leaf.length >= 3,
  )
  return new Set(telling.map((leaf) => String(leaf.value)))
}

/**
 * A sync keeps everything. An action that was given a number may have been asked for so many, or may want only one: no
 * reason to leave anything out where the API answered no more than that.
 */
function wantsAll({ evidence }: Trial, { kept, length }: { kept: number; length: number }, { scene }: ReplayedScene) {
  const numbers = [scene.input, scene.metadata].flatMap((given) => leavesOf(given ?? null).map(({ value }) => value))
  if (numbers.some((value) => value !== '' && Number(value) === kept)) return false
  return evidence.interaction.kind === 'sync' || numbers.every((value) => typeof value !== 'number' || value >= length)
}

function brokenFor(entry: Json, trial: Trial): CheckResult {
  const [run] = goodRuns(trial)
  return {
    outcome: 'broken',
    because: 'it leaves out an entry of a list for where it stands in it: the same entry is kept at another place',
    exhibits: [{ kind: 'text', quote: JSON.stringify(entry).slice(0, 300) }, ...(run ? requestsOf(run) : [])],
  }
}
