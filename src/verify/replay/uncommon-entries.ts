import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { AccountState } from '../../standins/stand-in.ts'
import { isIdLike } from '../../lib/id-like.ts'
import type { Answer, Edit, UncommonTake } from './boxed/job.ts'
import { type Path, kindOfPlace, leavesOf, pathText, valueAt, withValue } from './boxed/leaves.ts'
import { type List, entriesAt, listsIn } from './lists.ts'

const mostAnswers = 3
const mostLacking = 20
const mostMarks = 8
const mostEntries = 400

export interface Known {
  /** Texts and numbers that the run returned; nothing where they are not known. */
  readonly returned?: ReadonlySet<string> | undefined
  /** Whatever else the API was seen to answer, and what the account holds: they show what things may be without. */
  readonly others?: readonly Answer[]
  readonly account?: AccountState
}

/**
 * Lists of the answers that hold what no account happened to hold: two entries that differ in nothing but what names
 * them, and an entry without what others are without. Of entries that are returned, where that is known.
 */
export function uncommonEntryTakes(answers: readonly Answer[], known: Known): UncommonTake[] {
  return answers
    .flatMap(({ status, response }, answer) => (status < 400 ? [{ answer, lists: listsIn(response) }] : []))
    .filter(({ lists }) => lists.length > 0)
    .slice(0, mostAnswers)
    .flatMap(({ answer, lists }) => {
      const alike = [...answers, ...(known.others ?? [])].filter((other) => isAlike(other, answers[answer]!))
      return lists.flatMap((list) => {
        const answered = alike.flatMap(({ response }) => entriesAt(response, list.path))
        const kind = [...answered, ...heldAlike(list, known.account ?? [])].slice(0, mostEntries)
        return [...alikeTakes(list, answer, known.returned), ...lackingTakes({ ...list, kind }, answer, known.returned)]
      })
    })
}

function isAlike(one: Answer, other: Answer): boolean {
  return one.status < 400 && one.method === other.method && one.endpoint === other.endpoint
}

/** Things of the account that are of the kind of these entries, as far as a list tells of them. */
function heldAlike({ entries }: List, account: AccountState): JsonObject[] {
  const values = new Set(entries.flatMap((entry) => Object.values(entry)))
  const told = new Set(entries.flatMap((entry) => Object.keys(entry)))
  const collections = new Set(account.filter(({ key }) => values.has(key)).map(({ collection }) => collection))
  return account
    .filter(({ collection }) => collections.has(collection))
    .map(({ fields }) => Object.fromEntries(Object.entries(fields).filter(([name]) => told.has(name))))
}

function alikeTakes(list: List, answer: number, returned: ReadonlySet<string> | undefined): UncommonTake[] {
  const naming = namingKinds(list)
  const marks = marksOf(list, naming)
  const [first, second] = keptOf(marks, returned)
  if (first === undefined || second === undefined) return []
  const edits = leavesOf(list.entries[second]!).flatMap(({ path, value }): Edit[] => {
    const other = valueAt(list.entries[first], path)
    const isOwn = isName(value) && (naming.has(kindOfPlace(pathText(path))) || isIdLike(String(value)))
    return isOwn || other === undefined || typeof other === 'object' || other === value ? [] : [{ path, value: other }]
  })
  const alike = edits.reduce<Json>(
    (entry, { path, value }) => withValue(entry, path, value ?? null),
    list.entries[second]!,
  )
  // The name of the one may be part of what is now said of the other too.
  const own = [apartFrom(marks[first]!, alike), apartFrom(marks[second]!, list.entries[first]!)]
  if (edits.length === 0 || own.some((texts) => texts.length === 0)) return []
  const placed = edits.map((edit) => ({ ...edit, path: [...list.path, second, ...edit.path] }))
  return [{ kind: 'uncommon', as: 'alike', answer, edits: placed, marks: own }]
}

