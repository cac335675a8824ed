import { isJsonObject, type Json, jsonOrNothing } from '../../lib/json.ts'
import { write } from '../calls.ts'
import { type Move, turn } from '../part.ts'
import type { Tried } from './commands.ts'
import { compose } from './compose.ts'
import { type Desk, look, tryOut } from './desk.ts'
import { type Argument, type Draft, testInputOf } from './draft.ts'
import { type Found, type Known, demandedBy, isReference } from './fields.ts'
import { findAll, lookAt, valueFor } from './find.ts'
import { actionText } from './function-text.ts'
import { counterpartOf, makerOf } from './makers.ts'
import { itemsIn, objectWith, valueIn } from './items.ts'
import { learnFrom } from './learn.ts'
import { type Lessons, noLessons } from './lessons.ts'
import type { Look } from './look-text.ts'
import { isTimed } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'
import { nounOf, wordsOf } from './words.ts'

/** What the real call answered, and how it was asked. */
export interface Seen {
  readonly kind: 'seen'
  readonly draft: Draft
  readonly lessons: Lessons
  readonly answer: Json
}

/** Makes the call, with the real arguments, to see what it answers; learns from each refusal. */
export function* observe(desk: Desk, operation: Operation, first: Lessons, mostTries = 7): Move<Seen | Tried> {
  let lessons = first
  let last: Tried = { kind: 'failed', because: 'it was never tried', status: undefined }
  for (let tries = 0; tries < mostTries; tries++) {
    const draft = compose(desk, operation, lessons)
    const { scene } = desk
    if (tries === 0 && !first.isPlain) yield* fill(desk, draft)
    if (scene.kind === 'sync') {
      const [answer] = (yield* look(desk, 'What does it answer?', [lookWith(desk, draft)])) ?? []
      if (answer !== undefined) return { kind: 'seen', draft, lessons, answer }
      return { kind: 'failed', because: 'the look failed', status: undefined }
    }
    yield turn('A first version, to see the answer.', write(scene.file, actionText(scene, draft, { kind: 'raw' })))
    desk.tries.count++
    last = yield* tryOut(desk, 'What does it say?', { input: testInputOf(draft) })
    if (last.kind === 'passed') {
      const answer = answerIn(last.output)
      const others = first.isPlain || tries > mostVain ? undefined : likelierValues(desk, draft, answer)
      if (others) {
        lessons = { ...lessons, turn: lessons.turn + 1, values: new Map([...lessons.values, ...others]) }
        continue
      }
      const warning =
        isJsonObject(answer) && desk.intent.deed !== 'read' && !first.isPlain ? answer['warning'] : undefined
      if (typeof warning !== 'string' || tries > 3) return { kind: 'seen', draft, lessons, answer }
      // It was so already: on something else it may show what it does.
      lessons = { ...lessons, turn: lessons.turn + 1 }
      continue
    }
    if (last.kind === 'stopped' || last.status === 501) return last
    lessons = yield* seek(desk, last, draft, learnFrom(last, draft, lessons))
  }
  return last
}

/** Who finds nothing so often may be in an account that holds nothing. */
const mostVain = 2

/** Where nothing was found: what a person would look for then. Undefined where something was. */
function likelierValues({ intent, whim }: Desk, { args }: Draft, answer: Json): Map<string, Json> | undefined {
  const found = intent.isList && intent.deed === 'read' ? itemsIn(answer, intent.name) : undefined
  if (!found || found.items.length > 0 || args.every(({ place }) => place === 'look-up')) return undefined
  const text = args.filter(({ field }) => field.type === 'string' && /query|search|keyword|text/i.test(field.name))
  const since = args.filter(({ field }) => isTimed(field) && /start|since|after|oldest|min|from/i.test(field.name))
  const monthAgo = new Date((whim.now - 30 * 86_400) * 1000).toISOString().replace(/\.\d+/, '')
  return new Map([
    ...text.map(({ field }) => [field.name, 'the'] as const),
    ...since.filter(({ value }) => typeof value === 'string').map(({ field }) => [field.name, monthAgo] as const),
  ])
}

/** What was not found, or is not ours, or is not in the state that is wanted, may be had in another way. */
export function* seek(desk: Desk, { because }: { because: string }, draft: Draft, lessons: Lessons): Move<Lessons> {
  const { operation, args } = draft
  const all = [...operation.params, ...operation.body]
  const noun = /(\w+?)s?_not_found|no such (\w+)|(\w+) (?:was )?not found/i.exec(because)?.slice(1).find(Boolean)
  const lost = noun === undefined ? [] : lostFields(noun, all, { args, lessons })
  if (lost.length > 0) {
    const sought = lost.map((field) => ({ ...field, text: `Identifier of the ${noun}. ${field.text}`, required: true }))
    const known = yield* findAll(desk, operation, sought, { start: lessons.known })
    return { ...lessons, known, wanted: [...lessons.wanted, ...lost.map(({ name }) => name)] }
  }
  if (lessons.turn > 0 && /\bno_|\bnot_|\bnot\b|nothing/i.test(because)) yield* prepare(desk, draft)
  const references = args
    .filter(({ field }) => isReference(field) && lessons.known.has(field.name))
    .map(({ field }) => field)
  const isForeign = /not_authori|forbidden|permission|cant_|cannot|not_allowed|not the owner/i.test(because)
  if (!isForeign || references.length === 0 || lessons.turn !== 2 || lessons.isPlain) return lessons
  return { ...lessons, known: yield* ownOnes(desk, operation, references, lessons.known), turn: 0 }
}

