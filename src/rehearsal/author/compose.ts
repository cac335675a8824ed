import type { Json, JsonObject } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import type { Desk } from './desk.ts'
import type { Argument, Draft, Fixed } from './draft.ts'
import { type Found, type Known, demandedBy, wholeAnswer } from './fields.ts'
import { valueIn } from './items.ts'
import { choicesIn, madeUp } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'
import { documented, shapeOf } from './shape.ts'
import { tellingWords, wordsOf } from './words.ts'

/** What was learned about a request before it was written, and from its failures. */
export interface Lessons {
  readonly known: Known
  /** Things like those that the function is about. */
  readonly examples: readonly Json[]
  /** Names that an error asked for. */
  readonly wanted: readonly string[]
  /** Fixed values that an error asked for. */
  readonly fixed: readonly Fixed[]
  /** Arguments that were refused and can be done without. */
  readonly dropped: readonly string[]
  /** Values that an error named, by the field. */
  readonly values: ReadonlyMap<string, Json>
  /** Which of the things that were found is tried now. */
  readonly turn: number
  /** Only what cannot be left out and what gives a name: good enough for a thing to try on. */
  readonly isPlain: boolean
}

export const noLessons: Lessons = {
  isPlain: false,
  known: new Map(),
  examples: [],
  wanted: [],
  fixed: [],
  dropped: [],
  values: new Map(),
  turn: 0,
}

/** The request that the function will make, with a value for each argument. */
export function compose(desk: Desk, operation: Operation, lessons: Lessons): Draft {
  const { demanded, spoken } = fieldsFor(desk, operation, lessons)
  const isPartial = operation.method === 'PATCH'
  // Who changes nothing has not called it rightly.
  const first = spoken.find((field) => operation.body.includes(field))
  const args = [
    ...demanded.map((field) => argument(desk, operation, { field, isRequired: true, lessons })),
    ...spoken.map((field) => argument(desk, operation, { field, isRequired: !isPartial || field === first, lessons })),
  ]
  const whole = operation.isEmpty ? undefined : wholeAnswer(desk.overview)
  const fixed = Object.entries(whole ?? {}).map(([name, value]) => ({ name, place: 'query' as const, value }))
  return { operation, args: args.filter(unlike), fixed: [...fixed, ...lessons.fixed], envelope: desk.envelope }
}

/** The fields that are given: what is demanded by the reference or by an error, and what the sentence speaks of. */
export function fieldsFor(
  desk: Desk,
  operation: Operation,
  { wanted, dropped, isPlain }: Lessons,
): { readonly demanded: readonly Field[]; readonly spoken: readonly Field[] } {
  const demanded = demandedBy(operation).filter(({ name }) => !isTalk(name))
  const others = [...operation.params, ...operation.body].filter(
    ({ name }) => !demanded.some((each) => each.name === name),
  )
  const chosen = others.filter((field) => wanted.includes(field.name))
  const usable = others.filter(isUsable)
  // A copy of everything is limited by nothing that could be left out.
  const isWhole = desk.scene.kind === 'sync'
  const named = usable.filter(
    (field) =>
      operation.body.some(({ name }) => name === field.name) && (isNaming(field) || field.type.startsWith('any[')),
  )
  const offered = isPlain ? named.slice(0, 2) : isWhole ? [] : spokenOf(desk, operation, usable)
  const spoken = offered.filter((field) => !chosen.includes(field) && !dropped.includes(field.name))
  return { demanded: [...demanded, ...chosen], spoken }
}

/** Two arguments of one name would be one. */
function unlike({ field }: Argument, at: number, all: readonly Argument[]): boolean {
  return all.findIndex((other) => other.field.name === field.name) === at
}

/** How much is answered, and from where on, is no business of these. */
function isTalk(name: string): boolean {
  return /^(cursor|after|before|offset|page|page_?token|sync_?token|limit|count|page_?size|max_?results|per_?page)$/i.test(
    name,
  )
}

