import { type Json, isJsonObject } from '../../lib/json.ts'
import { write } from '../calls.ts'
import { type Move, turn } from '../part.ts'
import type { Tried } from './commands.ts'
import { compose } from './compose.ts'
import { type Desk, tryOut } from './desk.ts'
import { type Draft, type Outcome, testInputOf } from './draft.ts'
import { type Found, type Known, isReference } from './fields.ts'
import { actionText, saysSomething, sizeField } from './function-text.ts'
import { itemsIn } from './items.ts'
import { listShapeOf } from './list-shape.ts'
import type { Lessons } from './lessons.ts'
import { type Seen, fill, makeOne, seek } from './observe.ts'
import type { Operation } from './read-page.ts'
import { shapeOf } from './shape.ts'
import type { Slip } from './slips.ts'
import { syncText } from './sync-text.ts'
import { mendSlip, writeDown } from './write-down.ts'

const mostTries = 7

/** Writes the real function, compiles it, and runs it until a run is saved. */
export function* finish(desk: Desk, seen: Seen): Move<Tried> {
  const { scene } = desk
  const outcome = outcomeOf(desk, seen)
  const isSync = scene.kind === 'sync'
  const lessons = isChange(desk) ? yield* another(desk, seen) : seen.lessons
  const draft = compose(desk, seen.draft.operation, lessons)
  const text =
    isSync && outcome.kind === 'list'
      ? syncText(scene, [{ draft, list: outcome.list, isSaved: true, only: [] }])
      : actionText(scene, draft, outcome)
  const slip = yield* writeDown(desk, text)
  const tried = outcome.kind === 'list' && !isSync ? yield* turnPages(desk, draft) : undefined
  if (slip && tried?.kind === 'failed') yield* mendSlip(desk, slip)
  return yield* runUntilSaved(desk, {
    text,
    seen,
    lessons,
    isPaged: outcome.kind === 'list',
    ...(slip && tried?.kind !== 'failed' && { slip }),
  })
}

function* turnPages(desk: Desk, draft: Draft): Move<Tried> {
  const input = { ...testInputOf(draft), ...smallPage(draft.operation) }
  const page = yield* tryOut(desk, 'The first page.', { input })
  const cursor = page.kind === 'passed' && isJsonObject(page.output) ? page.output['nextCursor'] : undefined
  return typeof cursor === 'string'
    ? yield* tryOut(desk, 'And the page after it.', { input: { ...input, cursor } })
    : page
}

interface Written {
  readonly text: string
  readonly seen: Seen
  readonly lessons: Lessons
  readonly isPaged: boolean
  /** A mistake that is still in the file. */
  readonly slip?: Slip
}

/** What is asked and given is settled; only with what it is tried is not. */
function* runUntilSaved(desk: Desk, { text, seen, lessons: first, isPaged, slip: open }: Written): Move<Tried> {
  const { scene } = desk
  let [lessons, slip] = [first, open]
  let last: Tried = { kind: 'failed', because: 'it was never tried', status: undefined }
  for (let tries = 0; tries < mostTries; tries++) {
    const draft = compose(desk, seen.draft.operation, lessons)
    last = yield* tryOut(desk, 'A real run, saved.', { ...givenFor(scene.kind, draft, isPaged), save: true })
    if (last.kind !== 'failed') return last
    if (slip) {
      yield* mendSlip(desk, slip)
      slip = undefined
      // What it changed before it failed is not the same any more.
      const tries = desk.tries.count
      if (isChange(desk)) lessons = yield* another(desk, { ...seen, draft, lessons })
      if (desk.tries.count > tries) yield turn('The function again.', write(scene.file, text))
      continue
    }
    const before = desk.tries.count
    const next = yield* seek(desk, last, draft, { ...lessons, turn: lessons.turn + 1 })
    lessons = { ...lessons, known: next.known, turn: next.turn }
    if (desk.tries.count > before) yield turn('The function again.', write(scene.file, text))
  }
  return last
}

function givenFor(
  kind: 'action' | 'sync',
  draft: Draft,
  isPaged: boolean,
): { readonly input?: Json; readonly metadata?: Json } {
  const given = testInputOf(draft)
  if (kind === 'action') return { input: { ...given, ...(isPaged && smallPage(draft.operation)) } }
  return draft.args.length > 0 ? { metadata: given } : {}
}

function without(known: Known, name: string): Known {
  return new Map([...known].filter(([each]) => each !== name))
}

function isChange({ scene, intent }: Desk): boolean {
  return scene.kind === 'action' && intent.deed !== 'read'
}

/** What was changed once is not the same any more: another one, or another new one. */
function* another(desk: Desk, { draft, lessons }: Seen): Move<Lessons> {
  const references = draft.args.filter(({ field }) => isReference(field) && lessons.known.has(field.name))
  const last = references.at(-1)?.field
  const next = { ...lessons, turn: lessons.turn + 1 }
  if (!last) return next
  const found = lessons.known.get(last.name)!
  if (found.length > 1)
    return { ...next, known: new Map([...lessons.known, [last.name, likeTheFirst(found, lessons.turn)]]), turn: 0 }
  const like = found.map(({ item }) => item)
  const made = yield* makeOne(desk, draft.operation, last, { known: without(lessons.known, last.name), like })
  const known: Known = made ? new Map([...lessons.known, [last.name, [made]]]) : lessons.known
  if (made) yield* fill(desk, compose(desk, draft.operation, { ...next, known }))
  return { ...next, known }
}

/** What comes after the one that did, those in the same state first; the one that did comes last. */
function likeTheFirst(found: readonly Found[], turn: number): Found[] {
  const at = turn % found.length
  const used = found[at]!
  const others = [...found.slice(at + 1), ...found.slice(0, at)]
  const isAlike = ({ item }: Found) => stateOf(item) === stateOf(used.item)
  return [...others.filter(isAlike), ...others.filter((each) => !isAlike(each)), used]
}

function stateOf(item: Json): string {
  if (!isJsonObject(item)) return ''
  return JSON.stringify(Object.entries(item).filter(([, value]) => typeof value === 'boolean'))
}

/** Few on a page show whether the next one is found. */
function smallPage(operation: Operation): { readonly [name: string]: Json } {
  const size = sizeField(operation)
  return size ? { [size.name]: 2 } : {}
}

/** What to make of the answer. */
export function outcomeOf(desk: Desk, { draft, answer }: Seen): Outcome {
  const { intent, scene } = desk
  const { operation } = draft
  const items = itemsIn(answer, [...intent.name, ...intent.sentence])
  if (items && (intent.isList || scene.kind === 'sync'))
    return { kind: 'list', list: listShapeOf(desk, operation, items) }
  const shape = shapeOf([answer], operation.answer)
  if (operation.isEmpty || answer === null || answer === '' || !isJsonObject(answer) || !saysSomething(shape, draft))
    return { kind: 'done' }
  return { kind: 'one', shape }
}
