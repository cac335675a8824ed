import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import { docsPage } from '../calls.ts'
import { turn } from '../part.ts'
import { type Desk, look, open } from './desk.ts'
import type { Start } from './draft.ts'
import { type Known, demandedBy, isTalk } from './fields.ts'
import { lookAt } from './find.ts'
import { itemsIn } from './items.ts'
import { type Seen, makeOne } from './observe.ts'
import { type Field, type Operation, readObject } from './read-page.ts'
import { sourceOf } from './source.ts'
import { wordsOf } from './words.ts'

/** Where a list begins that cannot be asked for without a place to go on from: another operation tells the place of now. */
export function* startOf(desk: Desk, operation: Operation): Move<Start | undefined> {
  const field = demandedBy(operation).find(({ name, inPath }) => !inPath && isTalk(name))
  const source = field && sourceOf(field, operation)
  if (!field || source === undefined) return undefined
  const [reader] = yield* open(desk, `${source} tells where to begin.`, [source])
  const words = wordsOf(field.name)
  const isPlace = ({ name }: Field) => words.every((word) => wordsOf(name).includes(word))
  const texts = reader?.answer.filter(({ name, type }) => type === 'string' && name !== 'kind') ?? []
  const told = texts.find(isPlace) ?? (texts.length === 1 ? texts[0] : undefined)
  if (!reader || !told || demandedBy(reader).length > 0) return undefined
  const [answer] = (yield* look(desk, 'Where is now?', [lookAt(desk, reader, new Map())])) ?? []
  const value = isJsonObject(answer ?? null) ? (answer as { readonly [name: string]: Json })[told.name] : undefined
  const later = operation.answer.find(({ name }) => wordsOf(told.name).every((word) => wordsOf(name).includes(word)))
  return {
    field,
    reader,
    member: told.name,
    ...(later && { later: later.name }),
    ...(typeof value === 'string' && { value }),
  }
}

/** From now on there is nothing yet: something new is made, and shows what the list holds. */
export function* withSomethingNew(desk: Desk, seen: Seen): Move<Seen> {
  const { operation, start } = seen.draft
  const names = [...desk.intent.name, ...desk.intent.sentence]
  if (start?.value === undefined || (itemsIn(seen.answer, names)?.items.length ?? 0) > 0) return seen
  const list = operation.answer.find(({ type }) => /^[A-Z]\w*\[\]$/.test(type))
  const [page] = list ? yield turn('What would be in it?', docsPage(list.type.replace('[]', ''))) : []
  const things = readObject(page?.text ?? '').filter(
    ({ name, text }) => /(Id|_id)$/.test(name) && !/deprecated/i.test(text),
  )
  const known: Known = new Map([[start.field.name, [{ value: start.value, item: null }]]])
  for (const thing of things.slice(0, 3)) {
    const made = yield* makeOne(desk, operation, { ...thing, required: true }, { known: new Map() })
    // What was seen before is old now.
    const ask = { ...lookAt(desk, operation, known), headers: operation.headers }
    desk.seen.delete(JSON.stringify(ask))
    const [answer] = made ? ((yield* look(desk, 'And now?', [ask])) ?? []) : []
    if (answer !== undefined && (itemsIn(answer, names)?.items.length ?? 0) > 0) return { ...seen, answer }
  }
  return seen
}
