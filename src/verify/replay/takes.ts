import type { Json } from '../../lib/json.ts'
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

/** Behind more than these, a playing takes long enough that the alike stand for one another. */
const fewAnswers = 12

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
 * answers, those that tell: each is as many playings as it has kinds of place, of as many requests as there are answers.
 */
export function responseKindTakes(answers: readonly Answer[], other: Other): Take[] {
  const telling = answers.length > fewAnswers ? tellingOnes(answers) : new Set(answers.keys())
  return answers.flatMap(({ status, response }, answer) => {
    if (!telling.has(answer) || status >= 400 || typeof response !== 'object' || response === null) return []
    const kinds = new Set(leavesOf(response).map(({ path }) => kindOfPlace(pathText(path))))
    return [...kinds].slice(0, 150).map((place): Take => ({ kind: 'response-kind', answer, place, ...other }))
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

/** Each refusal in the place of each answer, and of all of them. */
export function refusalTakes(answers: readonly Answer[], refusals: readonly Refusal[]): Take[] {
  const places: (number | 'every')[] = answers.length > 1 ? [...tellingOnes(answers), 'every'] : [0]
  return places.flatMap((answer) => refusals.map((refusal): Take => ({ kind: 'refusal', answer, ...refusal })))
}

/**
 * Of answers to one question about each of many things: first, second and last, and who else holds something of a kind
 * that none of these holds.
 */
function tellingOnes(answers: readonly Answer[]): ReadonlySet<number> {
  const alike = Map.groupBy(answers.keys(), (index) => questionOf(answers[index]!))
  return new Set([...alike.values()].flatMap((indexes) => sampleOf(indexes, answers)).toSorted((a, b) => a - b))
}

function sampleOf(indexes: readonly number[], answers: readonly Answer[]): number[] {
  const kept = new Set([...indexes.slice(0, 2), ...indexes.slice(-1)])
  const kinds = new Set([...kept].flatMap((index) => kindsIn(answers[index]!)))
  for (const index of indexes) {
    const fresh = kindsIn(answers[index]!).filter((kind) => !kinds.has(kind))
    if (fresh.length > 0) kept.add(index)
    for (const kind of fresh) kinds.add(kind)
  }
  return [...kept]
}

/** What was asked, whatever it was asked about. */
function questionOf({ method, status, endpoint }: Answer): string {
  return `${method} ${status} ${endpoint.split('/').map(maskedId).join('/')}`
}

/** Words stand for themselves; what has digits in it, or an address's signs, may be a thing's name. */
function maskedId(segment: string): string {
  return /\d|[@%]/.test(segment) && !/^v\d+$/.test(segment) ? '*' : segment
}

function kindsIn({ response }: Answer): string[] {
  return leavesOf(response).map(({ path }) => kindOfPlace(pathText(path)))
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
