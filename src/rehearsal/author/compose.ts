import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Desk } from './desk.ts'
import type { Argument, Draft } from './draft.ts'
import { demandedBy, innerReferences, isNaming, isTalk, wholeAnswer } from './fields.ts'
import { valueIn } from './items.ts'
import type { Lessons } from './lessons.ts'
import { foundName } from './look-up-text.ts'
import { valueAt } from './items.ts'
import { isFreeForm, propertiesFor } from './properties.ts'
import type { Field, Operation } from './read-page.ts'
import { type Shape, documented, shapeOf } from './shape.ts'
import { isUnion } from './union.ts'
import { valueToGive } from './value-for.ts'
import { tellingWords, wordsOf } from './words.ts'

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
  const { kept, lookUp, start } = lessons
  return {
    operation,
    args: withLookUp(args.filter(unlike), lessons),
    fixed: [...fixed, ...lessons.fixed],
    envelope: desk.envelope,
    ...(kept && { kept }),
    ...(lookUp && { lookUp }),
    ...(start && { start }),
  }
}

/** The caller gives what the thing is known by, and the function finds its id. */
function withLookUp(args: readonly Argument[], { lookUp, known }: Lessons): Argument[] {
  const found = lookUp && args.find(({ field }) => field.name === lookUp.field.name)
  if (!found) return [...args]
  const item = known.get(found.field.name)?.find(({ value }) => value === found.value)?.item ?? null
  const name = lookUp.by.at(-1)!
  const value = valueAt(item, lookUp.by) ?? valueIn(item, name) ?? name
  const field = { name, type: 'string', required: true, inPath: false, inHeader: false, fields: [] }
  const given: Argument = {
    field: { ...field, text: `The ${name} of the ${lookUp.thing}.` },
    place: 'look-up',
    isRequired: true,
    shape: { kind: 'text' },
    value,
  }
  return args.flatMap((arg) => (arg === found ? [given, { ...arg, code: foundName }] : [arg]))
}

/** The fields that are given: what is demanded by the reference or by an error, and what the sentence speaks of. */
export function fieldsFor(
  desk: Desk,
  operation: Operation,
  { wanted, dropped, isPlain, kept }: Lessons,
): { readonly demanded: readonly Field[]; readonly spoken: readonly Field[] } {
  const isLeft = ({ name, inPath }: Field) => kept?.isRest === true && !inPath && kept.names.includes(name)
  const demanded = demandedBy(operation).filter((field) => !isTalk(field.name) && !isLeft(field))
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
  const offered = isPlain ? named.slice(0, 2) : isWhole ? [] : spokenOf(desk, operation, usable, kept?.isRest)
  const spoken = offered.filter((field) => !chosen.includes(field) && !dropped.includes(field.name))
  return { demanded: [...demanded, ...chosen], spoken }
}

/** Two arguments of one name would be one. */
function unlike({ field }: Argument, at: number, all: readonly Argument[]): boolean {
  return all.findIndex((other) => other.field.name === field.name) === at
}

function isUsable({ name, text }: Field): boolean {
  return !isTalk(name) && !/read-only|output only|deprecated|immutable|not supported/i.test(text)
}

/** Fields that the sentence speaks of; what is made or changed has a name or a text in any case. */
function spokenOf(desk: Desk, operation: Operation, fields: readonly Field[], isRest = false): Field[] {
  const { intent } = desk
  const about = new Set(wordsOf(operation.page.split('.').slice(0, -1).join(' ')))
  const said = new Set([...intent.sentence, ...intent.name].filter((word) => !about.has(word)))
  const score = (field: Field) => {
    const own = wordsOf(field.name).filter((word) => said.has(word)).length
    const told = new Set(tellingWords(/^[^.]*/.exec(field.text)?.[0] ?? '').filter((word) => said.has(word))).size
    // One asks for several things by a list of what names them.
    const isAsked = intent.isBatch && field.type.endsWith('[]') && innerReferences(field).length > 0
    return own * 2 + told + (isAsked ? 3 : 0)
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
    writes && maps.length === 0 && !(isRest && spoken.length > 0)
      ? fields.filter((field) => isBody(field) && isNaming(field)).slice(0, 2)
      : []
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

interface Asked {
  readonly field: Field
  readonly isRequired: boolean
  readonly lessons: Lessons
}

function argument(desk: Desk, operation: Operation, { field, isRequired, lessons }: Asked): Argument {
  const place = field.inPath ? 'path' : operation.params.some(({ name }) => name === field.name) ? 'query' : 'body'
  const value = isFreeForm(field)
    ? propertiesFor(desk, operation, field, lessons)
    : valueToGive(desk, operation, field, lessons)
  const shape = isFreeForm(field) || value !== null ? exact(value, field) : documented(field.type, field.fields)
  return { field, place, isRequired, shape, value }
}

/** Of what is given everything has to be there. */
function exact(value: Json, field: Field): Shape {
  // Any of the kinds may be given, not only the one that it is tried with.
  if (isUnion(field)) return { kind: 'list', of: { kind: 'map', of: { kind: 'map', of: { kind: 'anything' } } } }
  const shape = shapeOf([value], field.fields, field.type)
  return shape.kind === 'map' && isJsonObject(value) && !field.type.startsWith('object of')
    ? shapeOf([value], field.fields)
    : shape
}