/** Things of one's own, from the outermost to the innermost. */
function* ownOnes(desk: Desk, operation: Operation, references: readonly Field[], all: Known): Move<Known> {
  let known: Known = new Map()
  for (const field of references) {
    const like = (all.get(field.name) ?? []).map(({ item }) => item)
    const made = yield* makeOne(desk, operation, field, { known, like })
    known = made
      ? new Map([...known, [field.name, [made]]])
      : yield* findAll(desk, operation, [field], { start: known })
  }
  return known
}

/** What empties a thing needs something in it. */
export function* fill(desk: Desk, draft: Draft): Move<void> {
  if (/clear$/i.test(draft.operation.page)) yield* prepare(desk, draft)
}

/** Does the opposite of what is wanted with the same things, so that there is something to undo. */
function* prepare(desk: Desk, { operation, args }: Draft): Move<void> {
  const counterpart = yield* counterpartOf(desk, operation)
  if (!counterpart) return
  const known: Known = new Map(args.map(({ field, value }) => [field.name, [{ value, item: null }]]))
  yield* observe(desk, counterpart, { ...noLessons, known, isPlain: true }, 1)
}

/** A new thing of the sort that a field names. */
export function* makeOne(
  desk: Desk,
  operation: Operation,
  field: Field,
  { known, like = [] }: { readonly known: Known; readonly like?: readonly Json[] },
): Move<Found | undefined> {
  const maker = yield* makerOf(desk, operation, field)
  if (!maker || (maker.page === operation.page && !maker.wrap)) return undefined
  const missing = demandedBy(maker).filter((each) => isReference(each) && each.inPath && !known.has(each.name))
  if (missing.length > 0) return undefined
  const examples = [...known.values()]
    .flat()
    .map(({ item }) => item)
    .concat(like)
  const first = { ...noLessons, known, examples, isPlain: true, turn: desk.pages.size + desk.tries.count }
  const seen = yield* observe(desk, maker, first, 4)
  if (seen.kind !== 'seen') return undefined
  // What a list of changes answers is about the whole; what was made is somewhere in it.
  const own = maker.wrap ? objectWith(seen.answer, field.name) : undefined
  const item = own ?? seen.answer
  const value = [valueFor(field, item), ...['id', 'ts', field.name].map((name) => valueIn(item, name))].find(isName)
  return value === undefined ? undefined : { value, item }
}

function isName(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** The fields that named what is not there: by the error's own word, what was made up, or what is said of them. */
function lostFields(
  noun: string,
  all: readonly Field[],
  { args, lessons }: { args: readonly Argument[]; lessons: Lessons },
): Field[] {
  const isOpen = ({ name }: Field) => !lessons.known.has(name) && !lessons.wanted.includes(name)
  const named = all.find((field) => isOpen(field) && wordsOf(nounOf(field.name)).includes(noun.toLowerCase()))
  // What an error asked for was made up then, and is looked for now.
  const isFirst = ({ name, required }: Field) =>
    !lessons.known.has(name) && lessons.wanted.filter((each) => each === name).length < (required ? 1 : 2)
  const madeUp = args.find(
    ({ field, isRequired, value }) =>
      isRequired && isFirst(field) && typeof value === 'string' && (isReference(field) || /e-?mail/i.test(field.name)),
  )
  const one = named ?? madeUp?.field
  if (one) return [one]
  const said = all.filter(
    (field) =>
      isOpen(field) &&
      field.type.startsWith('string') &&
      wordsOf(/^[^.]*/.exec(field.text)?.[0] ?? '').includes(noun.toLowerCase()),
  )
  return said.slice(0, 2)
}

/** The request of a draft, with its values in it. */
function lookWith(desk: Desk, { operation, args }: Draft): Look {
  const known: Known = new Map(args.map(({ field, value }) => [field.name, [{ value, item: null }]]))
  const body = args.filter(({ place }) => place === 'body')
  const data = Object.fromEntries(body.map(({ field, value }) => [field.name, value]))
  return { ...lookAt(desk, operation, known), ...(body.length > 0 && { data }) }
}

function answerIn(output: Json): Json {
  const text = isJsonObject(output) ? output['answer'] : undefined
  // Cut, or no JSON at all: nothing to learn a shape from.
  return typeof text === 'string' ? (jsonOrNothing(text) ?? null) : null
}
