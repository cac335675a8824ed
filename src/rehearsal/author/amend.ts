import type { Json, JsonObject } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import { bash, write } from '../calls.ts'
import { type Move, turn } from '../part.ts'
import { type Amendment, amendText } from './amend-text.ts'
import type { Tried } from './commands.ts'
import { type Desk, look, open, search, tryOut } from './desk.ts'
import { type Found, type Known, isReference } from './fields.ts'
import { findAll, lookAt } from './find.ts'
import { madeUp } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'
import { shapeOf } from './shape.ts'
import { wordsOf } from './words.ts'

/** Whether a sentence wants one entry of a list changed and the rest of it kept. */
export function isAmendment(does: string): boolean {
  return /\b(keep|leave)s? (everybody|everyone|everything|all|the) (else|others?|rest)\b|write the whole \w+ back/i.test(
    does,
  )
}

/** A function that reads a thing, changes one entry of a list in it, and writes it back; nothing where there is no such list. */
export function* amend(desk: Desk): Move<Tried | undefined> {
  const found = yield* whatToAmend(desk)
  if (!found) return undefined
  const { reader, writer, list } = found
  const references = writer.params.filter((field) => field.inPath && isReference(field))
  const known = yield* findAll(desk, reader, references)
  const last = references.at(-1)
  const context = references.slice(0, -1)
  if (!last) return { kind: 'failed', because: 'the thing cannot be named', status: undefined }
  const things = (known.get(last.name) ?? []).toSorted((a, b) => entriesOf(b, list).length - entriesOf(a, list).length)
  let tried: Tried = { kind: 'failed', because: 'there is nothing to change', status: undefined }
  for (const thing of things.slice(0, 4)) {
    const ids = [
      ...context.map((field) => [field.name, known.get(field.name)?.[0]?.value ?? ''] as const),
      [last.name, thing.value] as const,
    ]
    const whole = yield* wholeOf(desk, found, new Map(ids.map(([name, value]) => [name, [{ value, item: null }]])))
    if (!whole) continue
    const amendment = amendmentOf(desk, { ...found, whole })
    const input = { ...Object.fromEntries(ids), ...amendment.input }
    yield turn('It is read, changed and written back.', write(desk.scene.file, amendText(desk.scene, amendment)))
    yield turn('Does it compile?', bash(desk.commands.compile))
    tried = yield* tryOut(desk, 'A run with one of them.', { input })
    if (tried.kind === 'passed')
      tried = yield* tryOut(desk, 'And saved.', { input: { ...input, ...another(desk, amendment, whole) }, save: true })
    if (tried.kind !== 'failed') return tried
  }
  return tried
}

/** The thing as it is; where its list is empty and something has to be in it, some entries are put there first. */
function* wholeOf(desk: Desk, { reader, writer, list }: Target, known: Known): Move<JsonObject | undefined> {
  const ask = lookAt(desk, reader, known)
  const [whole] = (yield* look(desk, 'The whole of it.', [ask])) ?? []
  if (!isJsonObject(whole)) return undefined
  const entries = whole[list.name]
  if (desk.intent.deed === 'create' || (Array.isArray(entries) && entries.length > 1)) return whole
  const key = keyOf(list)
  const data = {
    ...(writer.method === 'PUT' && whole),
    [list.name]: [0, 1, 2].map((turn) => ({ [key.name]: madeUp(key, desk.whim, turn) })),
  }
  const fill = { ...ask, page: writer.page, method: writer.method, data }
  const [filled] = (yield* look(desk, 'Some have to be in it first.', [fill])) ?? []
  return isJsonObject(filled) ? filled : undefined
}

/** The field of an entry that names it. */
function keyOf({ fields }: Field): Field {
  const strings = fields.filter(({ type, text }) => type === 'string' && !/read-only/i.test(text))
  const named = (pattern: RegExp) => strings.find(({ name }) => pattern.test(name))
  return named(/e-?mail/i) ?? named(/^(id|key|name)$/) ?? strings[0] ?? fields[0]!
}

interface Target {
  readonly reader: Operation
  readonly writer: Operation
  readonly list: Field
}

