import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Desk } from './desk.ts'
import { type Found, type Known, demandedBy, isNaming } from './fields.ts'
import { valueIn } from './items.ts'
import type { Lessons } from './lessons.ts'
import { choicesIn, isTop, madeUp } from './made-up.ts'
import { usualNames } from './properties.ts'
import type { Field, Operation } from './read-page.ts'

/** A value that the account lets be given: what an error told, what was found, what like things have, or made up. */
export function valueToGive(
  desk: Desk,
  operation: Operation,
  field: Field,
  { known, examples, turn, values, coded, isPlain }: Lessons,
): Json {
  const told = values.get(field.name)
  if (told !== undefined) return told
  const found = known.get(field.name)
  if (found && found.length > 0) return listedIf(field, pickedOf(operation, field, { known, turn: isPlain ? 0 : turn }))
  const pair = pairIn(examples, usualNames(desk))
  // What was found was found among things of one kind.
  const isKind = /type$/i.test(field.name) && known.size > 0 && choicesIn(field).length === 0
  const plain = madeUp(field, { ...desk.whim, ...(pair && { pair }) }, isKind ? 0 : turn)
  const made = coded.includes(field.name) ? asCode(plain) : plain
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

function asCode(value: Json): Json {
  return typeof value === 'string' ? value.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_') : value
}

/** A property that one of the examples has, with its value. */
function pairIn(examples: readonly Json[], usual: readonly string[]): { name: string; value: string } | undefined {
  const objects = examples.flatMap((item) => (isJsonObject(item) ? Object.values(item).filter(isJsonObject) : []))
  const pairs = objects
    .flatMap((object) => Object.entries(object))
    .filter(([name, value]) => typeof value === 'string' && value !== '' && !/date|_id$/i.test(name))
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
  const modest = [...found.filter((value) => !isTop(value)), ...found.filter(isTop)]
  return modest.find((value) => JSON.stringify(value) !== now) ?? modest[0]
}

function suitsType(type: string, value: Json): boolean {
  if (type.endsWith('[]')) return Array.isArray(value)
  if (/^(string|date|int64|")/.test(type)) return typeof value === 'string'
  if (/^(number|integer)/.test(type)) return typeof value === 'number'
  return type === 'boolean' ? typeof value === 'boolean' : typeof value === 'object'
}