function isUsable({ name, text }: Field): boolean {
  return !isTalk(name) && !/read-only|output only|deprecated|immutable|not supported/i.test(text)
}

/** Whether it is what a thing is called, or what is said in it: by its name, or by the first words about it. */
function isNaming({ name, type, text }: Field): boolean {
  if (naming.test(name)) return true
  return (
    type === 'string' &&
    /^(the )?(\w+('s)? )?(name|title|summary|subject|text|content|message)\b(?! (of )?(id|type))/i.test(text)
  )
}

const naming = /^(name|title|summary|subject|text|content|label|description|message|body|topic)$/i

/** Fields that the sentence speaks of; what is made or changed has a name or a text in any case. */
function spokenOf(desk: Desk, operation: Operation, fields: readonly Field[]): Field[] {
  const { intent } = desk
  const about = new Set(wordsOf(operation.page.split('.').slice(0, -1).join(' ')))
  const said = new Set([...intent.sentence, ...intent.name].filter((word) => !about.has(word)))
  const score = (field: Field) => {
    const own = wordsOf(field.name).filter((word) => said.has(word)).length
    const told = new Set(tellingWords(/^[^.]*/.exec(field.text)?.[0] ?? '').filter((word) => said.has(word))).size
    return own * 2 + told
  }
  const isBody = (field: Field) => operation.body.includes(field)
  const spoken = fields
    .filter(
      (field) => field.type !== 'boolean' || (isBody(field) && wordsOf(field.name).every((word) => said.has(word))),
    )
    .filter((field) => score(field) >= (isBody(field) ? 2 : desk.intent.deed === 'read' ? 3 : 4))
    .toSorted((a, b) => score(b) - score(a))
  const writes = intent.deed === 'create' || intent.deed === 'change'
  const maps = writes ? fields.filter((field) => isBody(field) && isFreeForm(field)).slice(0, 1) : []
  const named =
    writes && maps.length === 0 ? fields.filter((field) => isBody(field) && isNaming(field)).slice(0, 2) : []
  const chosen = [...new Set([...spoken.slice(0, 4), ...named, ...maps])]
  const isSent = chosen.some(isBody) || operation.body.some(({ required }) => required)
  return writes && !isSent ? [...chosen, ...payloadOf(desk, fields.filter(isBody))] : chosen
}

/** What a request that writes has to carry: what it is called after, or the object that has what the sentence names. */
function payloadOf({ intent }: Desk, body: readonly Field[]): Field[] {
  const said = [...intent.sentence, ...intent.name]
  const isSaid = ({ name }: Field) => wordsOf(name).every((word) => said.includes(word))
  const own = body.find(isSaid)
  if (own) return [own]
  const around = body.find(({ type, fields }) => !type.endsWith('[]') && fields.some(isSaid))
  return around ? [{ ...around, fields: around.fields.filter(isSaid) }] : []
}

/** An object whose keys are told elsewhere. */
function isFreeForm({ type, fields, text }: Field): boolean {
  return (
    /^(object|Record<.*>)$/.test(type) && fields.length === 0 && /by name|key:value|named? (field|propert)/i.test(text)
  )
}

interface Asked {
  readonly field: Field
  readonly isRequired: boolean
  readonly lessons: Lessons
}

function argument(desk: Desk, operation: Operation, { field, isRequired, lessons }: Asked): Argument {
  const place = field.inPath ? 'path' : operation.params.some(({ name }) => name === field.name) ? 'query' : 'body'
  const value = isFreeForm(field)
    ? propertiesFor(desk, operation, field, lessons)
    : valueFor(desk, operation, field, lessons)
  const shape = isFreeForm(field) || value !== null ? exact(value, field) : documented(field.type, field.fields)
  return { field, place, isRequired, shape, value }
}

/** Of what is given everything has to be there. */
function exact(value: Json, field: Field) {
  const shape = shapeOf([value], field.fields, field.type)
  return shape.kind === 'map' && isJsonObject(value) && !field.type.startsWith('object of')
    ? shapeOf([value], field.fields)
    : shape
}

function valueFor(
  desk: Desk,
  operation: Operation,
  field: Field,
  { known, examples, turn, values, isPlain }: Lessons,
): Json {
  const told = values.get(field.name)
  if (told !== undefined) return told
  const found = known.get(field.name)
  if (found && found.length > 0) return listedIf(field, pickedOf(operation, field, { known, turn: isPlain ? 0 : turn }))
  const pair = pairIn(examples, usualNames(desk))
  const made = madeUp(field, { ...desk.whim, ...(pair && { pair }) }, turn)
  const inside = innerFor(field, known, made)
  if (inside !== undefined) return inside
  const items = [...(found ?? []).map(({ item }: Found) => item), ...examples]
  const isOwnWords = isNaming(field) || /e-?mail/i.test(field.name) || /uuid|unique string|random/i.test(field.text)
  const sample =
    isOwnWords || choicesIn(field).length > 0
      ? undefined
      : sampleOf(field, items, desk.intent.deed === 'change' ? currentItem(operation, { known, turn }) : null)
  return sample ?? made
}

/** A property that one of the examples has, with its value. */
function pairIn(examples: readonly Json[], usual: readonly string[]): { name: string; value: string } | undefined {
  const objects = examples.flatMap((item) => (isJsonObject(item) ? Object.values(item).filter(isJsonObject) : []))
  const pairs = objects
    .flatMap((object) => Object.entries(object))
    .filter(([name, value]) => typeof value === 'string' && value !== '' && !/date|^hs_|_id$/i.test(name))
  const [name, value] = pairs.find(([each]) => usual.includes(each)) ?? pairs[0] ?? []
  return name === undefined ? undefined : { name, value: String(value) }
}

/** What was found most closely is another one each time, and the rest goes with it; what is moved goes elsewhere. */
function pickedOf(operation: Operation, field: Field, { known, turn }: Pick<Lessons, 'known' | 'turn'>): Json {
  const names = [...operation.params, ...operation.body]
    .map(({ name }) => name)
    .filter((name) => (known.get(name)?.length ?? 0) > 0)
  const closest =
    closestOf(names, known) ?? demandedBy(operation).findLast(({ name }) => names.includes(name))?.name ?? names.at(-1)
  const found = known.get(field.name)!
  if (field.name !== closest && closest !== undefined) {
    const leading = known.get(closest)!
    const own = ownValue(leading[turn % leading.length]!.item, field.name)
    // What it is to be changed to is not what it is.
    const isNew = operation.body.includes(field) && /^(PUT|PATCH)$/.test(operation.method)
    if (own !== undefined && !isNew) return own
    const other = found.find(({ value }) => value !== own)
    if (isNew && other) return other.value
  }
  const others = names.slice(0, names.indexOf(field.name)).map((name) => known.get(name)![0]!.value)
  const free = found.filter(({ value }) => !others.includes(value))
  const from = free.length > 0 ? free : found
  return from[(field.name === closest ? turn : Math.floor(turn / 3)) % from.length]!.value
}

/** The thing that is worked on, as it was found. */
function currentItem(operation: Operation, { known, turn }: Pick<Lessons, 'known' | 'turn'>): Json {
  const last = demandedBy(operation).findLast(({ name, inPath }) => inPath && (known.get(name)?.length ?? 0) > 0)
  const found = last ? known.get(last.name)! : []
  return found[turn % Math.max(1, found.length)]?.item ?? null
}

/** The one whose things say where they belong. */
function closestOf(names: readonly string[], known: Known): string | undefined {
  return names.find((name) =>
    names.some((other) => other !== name && ownValue(known.get(name)![0]!.item, other) !== undefined),
  )
}

function ownValue(item: Json, name: string): Json | undefined {
  if (!isJsonObject(item)) return undefined
  const value = item[name] ?? item[`${name}_id`] ?? item[`${name}Id`]
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

function listedIf({ type }: Field, value: Json): Json {
  if (type.endsWith('[]')) return [value]
  return type === 'string' ? String(value) : value
}

/** `[{ id }]`, where what the ids can be is known. */
function innerFor(field: Field, known: Known, rest: Json): Json | undefined {
  const inner = field.fields.filter(({ name }) => known.has(`${field.name}.${name}`))
  if (inner.length === 0) return undefined
  const ids = Object.fromEntries(inner.map(({ name }) => [name, known.get(`${field.name}.${name}`)![0]!.value]))
  const [made] = [rest].flat()
  const value = { ...(isJsonObject(made) && made), ...ids }
  return field.type.endsWith('[]') ? [value] : value
}

/** What the like things have in this place; to change it, one has to take what the first one has not. */
function sampleOf(field: Field, examples: readonly Json[], current: Json): Json | undefined {
  const { name } = field
  const fits = (value: Json | undefined) => value !== undefined && value !== null && suitsType(field.type, value)
  const deep = /Id$|_id$/.test(name)
  const found = examples.flatMap((item) => {
    const value = isJsonObject(item) ? (item[name] ?? (deep ? valueIn(item, name) : undefined)) : undefined
    return fits(value) ? [value!] : []
  })
  const now = isJsonObject(current) ? JSON.stringify(current[name]) : undefined
  return found.find((value) => JSON.stringify(value) !== now) ?? found[0]
}

function suitsType(type: string, value: Json): boolean {
  if (type.endsWith('[]')) return Array.isArray(value)
  if (/^(string|date|int64|")/.test(type)) return typeof value === 'string'
  if (/^(number|integer)/.test(type)) return typeof value === 'number'
  return type === 'boolean' ? typeof value === 'boolean' : typeof value === 'object'
}

/** Values by name: the names that the sentence, an error or the overview speaks of, as the like things have them. */
function propertiesFor(
  desk: Desk,
  operation: Operation,
  field: Field,
  { examples, wanted, turn, values }: Lessons,
): JsonObject {
  const samples = examples.flatMap((item) =>
    isJsonObject(item) && isJsonObject(item[field.name]) ? [item[field.name] as JsonObject] : [],
  )
  const answered = operation.answer.find(({ name }) => name === field.name)?.fields.map(({ name }) => name) ?? []
  const usual =
    usualNames(desk).length > 0
      ? usualNames(desk)
      : answered.filter((name) => tellingWords(name).every((word) => desk.intent.sentence.includes(word)))
  const said = [...desk.intent.sentence, ...desk.intent.name]
  const spoken = usual.filter((name) => said.some((word) => word.length > 3 && name.toLowerCase().includes(word)))
  const asked = wanted.filter(
    (name) => usual.includes(name) || samples.some((sample) => name in sample) || /^[a-z]+(_[a-z]+)+$/.test(name),
  )
  const names = [...new Set([...usual.slice(0, 2), ...spoken, ...asked])]
  return Object.fromEntries(
    names.map((name) => {
      const sample = samples
        .map((each) => each[name])
        .find((value) => value !== undefined && value !== null && value !== '')
      const told = values.get(name)
      if (told !== undefined) return [name, told]
      const isChoice = /stage|pipeline|status|type|priority|owner|category|amount|price/i.test(name)
      const made = madeUp(
        {
          ...field,
          name,
          type: 'string',
          text: /timestamp|date|time$/i.test(name) ? 'ISO 8601' : name.replaceAll('_', ' '),
        },
        desk.whim,
        turn,
      )
      return [name, isChoice && sample !== undefined ? sample : String(made)]
    }),
  )
}

/** Names that the overview gives for the things of this sort: `Companies: \`name\`, \`domain\``. */
function usualNames({ overview, intent }: Desk): string[] {
  const lists = [...overview.matchAll(/(?:^|[.:] )([A-Z][\w ]+): ((?:`\w+`[^`.]*)+)/gm)]
  const list = lists.find(([, noun = '']) =>
    wordsOf(noun).some((word) => intent.name.includes(word) || intent.sentence.includes(word)),
  )
  return [...(list?.[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
}
