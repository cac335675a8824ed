import type { Json } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import { bash, reportBlocked, write } from '../calls.ts'
import { type Move, type Part, turn } from '../part.ts'
import { aliased, fit, ranked } from './choose.ts'
import type { Tried } from './commands.ts'
import { type Lessons, compose, fieldsFor, noLessons } from './compose.ts'
import { type Desk, look, open, search, sitDown, tryOut } from './desk.ts'
import { type Argument, type Draft, type ListShape, type Outcome, testInputOf } from './draft.ts'
import { type Known, demandedBy, innerReferences, isReference } from './fields.ts'
import { findAll, lookAt, makeOne } from './find.ts'
import { actionText, saysSomething } from './function-text.ts'
import { itemsIn } from './items.ts'
import { learnFrom } from './learn.ts'
import type { Field, Operation } from './read-page.ts'
import { shapeOf } from './shape.ts'
import { nounOf, wordsOf } from './words.ts'
import { syncText } from './sync-text.ts'

/**
 * Does any interaction as an agent would: reads the sentence and the reference, looks what the account holds, tries
 * the call, takes the shape of the answer from what it saw, writes the function, and mends it by what goes wrong.
 * It knows no API: all that it writes comes from what it has read and seen.
 */
export const author: Part = {
  name: 'author',
  says: { firstAttempt: { artefact: 'accepted', conduct: ['clean', 'note'] }, ends: 'accepted' },
  *play(scene) {
    const desk = yield* sitDown(scene)
    const ending = yield* build(desk)
    if (ending.kind === 'stopped') {
      yield turn('The connection may not do this.', reportBlocked(`${scene.interaction}: ${ending.because}`))
      yield { text: `Blocked: ${ending.because}` }
      return
    }
    yield {
      text:
        ending.kind === 'passed'
          ? `${scene.interaction} is written, compiles, and its dry run against the test account passed.`
          : `${scene.interaction} is not done: ${ending.because.split('\n')[0]?.slice(0, 200)}`,
    }
  },
}

function* build(desk: Desk): Move<Tried> {
  const operations = yield* choose(desk)
  let last: Tried = { kind: 'failed', because: 'no operation of the API fits', status: undefined }
  for (const operation of operations.slice(0, 2)) {
    last = yield* buildBy(desk, operation)
    if (last.kind !== 'failed') return last
  }
  return last
}

function* buildBy(desk: Desk, operation: Operation): Move<Tried> {
  const { demanded, spoken } = fieldsFor(desk, operation, noLessons)
  const fields = [...demanded, ...spoken]
  const known = yield* findAll(desk, operation, [...fields.filter(isReference), ...fields.flatMap(innerReferences)])
  const examples = yield* examplesFor(desk, operation, [...known.values()].at(-1)?.map(({ item }) => item) ?? [])
  const seen = yield* observe(desk, operation, { ...noLessons, known, examples })
  return seen.kind === 'seen' ? yield* finish(desk, seen) : seen
}

/** The operations that may do what the sentence says, likeliest first: searched for, and chosen by their pages. */
function* choose(desk: Desk): Move<readonly Operation[]> {
  const { does, name } = desk.scene
  const { intent } = desk
  const said = name.replaceAll('-', ' ')
  const words = [...new Set([...intent.name, ...intent.sentence])].join(' ')
  const nouns = intent.name.filter((word) => intent.sentence.includes(word) && word !== intent.verb).slice(0, 2)
  yield* search(
    desk,
    'What does the reference have for this?',
    does,
    said,
    words,
    said.replace(/^\w+ /, ''),
    ...nouns.map((noun) => `list ${noun}s`),
  )
  const own = [aliased(does, desk.aliases), aliased(said, desk.aliases)].filter(
    (query) => query !== does && query !== said,
  )
  if (own.length > 0) yield* search(desk, 'It calls that by another name; once more with its own words.', ...own)
  const candidates = ranked(desk.hits, intent, desk.aliases).slice(0, 7)
  const pages = yield* open(
    desk,
    'These look right; let me read them.',
    candidates.map(({ page }) => page),
  )
  const scored = pages.map((operation) => {
    const rank = candidates.find(({ page }) => page === operation.page)?.fits ?? 0
    return { operation, fits: rank + fit(operation, intent, desk.aliases) }
  })
  const best = scored.toSorted((a, b) => b.fits - a.fits)
  return best.filter(({ fits }) => fits > best[0]!.fits - 2.5).map(({ operation }) => operation)
}

