import type { Json } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { type Hit, aliased, fit, ranked } from './choose.ts'
import { type Desk, look, open, search } from './desk.ts'
import { sizeField } from './function-text.ts'
import { intentOf } from './intent.ts'
import { itemsIn, marksOf, mostUsable, valueIn } from './items.ts'
import type { Look } from './look-text.ts'
import { type Found, type Known, demandedBy, isReference, wholeAnswer } from './fields.ts'
import { madeUp } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'
import { nounOf, wordsOf } from './words.ts'

const deepest = 2

/** Finds what the fields can name, one after the other; what is found is good for those that come after it. */
export function* findAll(
  desk: Desk,
  operation: Operation,
  fields: readonly Field[],
  { depth = 0, start = new Map() }: { readonly depth?: number; readonly start?: Known } = {},
): Move<Known> {
  let known = start
  for (const field of fields) {
    if (known.has(field.name)) continue
    known = yield* findOne(desk, operation, { field, known, depth })
  }
  return known
}

interface Wanted {
  readonly field: Field
  readonly known: Known
  readonly depth: number
}

function* findOne(desk: Desk, operation: Operation, { field, known, depth }: Wanted): Move<Known> {
  const keyword = /use the "(\w+)" keyword/.exec(field.text)?.[1]
  const finders = depth > deepest ? [] : yield* findersOf(desk, operation, { field, known, depth })
  let guessed: Known | undefined
  for (const finder of finders.slice(0, 3)) {
    const missing = demandedBy(finder).filter(({ name }) => !known.has(name) && name !== field.name)
    const around =
      missing.length > 0
        ? yield* findAll(desk, finder, missing.filter(isReference), { depth: depth + 1 })
        : new Map<string, readonly Found[]>()
    const context = new Map([...around, ...known])
    const { found, marked, parent } = yield* listFor(desk, finder, field, context)
    const settled = parent ? narrowed(context, parent) : context
    const listed = [...settled].filter(
      ([name]) => known.has(name) || demandedBy(operation).some((each) => each.name === name),
    )
    if (found.length > 0) return with_(new Map(listed), field.name, found)
    if (marked.length > 0) guessed ??= with_(new Map(listed), field.name, marked)
  }
  const made = depth > 0 ? undefined : yield* desk.make(operation, field, { known })
  if (made !== undefined) return with_(known, field.name, [made])
  return keyword ? with_(known, field.name, [{ value: keyword, item: null }]) : (guessed ?? known)
}

/** The path of the list that has what the field names: `/boxes` for the field of `/boxes/{boxId}`. */
export function collectionOf(operation: Operation, { name }: Field): string | undefined {
  return operation.path.includes(`/{${name}}`) ? operation.path.split(`/{${name}}`)[0]! : undefined
}

function with_(known: Known, name: string, found: readonly Found[]): Known {
  return found.length === 0 ? known : new Map([...known, [name, found]])
}

/** Only the parent in which something was found goes with it. */
function narrowed(context: Known, [name, best]: readonly [string, Found]): Known {
  return new Map([...context, [name, [best]]])
}