function apartFrom(texts: readonly string[], entry: Json): string[] {
  const values = leavesOf(entry).map(({ value }) => String(value))
  return texts.filter((text) => !values.some((value) => value.includes(text)))
}

/** Kinds of places that tell entries apart: each has a word there that no other has. */
function namingKinds({ entries }: List): ReadonlySet<string> {
  const values = new Map<string, Json[]>()
  for (const { path, value } of entries.flatMap((entry) => leavesOf(entry))) {
    const kind = kindOfPlace(pathText(path))
    values.set(kind, [...(values.get(kind) ?? []), value])
  }
  const isNaming = (each: readonly Json[]) => each.every(isName) && new Set(each).size === each.length
  return new Set([...values].flatMap(([kind, each]) => (isNaming(each) ? [kind] : [])))
}

/** No prose, which things share by chance; numbers that are no mere count. */
function isName(value: Json): boolean {
  return typeof value === 'number' ? value >= 1000 : typeof value === 'string' && value.length >= 3 && !/\s/.test(value)
}

/** Of each entry the texts that are in it alone. */
function marksOf({ entries }: List, naming: ReadonlySet<string>): string[][] {
  return entries.map((entry) =>
    leavesOf(entry)
      .filter(({ path, value }) => isName(value) && naming.has(kindOfPlace(pathText(path))))
      .map(({ value }) => String(value))
      .slice(0, mostMarks),
  )
}

function keptOf(marks: readonly (readonly string[])[], returned: ReadonlySet<string> | undefined): number[] {
  return marks.flatMap((texts, index) =>
    texts.length > 0 && (!returned || texts.some((text) => returned.has(text))) ? [index] : [],
  )
}

/** A list, and all entries of its kind that were seen anywhere. */
interface KnownList extends List {
  readonly kind: readonly JsonObject[]
}

/** One entry for each kind of place that others lack, as they lack it. */
function lackingTakes(list: KnownList, answer: number, returned: ReadonlySet<string> | undefined): UncommonTake[] {
  const marks = marksOf(list, namingKinds(list))
  const done = new Set<string>()
  return keptOf(marks, returned).flatMap((index): UncommonTake[] => {
    const entry = list.entries[index]!
    const lacks = leavesOf(entry).flatMap(({ path, value }) => {
      const kind = pathText(path)
      if (done.has(kind) || done.size >= mostLacking || !isSomething(value) || path.some(Number.isInteger)) return []
      const lack = list.kind.map((other) => lackIn(other, entry, path)).find((each) => each !== undefined)
      // What tells it from the others has to be left.
      const left = marks[index]!.filter((mark) => mark !== String(value))
      if (!lack || left.length === 0) return []
      done.add(kind)
      return [{ edit: { ...lack, path: [...list.path, index, ...lack.path] }, left }]
    })
    return lacks.map(({ edit, left }) => ({ kind: 'uncommon', as: 'lacking', answer, edits: [edit], marks: [left] }))
  })
}

function isSomething(value: Json): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}

/** Whatever has so much less than another is likely to be of another kind. */
const sameKind = 0.75

/**
 * How this entry lacks what the other one has in that place. Not one that has something else instead: it may be of
 * another kind, of which the one is as little without this as the other without that.
 */
function lackIn(entry: JsonObject, other: JsonObject, path: Path): Edit | undefined {
  if (Object.keys(entry).length < Object.keys(other).length * sameKind) return undefined
  const [name, ...rest] = path
  if (name === undefined) return undefined
  if (!Object.keys(entry).every((each) => Object.hasOwn(other, each))) return undefined
  const [value, others] = [entry[name], other[name]]
  if (value === undefined) return { path: [name] }
  if (value === null || value === '') return { path: [name], value }
  if (rest.length === 0 || !isJsonObject(value) || !isJsonObject(others)) return undefined
  const within = lackIn(value, others, rest)
  return within && { ...within, path: [name, ...within.path] }
}
