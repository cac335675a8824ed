import { type Json, isJsonObject, jsonOrText } from '../../lib/json.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { fewAnswers, questionOf, tellingOnes } from './alike-answers.ts'
import type { Answer } from './boxed/job.ts'
import { type Path, kindOfPlace, leavesOf, pathText, without } from './boxed/leaves.ts'
import { entriesAt, listsIn } from './lists.ts'

/**
 * A run that asked something about each of many things, as it would have been had there been fewer of them: the things
 * whose answers tell no more than those of the others are in no list, and nothing was asked about them. Whether a
 * function takes it for such a run, a playing has to show. Nothing where there are few answers, or none can go.
 */
export function withFewerThings(answers: readonly Answer[]): readonly Answer[] | undefined {
  if (answers.length <= fewAnswers) return undefined
  const [largest] = [...askedAboutByKind(answers).values()].toSorted((a, b) => countOf(b) - countOf(a))
  if (!largest) return undefined
  const telling = tellingOnes(answers)
  const dropped = [...largest].filter(([, { indexes }]) => !indexes.some((index) => telling.has(index)))
  const gone = new Set(dropped.flatMap(([, { indexes }]) => indexes))
  const things = dropped.map(([, { thing }]) => thing)
  const left = answers.flatMap((answer, index) => (gone.has(index) ? [] : [withoutThings(answer, index, things)]))
  return left.length <= answers.length * worthwhile ? left : undefined
}

/** Else little is won. */
const worthwhile = 0.7

/** An entry of a list of an answer. */
interface Thing {
  readonly answer: number
  readonly list: Path
  readonly entry: number
}

/** A thing, and the answers to what was asked about it. */
interface AskedAbout {
  readonly thing: Thing
  readonly indexes: number[]
}

/** By the kind of list in which the things are, then by the thing. */
type ByKind = ReadonlyMap<string, ReadonlyMap<string, AskedAbout>>

function countOf(asked: ReadonlyMap<string, AskedAbout>): number {
  return [...asked.values()].reduce((sum, { indexes }) => sum + indexes.length, 0)
}

function askedAboutByKind(answers: readonly Answer[]): ByKind {
  const named = new Map<string, Map<string, Thing>>()
  const asked = new Map<string, Map<string, AskedAbout>>()
  for (const [index, answer] of answers.entries()) {
    const words = wordsOf(answer)
    for (const [kind, things] of named) {
      const name = words.find((word) => things.has(word))
      const thing = name === undefined ? undefined : things.get(name)
      if (!thing) continue
      const about = asked.get(kind) ?? new Map<string, AskedAbout>()
      const key = JSON.stringify(thing)
      const known = about.get(key) ?? { thing, indexes: [] }
      known.indexes.push(index)
      asked.set(kind, about.set(key, known))
    }
    noteThings(answer, index, named)
  }
  return asked
}

/** What a request is about may stand in its path, its query or its body. */
function wordsOf({ endpoint, query, body }: Answer): string[] {
  return [
    ...endpoint.split('/').map(decodedOrSame),
    ...query.map(([, value]) => value),
    ...new URLSearchParams(body).values(),
    ...leavesOf(jsonOrText(body)).map(({ value }) => String(value)),
  ].filter((word) => word.length >= shortest)
}

const shortest = 3

/** Every value that one entry alone has names it. */
function noteThings(answer: Answer, index: number, named: Map<string, Map<string, Thing>>): void {
  if (answer.status >= 400) return
  for (const { path } of listsIn(answer.response)) {
    const kind = `${questionOf(answer)} ${kindOfPlace(pathText(path))}`
    const names = named.get(kind) ?? new Map<string, Thing>()
    const entries = entriesAt(answer.response, path).map(wordsIn)
    const counts = new Map<string, number>()
    for (const word of entries.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [entry, words] of entries.entries()) {
      const own = words.filter((word) => counts.get(word) === 1 && !names.has(word))
      for (const word of own) names.set(word, { answer: index, list: path, entry })
    }
    named.set(kind, names)
  }
}

function wordsIn(entry: Json): string[] {
  const values = isJsonObject(entry) ? Object.values(entry) : []
  const texts = values.flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  )
  return [...new Set(texts)].filter((word) => word.length >= shortest)
}

/** From behind, so that what stands before keeps its place. */
function withoutThings(answer: Answer, index: number, things: readonly Thing[]): Answer {
  const own = things.filter((thing) => thing.answer === index).toSorted((a, b) => b.entry - a.entry)
  const response = own.reduce<Json>((document, { list, entry }) => without(document, [...list, entry]), answer.response)
  return own.length === 0 ? answer : { ...answer, response }
}