/** The operations that read and write a thing with a list that the sentence speaks of. */
function* whatToAmend(desk: Desk): Move<Target | undefined> {
  const { intent, scene } = desk
  const nouns = [...intent.owners, ...intent.sentence]
  const hits = yield* search(
    desk,
    'What can be written back?',
    scene.does,
    `update ${intent.owners.join(' ')}`,
    `get ${intent.owners.join(' ')}`,
    scene.name.replaceAll('-', ' '),
  )
  const writes = hits.filter(
    ({ method, path, page }) =>
      /^(PATCH|PUT)$/.test(method) && path.endsWith('}') && wordsOf(page).some((word) => nouns.includes(word)),
  )
  const isWhole = /whole/.test(scene.does)
  const pages = yield* open(desk, 'I read what takes it.', [...new Set(writes.map(({ page }) => page))].slice(0, 4))
  const wanted = pages.toSorted(
    (a, b) => Number(b.method === (isWhole ? 'PUT' : 'PATCH')) - Number(a.method === (isWhole ? 'PUT' : 'PATCH')),
  )
  for (const writer of wanted) {
    const list = writer.body.find(
      ({ name, type, fields }) =>
        type.endsWith('[]') && fields.length > 0 && wordsOf(name).some((word) => intent.name.includes(word)),
    )
    const read = desk.hits.find(({ method, path }) => method === 'GET' && path === writer.path)
    const [reader] = list && read ? yield* open(desk, 'And what reads it.', [read.page]) : []
    if (list && reader) return { reader, writer, list }
  }
  return undefined
}

function entriesOf({ item }: Found, { name }: Field): readonly Json[] {
  const entries = isJsonObject(item) ? item[name] : undefined
  return Array.isArray(entries) ? entries : []
}

function amendmentOf(
  desk: Desk,
  { reader, writer, list, whole }: Target & { whole: Readonly<Record<string, Json>> },
): Amendment {
  const { intent, whim, envelope } = desk
  const strings = list.fields.filter(({ type, text }) => type === 'string' && !/read-only/i.test(text))
  const key = keyOf(list)
  const entries = (whole[list.name] ?? []) as readonly Json[]
  const deed = intent.deed === 'remove' ? 'remove' : intent.deed === 'change' ? 'change' : 'add'
  const spoken = strings.find(
    (field) => field !== key && wordsOf(field.name).some((word) => intent.name.includes(word)),
  )
  const changed = deed === 'change' ? spoken : undefined
  const existing =
    entries.find((entry) => isJsonObject(entry) && entry['self'] !== true && entry['organizer'] !== true) ?? entries[0]
  const keyValue = deed === 'add' || !isJsonObject(existing) ? madeUp(key, whim) : (existing[key.name] ?? '')
  return {
    reader,
    writer,
    list,
    key,
    deed,
    envelope,
    answer: shapeOf([whole], reader.answer),
    ...(changed && { changed }),
    input: {
      [key.name]: keyValue,
      ...(changed && {
        [changed.name]: otherValue(entries, changed, isJsonObject(existing) ? existing[changed.name] : undefined),
      }),
    },
  }
}

/** A value that other entries have in this place. */
function otherValue(entries: readonly Json[], { name }: Field, now: Json | undefined): Json {
  const values = entries.flatMap((entry) =>
    isJsonObject(entry) && typeof entry[name] === 'string' ? [entry[name]] : [],
  )
  return values.find((value) => value !== now) ?? 'accepted'
}

/** What was added or taken off once cannot be again. */
function another(
  desk: Desk,
  { deed, key, list }: Amendment,
  whole: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  if (deed === 'change') return {}
  if (deed === 'add') return { [key.name]: madeUp(key, desk.whim, 1) }
  const entries = (whole[list.name] ?? []) as readonly Json[]
  const values = entries.flatMap((entry) =>
    isJsonObject(entry) && entry['organizer'] !== true && entry['self'] !== true ? [entry[key.name] ?? ''] : [],
  )
  return values.length > 1 ? { [key.name]: values[1]! } : {}
}
