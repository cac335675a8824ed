import type { Json } from '../../lib/json.ts'
import { docsPage } from '../calls.ts'
import { type Move, turn } from '../part.ts'
import type { Desk } from './desk.ts'
import { isNaming } from './fields.ts'
import { type Intent, deedIn } from './intent.ts'
import { choicesIn } from './made-up.ts'
import { type Field, type Operation, type Wrapped, readObject } from './read-page.ts'
import { isSaidBy, tellingWords, wordsOf } from './words.ts'

/** One of the operations with one of its kinds of change, where the sentence speaks of what only that one changes. */
export function* memberOf(desk: Desk, operations: readonly Operation[]): Move<Operation | undefined> {
  const { intent } = desk
  if (intent.deed === 'read' || intent.isBatch) return undefined
  for (const operation of operations) {
    const list = operation.body.find(isUnion)
    const told = new Set([
      ...wordsOf(operations[0]!.page),
      ...wordsOf(operation.path),
      ...tellingWords(operations[0]!.title),
    ])
    const asked = [...new Set([...intent.sentence, ...intent.name])].filter((word) => !told.has(word))
    const words = ({ name, text }: Field) => new Set([...wordsOf(name), ...tellingWords(text)])
    const score = (member: Field) =>
      asked.filter((word) => [...words(member)].some((own) => isSaidBy(own, word))).length
    const fits = (member: Field) => score(member) + nearness(member, asked, intent)
    const [member] = (list?.fields ?? []).toSorted((a, b) => fits(b) - fits(a))
    if (!list || !member || score(member) < 2) continue
    const [page] = yield turn(`It takes many kinds of change; ${member.name} is mine.`, docsPage(member.type))
    const narrowed = narrowedTo(desk, operation, [list, member], readObject(page?.text ?? ''))
    if (narrowed) return narrowed
  }
  return undefined
}

/** Of those that are spoken of alike: what does what is asked for, and to nothing else. */
function nearness({ name }: Field, asked: readonly string[], { deed }: Intent): number {
  const [verb = '', ...nouns] = wordsOf(name)
  const own = deedIn(verb)
  const strange = nouns.filter((noun) => !asked.some((word) => isSaidBy(noun, word)))
  return (own === undefined ? 0 : own === deed ? 0.5 : -1) - strange.length * 0.1
}

/** What makes a thing of the sort that a field of the same list of changes names. */
export function* makingMember(desk: Desk, operation: Operation, noun: string): Move<Operation | undefined> {
  const whole = desk.pages.get(operation.page)
  const list = whole?.body.find(isUnion)
  const isMaking = ({ name }: Field) => {
    const [verb = '', ...nouns] = wordsOf(name)
    return deedIn(verb) === 'create' && nouns.join('') === noun
  }
  const member = list?.fields.find(isMaking)
  if (!whole || !list || !member) return undefined
  const [page] = yield turn(`${member.name} makes one.`, docsPage(member.type))
  return narrowedTo(desk, whole, [list, member], readObject(page?.text ?? ''))
}

/** A change to try a list of any changes with: one that makes something and needs nothing but its name. */
export function* someChanges(
  desk: Desk,
  operation: Operation,
): Move<{ readonly list: Field; readonly leaf: Field; readonly valueOf: (name: Json) => Json } | undefined> {
  const list = operation.wrap ? undefined : operation.body.find(isUnion)
  if (!list || desk.intent.deed === 'read') return undefined
  // What the overview shows is what everybody tries first.
  const place = ({ name }: Field) => (desk.overview.includes(name) ? desk.overview.indexOf(name) : Infinity)
  const makers = list.fields.filter(({ name }) => deedIn(wordsOf(name)[0] ?? '') === 'create')
  for (const member of makers.toSorted((a, b) => place(a) - place(b)).slice(0, 4)) {
    const [page] = yield turn(`${member.name} can be tried by itself.`, docsPage(member.type))
    const narrowed = narrowedTo(desk, operation, [list, member], readObject(page?.text ?? ''))
    const leaf = narrowed?.body.find(isNaming)
    const path = narrowed?.wrap?.leaves.find(({ name }) => name === leaf?.name)?.path
    if (!leaf || !path) continue
    const valueOf = (name: Json) => [
      { [member.name]: path.reduceRight<Json>((inner, key) => ({ [key]: inner }), name) },
    ]
    return { list, leaf, valueOf }
  }
  return undefined
}

/** A list of things that each have one of many fields, all of them objects. */
export function isUnion({ type, fields }: Field): boolean {
  return (
    type.endsWith('[]') &&
    fields.length > 7 &&
    fields.every((field) => /^[A-Z]\w+$/.test(field.type) && !field.required)
  )
}

function narrowedTo(
  { intent, scene }: Desk,
  operation: Operation,
  [list, member]: readonly [Field, Field],
  fields: readonly Field[],
): Operation | undefined {
  const flat = fields.flatMap((field) =>
    field.fields.length > 0
      ? field.fields.map((inner) => ({ field: inner, path: [field.name, inner.name] }))
      : [{ field, path: [field.name] }],
  )
  const leaves = flat.filter(({ field }) => field.type !== 'boolean')
  const isPlain = ({ field }: { field: Field }) => /^(string|integer|number|")/.test(field.type)
  const chosen =
    leaves.length > 6 || !leaves.every(isPlain)
      ? leaves.filter((leaf) => isPlain(leaf) && isNaming(leaf.field))
      : leaves
  if (chosen.length === 0) return undefined
  const isOne = /\b(an?|one) /i.test(scene.does)
  const wrapped: Wrapped[] = chosen.map(({ field, path }) => {
    const said = choicesIn(field).find((choice) => wordsOf(choice).some((word) => intent.sentence.includes(word)))
    if (said !== undefined) return { path, name: field.name, fixed: said }
    const start = isOne && /\(exclusive\)/.test(field.text) ? field.name.replace(/^end/, 'start') : field.name
    const isAfter = start !== field.name && chosen.some((leaf) => leaf.field.name === start)
    return { path, name: field.name, ...(isAfter && { after: start }) }
  })
  const given = chosen.filter((_, at) => wrapped[at]!.fixed === undefined && wrapped[at]!.after === undefined)
  return {
    ...operation,
    body: given.map(({ field }) => ({ ...field, required: true })),
    wrap: { path: [list.name, member.name], leaves: wrapped },
  }
}
