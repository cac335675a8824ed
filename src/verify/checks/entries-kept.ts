import { type Json, isJsonObject } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import { leavesOf, listsOfObjects } from '../replay/boxed/leaves.ts'
import { type ReplayedScene, tellingScene } from '../replay/replay.ts'
import { type ArtefactCheck, type Trial, goodRuns, requestsOf } from '../trial.ts'
import { leftOutAsUncommon } from './uncommon-entries.ts'

/**
 * Is an entry of a list left out for where it stands? Filters choose by what is in an entry: it stays out when the list
 * is turned. One that comes back only because another is now the first or the last was lost. So was one that is missing
 * only since another has become like it, or since it has become as scanty as others are.
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
    const uncommon = leftOutAsUncommon(scene, trial.evidence.interaction)
    if (uncommon !== undefined) {
      const [run] = goodRuns(trial)
      return { outcome: 'broken', because: uncommon, exhibits: run ? requestsOf(run) : [] }
    }
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
  const present = countsIn(output)
  const presentTurned = countsIn(turned)
  const more = (index: number) =>
    (marks[index] ?? []).map((mark) => (presentTurned.get(mark) ?? 0) - (present.get(mark) ?? 0))
  const isIn = (index: number) => (marks[index] ?? []).some((mark) => present.has(mark))
  const comesBack = otherRecords(output, turned)
    ? (index: number) => more(index).some((count) => count > 0)
    : (index: number) => !isIn(index) && (marks[index] ?? []).some((mark) => presentTurned.has(mark))
  const kept = list.filter((_, index) => isIn(index) && !comesBack(index)).length
  const gained = list.findIndex((_, index) => comesBack(index))
  return kept >= 2 && gained >= 0 ? { entry: list[gained] ?? null, kept } : undefined
}

/**
 * Whether some records went and others came: then it tells nothing that an entry is mentioned somewhere, as a person is
 * in many lists.
 */
function otherRecords(output: Json | undefined, turned: Json | undefined): boolean {
  const [was, is] = [output, turned].map((each) => new Set(recordIdsIn(each)))
  return !was!.isSubsetOf(is!) && !is!.isSubsetOf(was!)
}

function recordIdsIn(output: Json | undefined): string[] {
  const saved = isJsonObject(output) ? output['saved'] : undefined
  const records = isJsonObject(saved) ? Object.values(saved).filter(Array.isArray).flat() : []
  return records.map((record: Json) => (isJsonObject(record) ? String(record['id']) : ''))
}

/** What tells an entry from all others of its list. */
function marksOf(list: readonly Json[]): string[][] {
  const texts = list.map((entry) => [...countsIn(entry).keys()])
  const counts = new Map<string, number>()
  for (const text of texts.flat()) counts.set(text, (counts.get(text) ?? 0) + 1)
  return texts.map((own) => own.filter((text) => counts.get(text) === 1))
}

/** How often each text is there, and each number that is no mere count or position. */
function countsIn(value: Json | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { value: leaf } of leavesOf(value ?? null)) {
    const isTelling = typeof leaf === 'number' ? Math.abs(leaf) >= 1000 : typeof leaf === 'string' && leaf.length >= 3
    if (isTelling) counts.set(String(leaf), (counts.get(String(leaf)) ?? 0) + 1)
  }
  return counts
}

/**
 * A sync keeps everything. An action that was given a number may have been asked for so many, of one page or of all, or
 * may want only one: no reason to leave anything out where the API answered no more than that.
 */
function wantsAll({ evidence }: Trial, { kept, length }: { kept: number; length: number }, scene: ReplayedScene) {
  const { input, metadata } = scene.scene
  const numbers = [input, metadata].flatMap((given) => leavesOf(given ?? null).map(({ value }) => value))
  const counts = [kept, ...listsOfObjects(scene.base.output ?? null).map((list) => list.length)]
  if (numbers.some((value) => value !== '' && counts.includes(Number(value)))) return false
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
