import type { Json } from '../../lib/json.ts'
import { fewAnswers, questionOf, tellingOnes } from './alike-answers.ts'
import type { Answer, Take } from './boxed/job.ts'
import { plausible } from '../fresh/plausible.ts'
import { type Leaf, type OtherKind, kindOfPlace, leavesOf, listsOfObjects, pathText } from './boxed/leaves.ts'

/** An error answer of a provider, to be put in the place of a recorded one. */
export interface Refusal {
  readonly status: number
  readonly response: Json
}

/** What is put in the place of values: different each time, so that nobody can know it. */
export type Other = Pick<OtherKind, 'word' | 'by'>

export function otherOf(seed: number): Other {
  const random = plausible(seed)
  return { word: random.word(), by: 80_000 + random.number(9_000) }
}

const mostResponses = 1200

/**
 * Every recorded answer with one of its values changed at a time. Long lists are sampled: no kind of place is left out,
 * and none of the values that `matter`, such as those of the output.
 */
export function responseTakes(
  answers: readonly Answer[],
  other: Other,
  matter: ReadonlySet<string> = new Set(),
): Take[] {
  const telling = tellingOnes(answers)
  const places = answers.flatMap((answer, index) =>
    telling.has(index) && answer.status < 400 && typeof answer.response === 'object' && answer.response !== null
      ? sampled(leavesOf(answer.response), matter).map((leaf) => ({ index, leaf }))
      : [],
  )
  const step = Math.ceil((places.length * 3) / Math.min(mostResponses, Math.max(150, 600_000 / places.length)))
  const isMany = answers.length > fewAnswers
  const firstOfKind = new Set<string>()
  return places.flatMap(({ index, leaf }, at) => {
    const kind = `${isMany ? questionOf(answers[index]!) : index} ${kindOfPlace(pathText(leaf.path))}`
    const isFirst = !firstOfKind.has(kind)
    if (!isFirst && at % step !== 0 && !matter.has(String(leaf.value))) return []
    firstOfKind.add(kind)
    // One of a kind is tried with every value; that the others of its kind are looked at too takes but one.
    const others = isFirst ? otherValues(leaf.value, other) : otherValues(leaf.value, other).slice(0, 1)
    return others.map((value): Take => ({ kind: 'response', answer: index, path: leaf.path, value }))
  })
}

/**
 * Every recorded answer with all values of one kind of place changed at once: nothing in a list is left out. Of many
 * answers, the first that has the kind stands for those that are alike: each playing is as many requests as there are
 * answers.
 */
export function responseKindTakes(answers: readonly Answer[], other: Other): Take[] {
  const isMany = answers.length > fewAnswers
  const done = new Set<string>()
  return answers.flatMap((each, answer) => {
    const { status, response } = each
    if (status >= 400 || typeof response !== 'object' || response === null) return []
    const values = leavesOf(response).filter(({ value }) => typeof value !== 'object')
    const kinds = [...new Set(values.map(({ path }) => kindOfPlace(pathText(path))))].filter((place) => {
      const kind = `${isMany ? questionOf(each) : answer} ${place}`
      return !done.has(kind) && done.add(kind)
    })
    return kinds.slice(0, 150).map((place): Take => ({ kind: 'response-kind', answer, place, ...other }))
  })
}

const mostTurned = 5
const turnedOfAlike = 3

/** Recorded answers that have lists, with each list turned: of those that are alike, the ones with the longest. */
export function turnedTakes(answers: readonly Answer[]): Take[] {
  const listed = [...answers.keys()].filter((index) => answers[index]!.status < 400 && longestList(answers[index]!) > 0)
  const alike = Map.groupBy(listed, (index) => questionOf(answers[index]!))
  return [...alike.values()]
    .flatMap((indexes) =>
      indexes.toSorted((a, b) => longestList(answers[b]!) - longestList(answers[a]!)).slice(0, turnedOfAlike),
    )
    .slice(0, mostTurned)
    .map((answer): Take => ({ kind: 'turned', answer }))
}