/** Things like the one that is to be made, to learn from. */
function* examplesFor(desk: Desk, operation: Operation, found: readonly Json[]): Move<readonly Json[]> {
  if (found.some(isJsonObject) && desk.intent.deed !== 'create') return found
  if (operation.body.length === 0) return found
  const paths = [operation.path, operation.path.replace(/\/\w+$/, ''), operation.path.replace(/\/\w+\/\w+$/, '')]
  const lister = paths.flatMap(
    (wanted) => desk.hits.find(({ method, path }) => method === 'GET' && path === wanted) ?? [],
  )[0]
  if (!lister || demandedBy(operation).some(({ inPath }) => inPath)) return found
  const [page] = yield* open(desk, 'How do those look that are there?', [lister.page])
  if (!page) return found
  const [answer] = (yield* look(desk, 'I look at some that are there.', [lookAt(desk, page, new Map())])) ?? []
  return answer === undefined ? found : (itemsIn(answer, desk.intent.name)?.items ?? found)
}

interface Seen {
  readonly kind: 'seen'
  readonly draft: Draft
  readonly lessons: Lessons
  readonly answer: Json
}

const mostTries = 7

/** Makes the call, with the real arguments, to see what it answers; learns from each refusal. */
function* observe(desk: Desk, operation: Operation, first: Lessons): Move<Seen | Tried> {
  let lessons = first
  let last: Tried = { kind: 'failed', because: 'it was never tried', status: undefined }
  for (let tries = 0; tries < mostTries; tries++) {
    const draft = compose(desk, operation, lessons)
    const { scene } = desk
    if (scene.kind === 'sync') {
      const [answer] =
        (yield* look(desk, 'What does it answer?', [
          lookAt(desk, operation, new Map(draft.args.map(({ field, value }) => [field.name, [{ value, item: null }]]))),
        ])) ?? []
      if (answer !== undefined) return { kind: 'seen', draft, lessons, answer }
      return { kind: 'failed', because: 'the look failed', status: undefined }
    }
    yield turn('A first version, to see the answer.', write(scene.file, actionText(scene, draft, { kind: 'raw' })))
    last = yield* tryOut(desk, 'What does it say?', { input: testInputOf(draft) })
    if (last.kind === 'passed') return { kind: 'seen', draft, lessons, answer: answerIn(last.output) }
    if (last.kind === 'stopped' || last.status === 501) return last
    lessons = yield* seek(desk, last, draft, learnFrom(last, draft, lessons))
  }
  return last
}

/** What was not found, or is not ours, may be had in another way. */
function* seek(
  desk: Desk,
  { because }: { because: string },
  { operation, args }: Draft,
  lessons: Lessons,
): Move<Lessons> {
  const all = [...operation.params, ...operation.body]
  const noun = /(\w+?)s?_not_found|no such (\w+)|(\w+) (?:was )?not found/i.exec(because)?.slice(1).find(Boolean)
  const lost = noun === undefined ? [] : lostFields(noun, all, { args, lessons })
  if (lost.length > 0) {
    const sought = lost.map((field) => ({ ...field, text: `Identifier of the ${noun}. ${field.text}`, required: true }))
    const known = yield* findAll(desk, operation, sought, { start: lessons.known })
    return { ...lessons, known, wanted: [...lessons.wanted, ...lost.map(({ name }) => name)] }
  }
  const isForeign = /not_authori|forbidden|permission|cant_|cannot|not_allowed|not the owner/i.test(because)
  const references = args
    .filter(({ field }) => isReference(field) && lessons.known.has(field.name))
    .map(({ field }) => field)
  const [first] = references
  if (!isForeign || !first || lessons.turn !== 2) return lessons
  const made = yield* makeOne(desk, operation, first, lessons.known)
  if (!made) return lessons
  const start: Known = new Map([[first.name, [made]]])
  return { ...lessons, known: yield* findAll(desk, operation, references, { start }), turn: 0 }
}