/** The operations that may list what a field names: by its path, by what the reference says, or by a search. */
export function* findersOf(desk: Desk, operation: Operation, { field, known }: Wanted): Move<readonly Operation[]> {
  const pointed = /(?:call|use|by|from) (?:the )?([\w.]+\.\w+) (?:method|operation)/.exec(field.text)?.[1]
  if (pointed) return yield* open(desk, `${pointed} tells what ${field.name} can be.`, [pointed])
  const sibling =
    field.name === 'id'
      ? desk.hits.find(({ page, method }) => method === 'GET' && page === operation.page.replace(/[^.]+$/, 'list'))
      : undefined
  if (sibling) return yield* open(desk, 'This lists them.', [sibling.page])
  const nouns = nounsOf(field, operation, desk)
  const collection = collectionOf(operation, field)
  const atPath = ({ method, path }: Hit) => method === 'GET' && samePath(path, collection)
  const hits = desk.hits.some(atPath)
    ? desk.hits
    : yield* search(desk, `Which ${nouns[0]} are there?`, ...queriesFor(desk, nouns, known))
  const exact = hits.find(atPath) ?? desk.hits.find(atPath)
  if (exact) return yield* open(desk, 'This lists them.', [exact.page])
  const wish = intentOf(`list-${nouns.join('-')}`, `List the ${nouns.map((noun) => `${noun}s`).join(' ')}.`, 'action')
  const lists = ranked(hits, wish).filter(
    ({ method, path }) => (method === 'GET' || method === '') && !path.endsWith('}'),
  )
  const pages = yield* open(
    desk,
    'One of these lists them.',
    lists.slice(0, 5).map(({ page }) => page),
  )
  const called = nouns.flatMap((noun) => [noun, ...wordsOf(desk.aliases.get(noun) ?? '')])
  const answering = (each: Operation) => {
    const named = each.answer.some(
      ({ name, type }) => type.endsWith('[]') && nouns.some((noun) => wordsOf(name).includes(noun)),
    )
    const demanded = demandedBy(each)
    const within = demanded.length > 0 && demanded.every(({ name }) => known.has(name))
    return (
      (named ? 4 : 0) + (within ? 3 : 0) - (wordsOf(each.page).some((word) => called.includes(word)) || named ? 0 : 20)
    )
  }
  const listing = pages
    .filter((each) => each.method === 'GET' && !demandedBy(each).some(({ name }) => name === field.name))
    .map((each) => ({
      each,
      fits: fit(each, wish) + answering(each) + (lists.find(({ page }) => page === each.page)?.fits ?? 0) / 2,
    }))
    .toSorted((a, b) => b.fits - a.fits)
    .filter(({ fits }) => fits > -5)
    .map(({ each }) => each)
  return listing.length > 0 ? listing : yield* holdersOf(desk, nouns, known)
}

/** Where nothing lists them, what has them in it may: what gets it answers with a list of them. */
function* holdersOf(desk: Desk, nouns: readonly string[], known: Known): Move<readonly Operation[]> {
  const names = [...known.keys()]
  const isHolder = ({ method, path }: Hit) => method === 'GET' && names.some((name) => path.endsWith(`{${name}}`))
  const [outer] = names.map((name) => wordsOf(nounOf(name)).at(-1) ?? name)
  if (!outer) return []
  const hits = desk.hits.some(isHolder) ? desk.hits : yield* search(desk, 'Then what are they in?', `get a ${outer}`)
  const pages = yield* open(
    desk,
    'This has them in it.',
    hits.filter(isHolder).map(({ page }) => page),
  )
  return pages.filter(({ answer }) =>
    answer.some(({ name, type }) => type.endsWith('[]') && nouns.includes(wordsOf(name).join(''))),
  )
}

/** A list by its name, in the reference's own words, and by what it is in. */
function queriesFor({ aliases, intent }: Desk, nouns: readonly string[], known: Known): string[] {
  const parents = [...known.keys()].map((name) => wordsOf(nounOf(name)).at(-1) ?? name)
  const within = nouns.flatMap((noun) => parents.map((parent) => `${noun}s of a ${aliases.get(parent) ?? parent}`))
  return [
    ...nouns.map((noun) => aliased(`list ${noun}s`, aliases)),
    ...within.slice(0, 2),
    `list ${intent.name.slice(1).join(' ')}`,
  ]
}

/** Whatever their parameters are called. */
export function samePath(path: string, collection: string | undefined): boolean {
  const bare = (text: string) => text.replaceAll(/\{[^}]*\}/g, '{}').replace(/\/$/, '')
  return collection !== undefined && bare(path) === bare(collection)
}

/** What a field is about: by its name, and by what is said of it. */
export function nounsOf({ name, text }: Field, operation: Operation, { intent }: Desk): string[] {
  // The name or the key of a thing names the thing.
  const own = wordsOf(nounOf(name).replace(/(?<=[a-z])_?(Name|Key|name|key)$/, '')).at(-1) ?? name
  const told = wordsOf(text)
  // A name that says nothing: what is said of it may be what the sentence is about.
  const about = told.join('').includes(own)
    ? undefined
    : told.find((word) => intent.sentence.includes(word) && word !== intent.verb)
  const resources = operation.page.split('.').slice(0, -1)
  const resource = wordsOf(resources.findLast((part) => !/^(batch|bulk|v\d+)$/.test(part)) ?? '').at(-1)
  const said = [
    /(?:id|identifier|timestamp) (?:of|for) (?:the |an? |each )?(\w+)/i.exec(text)?.[1],
    /(\w+) (?:id|identifier)\b/i.exec(text)?.[1],
  ]
  const named = own === 'id' ? resource : /^(ts|timestamp|key)$/.test(own) ? undefined : own
  const nouns = (about ? [said[1], said[0], about] : [named, ...said]).map((word) => word && wordsOf(word)[0])
  return [...new Set(nouns)]
    .flatMap((word) => (word && word.length > 2 && !/^(the|source|target|opaque|unique)$/.test(word) ? [word] : []))
    .slice(0, 3)
}