function longestList({ response }: Answer): number {
  return Math.max(0, ...listsOfObjects(response).map(({ length }) => length))
}

/** The same work in other circumstances, which are no business of the function's. */
export function strangeTakes(seed: number): Take[] {
  const random = plausible(seed)
  return [{ kind: 'furnished' }, { kind: 'elsewhere', connectionId: random.textLike('one') }]
}

/** Each refusal in the place of each answer, and of all of them. Of many, in the place of the first and last alike. */
export function refusalTakes(answers: readonly Answer[], refusals: readonly Refusal[]): Take[] {
  const telling = answers.length > fewAnswers ? firstsAndLasts(answers) : [...tellingOnes(answers)]
  const places: (number | 'every')[] = answers.length > 1 ? [...telling, 'every'] : [0]
  return places.flatMap((answer) => refusals.map((refusal): Take => ({ kind: 'refusal', answer, ...refusal })))
}

function firstsAndLasts(answers: readonly Answer[]): number[] {
  const alike = Map.groupBy(answers.keys(), (index) => questionOf(answers[index]!))
  return [...new Set([...alike.values()].flatMap((indexes) => [indexes[0]!, indexes.at(-1)!]))].toSorted(
    (a, b) => a - b,
  )
}

/** No answer at all in the place of each. */
export function cutOffTakes(answers: readonly Answer[]): Take[] {
  return [...tellingOnes(answers)].map((answer): Take => ({ kind: 'cut-off', answer }))
}

/** A sync is broken off at each of its first checkpoints and goes on from it, and runs once more when it has ended. */
export const resumedTakes: readonly Take[] = [
  { kind: 'resumed', at: 1 },
  { kind: 'resumed', at: 2 },
  { kind: 'resumed', at: 3 },
  { kind: 'resumed', at: 'end' },
]

const mostHtml = 5

/** A page in the place of the first answers that were read and are no texts themselves. */
export function htmlTakes(answers: readonly Answer[], isRead: (answer: Answer) => boolean): Take[] {
  return answers
    .flatMap((answer, index): Take[] => {
      const isDocument = typeof answer.response === 'object' && answer.response !== null
      return answer.status < 400 && isDocument && isRead(answer) ? [{ kind: 'html', answer: index }] : []
    })
    .slice(0, mostHtml)
}

/** First, second and last of every array, and what matters. */
function sampled(leaves: readonly Leaf[], matter: ReadonlySet<string>): Leaf[] {
  const lengths = new Map<string, number>()
  for (const { path } of leaves) {
    for (const [depth, key] of path.entries()) {
      if (typeof key !== 'number') continue
      const array = pathText(path.slice(0, depth))
      lengths.set(array, Math.max(lengths.get(array) ?? 0, key + 1))
    }
  }
  const kept = (path: Leaf['path']) =>
    path.every(
      (key, depth) => typeof key !== 'number' || key < 2 || key === lengths.get(pathText(path.slice(0, depth)))! - 1,
    )
  return leaves.filter(({ path, value }) => kept(path) || matter.has(String(value)))
}

/** Values of the same type that a careful function must tell from this one, and the usual nothing. */
function otherValues(value: Json, { word, by }: Other): Json[] {
  if (typeof value === 'number') return [value + by, 0, Math.max(1, Math.floor(value / 2))].filter((v) => v !== value)
  if (typeof value === 'boolean') return [!value]
  if (value === null) return [word]
  if (typeof value !== 'string') return []
  const moved = movedDate(value)
  return [...(moved ? [moved] : []), `${value}-${word}`, '', null].filter((other) => other !== value)
}

function movedDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined
  const year = Number(text.slice(0, 4)) + 1
  const day = text.slice(5, 10) === '02-29' ? '02-28' : text.slice(5, 10)
  return `${year}-${day}${text.slice(10)}`
}