/** The fields that named what is not there: by the error's own word, what was made up, or what is said of them. */
function lostFields(
  noun: string,
  all: readonly Field[],
  { args, lessons }: { args: readonly Argument[]; lessons: Lessons },
): Field[] {
  const isOpen = ({ name }: Field) => !lessons.known.has(name) && !lessons.wanted.includes(name)
  const named = all.find((field) => isOpen(field) && wordsOf(nounOf(field.name)).includes(noun.toLowerCase()))
  const madeUp = args.find(
    ({ field, isRequired, value }) =>
      isRequired && isOpen(field) && typeof value === 'string' && (isReference(field) || /e-?mail/i.test(field.name)),
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

function answerIn(output: Json): Json {
  const text = isJsonObject(output) ? output['answer'] : undefined
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Json) : null
  } catch {
    // Cut, or no JSON at all: nothing to learn a shape from.
    return null
  }
}

/** Writes the real function, compiles it, and runs it until a run is saved. */
function* finish(desk: Desk, seen: Seen): Move<Tried> {
  const { scene, intent } = desk
  const outcome = outcomeOf(desk, seen)
  const isSync = scene.kind === 'sync'
  const changes = !isSync && intent.deed !== 'read'
  let lessons = changes ? yield* another(desk, seen) : seen.lessons
  let last: Tried = { kind: 'failed', because: 'it was never tried', status: undefined }
  for (let tries = 0; tries < mostTries; tries++) {
    const draft = compose(desk, seen.draft.operation, lessons)
    if (tries === 0) {
      const text =
        isSync && outcome.kind === 'list' ? syncText(scene, draft, outcome.list) : actionText(scene, draft, outcome)
      yield turn('Now the function itself.', write(scene.file, text))
      yield turn('Does it compile?', bash(desk.commands.compile))
    }
    const given = isSync
      ? draft.args.length > 0
        ? { metadata: testInputOf(draft) }
        : {}
      : { input: { ...testInputOf(draft), ...smallPage(draft, outcome) } }
    if (tries === 0 && outcome.kind === 'list' && !isSync) {
      const page = yield* tryOut(desk, 'The first page.', given)
      const cursor = page.kind === 'passed' && isJsonObject(page.output) ? page.output['nextCursor'] : undefined
      if (typeof cursor === 'string')
        yield* tryOut(desk, 'And the page after it.', { input: { ...given.input, cursor } })
    }
    last = yield* tryOut(desk, 'A real run, saved.', { ...given, save: true })
    if (last.kind !== 'failed') return last
    lessons = learnFrom(last, draft, lessons)
  }
  return last
}

/** What was changed once is not the same any more: another one, or another new one. */
function* another(desk: Desk, { draft, lessons }: Seen): Move<Lessons> {
  const references = draft.args.filter(({ field }) => isReference(field) && lessons.known.has(field.name))
  const last = references.at(-1)?.field
  const next = { ...lessons, turn: lessons.turn + 1 }
  if (!last || lessons.known.get(last.name)!.length > 1) return next
  const made = yield* makeOne(desk, draft.operation, last, lessons.known)
  return made ? { ...next, known: new Map([...lessons.known, [last.name, [made]]]) } : next
}

function smallPage({ operation }: Draft, outcome: Outcome): { readonly [name: string]: Json } {
  const size =
    outcome.kind === 'list'
      ? operation.params
          .concat(operation.body)
          .find(
            ({ name, type }) =>
              /^(limit|count|page_?size|max_?results|per_?page|size)$/i.test(name) &&
              /^(number|integer|int)/.test(type),
          )
      : undefined
  return size ? { [size.name]: 2 } : {}
}

/** What to make of the answer. */
function outcomeOf({ intent, scene }: Desk, { draft, answer }: Seen): Outcome {
  const { operation } = draft
  const items = itemsIn(answer, [...intent.name, ...intent.sentence])
  if (items && (intent.isList || scene.kind === 'sync'))
    return { kind: 'list', list: listShape(operation, items, answer) }
  const shape = shapeOf([answer], operation.answer)
  if (operation.isEmpty || answer === null || answer === '' || !isJsonObject(answer) || !saysSomething(shape, draft))
    return { kind: 'done' }
  return { kind: 'one', shape }
}

function listShape(
  { answer: fields, paging }: Operation,
  { path, items }: NonNullable<ReturnType<typeof itemsIn>>,
  answer: Json,
): ListShape {
  const field = fields.find(({ name }) => name === path[0])
  const item = shapeOf(
    items,
    path.length === 1 ? field?.fields : [],
    path.length === 1 ? field?.type.replace(/\[\]$/, '') : '',
  )
  const next = paging?.how === 'cursor' ? paging.from.split('.') : undefined
  void answer
  return { path, item, next }
}