interface Listed {
  readonly found: readonly Found[]
  /** What could be meant, where no name says so. */
  readonly marked: readonly Found[]
  readonly parent: readonly [string, Found] | undefined
}

/** Asks the list, in several parents at once if it needs one. */
function* listFor(desk: Desk, finder: Operation, field: Field, context: Known): Move<Listed> {
  const parentName = demandedBy(finder).findLast(({ name }) => (context.get(name)?.length ?? 0) > 1)?.name
  const parents = parentName ? context.get(parentName)!.slice(0, 6) : [undefined]
  const looks = parents.map((parent) =>
    lookAt(desk, finder, parent && parentName ? narrowed(context, [parentName, parent]) : context),
  )
  const answers = yield* look(desk, `What ${finder.page} lists.`, looks)
  const nouns = nounsOf(field, finder, desk)
  const lists = (answers ?? []).map((answer) => mostUsable(itemsIn(answer, nouns)?.items ?? [], desk.intent.sentence))
  const best = lists.findIndex((items) => items.length > 1)
  const at =
    best < 0
      ? Math.max(
          0,
          lists.findIndex((items) => items.length > 0),
        )
      : best
  const items = lists[at] ?? []
  const found = items.flatMap((item) => foundIn(item, valueFor(field, item)))
  const parent = parents[at]
  const marked = found.length > 0 ? [] : namedByMarks(items, finder)
  return { found, marked, parent: parent && parentName ? [parentName, parent] : undefined }
}

function foundIn(item: Json, value: Json | undefined): Found[] {
  return value === undefined || value === null ? [] : [{ value, item }]
}

/** Where no name says which field it is that others name a thing by, marks do: likeliest first, one field after the other. */
function namedByMarks(items: readonly Json[], { answer }: Operation): Found[] {
  return marksOf(items, answer)
    .slice(0, 3)
    .flatMap((name) => items.flatMap((item) => foundIn(item, isJsonObject(item) ? item[name] : undefined)))
}

/** The value of a thing by which a field names it. */
export function valueFor(field: Field, item: Json): Json | undefined {
  if (!isJsonObject(item)) return typeof item === 'string' ? item : undefined
  const bare = field.name.replace(/^.*\./, '')
  const noun = nounOf(bare)
  const names = /(^|_)(ts|timestamp)$/i.test(bare)
    ? [bare, 'ts', 'timestamp']
    : [bare, 'id', `${noun}Id`, `${noun}_id`, 'key', lastPartOf(bare)]
  const isWord = !/id|ts|stamp/i.test(bare)
  for (const value of [...(isWord ? [valueIn(item, bare)] : []), ...names.map((name) => item[name])]) {
    if (typeof value === 'string' || typeof value === 'number') return value
  }
  if (names.includes('ts')) return undefined
  return valueIn(item, bare) ?? Object.entries(item).find(([name]) => /(_id|Id)$/.test(name))?.[1]
}

/** `boxKey` is the `key` of a box. */
function lastPartOf(name: string): string {
  return (name.split(/_|(?<=[a-z])(?=[A-Z])/).at(-1) ?? '').toLowerCase()
}

/** A request for the list with what is known filled in. */
export function lookAt(desk: Desk, operation: Operation, known: Known): Look {
  const valueOf = (field: Field) => known.get(field.name)?.[0]?.value ?? madeUp(field, desk.whim)
  const endpoint = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const field = operation.params.find((each) => each.name === name)
    return encodeURIComponent(String(field ? valueOf(field) : (known.get(name)?.[0]?.value ?? name)))
  })
  const size = sizeField(operation)
  const asked = operation.params.filter(({ inPath, required }) => required && !inPath)
  const params = {
    ...Object.fromEntries(asked.map((field) => [field.name, asParam(valueOf(field))])),
    ...(size?.place === 'query' && { [size.name]: 20 }),
    ...wholeAnswer(desk.overview),
  }
  const { page, method, headers } = operation
  return { page, method, endpoint, headers, ...(Object.keys(params).length > 0 && { params }) }
}

function asParam(value: Json): string | number {
  return typeof value === 'number' ? value : typeof value === 'string' ? value : JSON.stringify(value)
}
