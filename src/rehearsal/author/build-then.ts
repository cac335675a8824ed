import { isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { chooseOperation } from './choose-operation.ts'
import type { Tried } from './commands.ts'
import { type Desk, open, search } from './desk.ts'
import { type Argument, type Draft, type Fixed, testInputOf } from './draft.ts'
import { type Found, type Known, demandedBy, isReference } from './fields.ts'
import { collectionOf, nounsOf, samePath } from './find.ts'
import { outcomeOf } from './finish.ts'
import { intentOf } from './intent.ts'
import { noLessons } from './lessons.ts'
import type { LookUpClause } from './look-up-clause.ts'
import { type Seen, observe } from './observe.ts'
import type { Field, Operation } from './read-page.ts'
import type { ThenClause } from './then-clause.ts'
import { type Bound, thenText } from './then-text.ts'
import { tryOperation } from './try-operation.ts'
import { uploadOf } from './upload.ts'
import { isSaidBy, wordsOf } from './words.ts'
import { writeAndRun } from './write-down.ts'

/** Writes a function that does two things one after the other; nothing where they cannot be found. */
export function* buildThen(desk: Desk, clause: ThenClause): Move<Tried | undefined> {
  const [first] = yield* chooseOperation(saying(desk, clause.first))
  const second = first && (yield* secondOf(saying(desk, clause.next), first, clause))
  if (!first || !second) return undefined
  const firstDesk = { ...desk, intent: saying(desk, clause.first).intent }
  const nextDesk = { ...desk, intent: saying(desk, clause.next).intent }
  const place = second.bound.find(({ from }) => from === 'place')
  const done = yield* tryOperation(firstDesk, first, place && titled(firstDesk, first))
  if (done.kind !== 'seen') return undefined
  const bound = second.bound.flatMap((each) => valued(each, done))
  if (bound.length < second.bound.length) return undefined
  const known: Known = new Map(bound.map(({ field, value }) => [field.name, [{ value, item: null } satisfies Found]]))
  const after = yield* observe(nextDesk, second.operation, { ...noLessons, known, fixed: second.fixed })
  if (after.kind !== 'seen') return undefined
  const undo = clause.undo === undefined ? undefined : yield* undoOf(desk, clause, first)
  const next: Draft = { ...after.draft, args: after.draft.args.map((arg) => boundArgument(arg, bound)) }
  const text = thenText(desk.scene, {
    first: done.draft,
    next,
    bound,
    outcome: outcomeOf(nextDesk, after),
    ...(undo && { undo }),
  })
  const run = { input: { ...testInputOf(done.draft), ...testInputOf(next) }, save: true }
  return yield* writeAndRun(desk, text, run)
}

/** One of the two, as if it were all. */
function saying(desk: Desk, { does, name }: ThenClause['first']): Desk {
  const { kind } = desk.scene
  return { ...desk, scene: { ...desk.scene, name, does }, intent: intentOf(name, does, kind) }
}

interface Second {
  readonly operation: Operation
  readonly bound: readonly Binding[]
  readonly fixed: readonly Fixed[]
}

/** Where a reference of the second request comes from: what is given to the first, what that made, or its place in a table. */
interface Binding {
  readonly field: Field
  readonly from: 'given' | 'made' | 'place'
}

/** The operation that goes on with what the first one has made or changed. */
function* secondOf(desk: Desk, first: Operation, clause: ThenClause): Move<Second | undefined> {
  const chosen = yield* chooseOperation(desk)
  const all = [
    ...chosen,
    ...[...desk.pages.values()].flatMap((page) => (page && /^(PATCH|PUT)$/.test(page.method) ? [page] : [])),
  ]
  for (const operation of all) {
    const references = demandedBy(operation).filter((field) => isReference(field))
    const bound = references.flatMap((field) => bindingOf(desk, { first, operation, field, thing: clause.thing }))
    const isGoingOn = bound.some(({ from }) => from !== 'given') && bound.length === references.length
    if (!isGoingOn || operation.method === 'GET' || operation.wrap) continue
    const object = clause.next.name.split('-').at(-1)!
    const upload = operation.body.some(({ name }) => wordsOf(name).join(' ') === object)
      ? undefined
      : uploadOf(desk, operation, object)
    return { operation, fixed: [], ...upload, bound }
  }
  return undefined
}

interface Wanted {
  readonly first: Operation
  readonly operation: Operation
  readonly field: Field
  readonly thing: string
}

function bindingOf(desk: Desk, { first, operation, field, thing }: Wanted): Binding[] {
  if (demandedBy(first).some(({ name }) => name === field.name)) return [{ field, from: 'given' }]
  if (
    samePath(first.path, collectionOf(operation, field)) ||
    (first.method === 'POST' && !first.wrap && nounsOf(field, operation, desk).includes(thing))
  )
    return [{ field, from: 'made' }]
  const isPlace = /\bA1 notation\b/.test(field.text) && placeIn(first) !== undefined
  return isPlace ? [{ field, from: 'place' }] : []
}

/** The number of a row that is given to an operation on rows. */
function placeIn({ wrap, body }: Operation): string | undefined {
  const isRows = wrap?.leaves.some(({ fixed }) => fixed !== undefined && wordsOf(fixed).includes('row'))
  return isRows
    ? body.find(({ name, type }) => /index|row|position/i.test(name) && /^(integer|number)/.test(type))?.name
    : undefined
}

/** Ranges are told by titles: so is then what the first request names by an id. */
function titled({ intent }: Desk, first: Operation): LookUpClause | undefined {
  const field = first.body.find((each) => isReference(each))
  const [noun = ''] = wordsOf(field?.name.replace(/(_id|Id)$/, '') ?? '')
  const thing = intent.sentence.find((word) => isSaidBy(noun, word))
  return noun === '' ? undefined : { act: '', thing: thing ?? noun, by: 'title' }
}

/** What the second request is tried with, and where the function has it from. */
function valued({ field, from }: Binding, { draft, answer }: Seen): Bound[] {
  switch (from) {
    case 'given': {
      const arg = draft.args.find((each) => each.field.name === field.name)
      return arg ? [{ field, value: arg.value, code: arg.code ?? `input.${field.name}` }] : []
    }
    case 'made': {
      const name = ['id', field.name].find((each) => isJsonObject(answer) && typeof answer[each] === 'string')
      return name && isJsonObject(answer) ? [{ field, value: answer[name]!, code: `made.${name}`, member: name }] : []
    }
    case 'place': {
      const title = draft.args.find(({ place }) => place === 'look-up')
      const row = draft.args.find(({ field: { name } }) => name === placeIn(draft.operation))
      if (!title || !row) return []
      const code = `\`'\${input.${title.field.name}.replaceAll("'", "''")}'!A\${input.${row.field.name} + 1}\``
      return [{ field, value: `'${String(title.value).replaceAll("'", "''")}'!A${Number(row.value) + 1}`, code }]
    }
  }
}

function boundArgument(arg: Argument, bound: readonly Bound[]): Argument {
  const own = bound.find(({ field }) => field.name === arg.field.name)
  return own ? { ...arg, code: own.code } : arg
}

/** What takes back what the first request made. */
function* undoOf(desk: Desk, { undo, thing }: ThenClause, first: Operation): Move<Operation | undefined> {
  const isUndo = (hit: { method: string; path: string }) =>
    hit.method === 'DELETE' && samePath(first.path, hit.path.replace(/\/\{[^}]+\}$/, ''))
  const known = desk.hits.find(isUndo)
  const hit = known ?? (yield* search(desk, 'And if that fails?', `${undo} a ${thing}`)).find(isUndo)
  return hit && (yield* open(desk, 'This takes it back.', [hit.page]))[0]
}
