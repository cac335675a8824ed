import type { Json } from '../../lib/json.ts'
import type { Field } from './read-page.ts'

const words = 'Walnut Harbour Meadow Lantern Copper Willow Orchard Granite Juniper Saffron'.split(' ')
const things = 'plan review note list draft summary letter report'.split(' ')

/** What makes one author's values differ from another's, and the time that it read off its clock (Unix seconds). */
export interface Whim {
  readonly seed: number
  readonly now: number
  /** Kinds of things that the API has, likeliest first. */
  readonly kinds?: readonly string[]
  /** A name and a value that a thing of the account has among its properties. */
  readonly pair?: { readonly name: string; readonly value: string }
}

/** A value that a person could have given for a field. `turn` makes the next one another one. */
export function madeUp(field: Field, whim: Whim, turn = 0): Json {
  const { seed, now, pair, kinds = [] } = whim
  const choices = choicesIn(field)
  const pick = seed + turn * 7
  if (kinds.length > 0 && /type$/i.test(field.name) && choices.length === 0)
    return kinds[(turn + (/^to/i.test(field.name) ? 1 : 0)) % kinds.length]!
  if (pair && field.type === 'string' && isPropertyName(field)) return pair.name
  const example = /(?:\bex(?:ample)?\.?|e\.g\.|such as):? ["“`]([^"”`]{3,40}?)[,.]?["”`]/i.exec(field.text)?.[1]
  if (choices.length > 0) return choices[turn % choices.length]!
  const item = /^(.*)\[\]$/.exec(field.type)?.[1]
  if (item !== undefined)
    return /^any$/.test(item) ? cells(pick) : [madeUp({ ...field, type: item.replace(/^\((.*)\)$/, '$1') }, whim, turn)]
  if (field.fields.length > 0) return madeUpObject(field.fields, whim, turn)
  if (/^(number|integer|int32|float|double)/.test(field.type)) return numberFor(field, pick, now)
  if (field.type === 'boolean') return true
  if (/^(object|Record|any)/.test(field.type)) return {}
  if (example && isTimed(field) && turn === 0) return example
  if (isTimed(field) && /unix|epoch/i.test(field.text))
    return /number|integer/.test(field.type) ? soon(field, pick, now) : String(soon(field, pick, now))
  return textFor(field, pick, now)
}

/** A row of a table. */
function cells(pick: number): Json {
  return [words[pick % words.length]!, 10 + (pick % 80), `${things[pick % things.length]} ${pick % 97}`]
}

function madeUpObject(fields: readonly Field[], whim: Whim, turn: number): Json {
  const { pair } = whim
  const named = fields.find(isPropertyName)
  const valued = fields.find(({ name }) => name === 'value')
  const demanded = fields.filter((field) => field.required || (pair && named && field === valued))
  if (pair && named && valued) {
    const rest = demanded.filter((field) => field !== named && field !== valued)
    const others = rest.map((field) => [field.name, choicesIn(field)[0] ?? madeUp(field, whim, turn)])
    return { ...Object.fromEntries(others), [named.name]: pair.name, [valued.name]: pair.value }
  }
  const chosen = demanded.length > 0 ? demanded : fields.filter(isTimed).slice(0, 1)
  const some = chosen.length > 0 ? chosen : fields.slice(0, 1)
  return Object.fromEntries(
    some.map((field) => {
      const isFree = pair && /^object$/.test(field.type) && /by name/i.test(field.text)
      return [
        field.name,
        isFree ? { [pair.name]: `${words[(whim.seed + turn) % words.length]} ${turn + 1}` } : madeUp(field, whim, turn),
      ]
    }),
  )
}

/** A field that tells which property is meant. */
function isPropertyName({ name, text }: Field): boolean {
  return (
    /^(property|field|column)_?(name)?$/i.test(name) ||
    /^propert(y|ies)$/i.test(name) ||
    /names? of propert/i.test(text)
  )
}

/** The role of one who may do everything. */
export function isTop(value: Json): boolean {
  return typeof value === 'string' && /^(owner|admin)$/i.test(value)
}

/** Whether a value of the field is a time. */
export function isTimed({ type, name, text }: Field): boolean {
  return (
    type === 'date-time' || /date_?time|^time|_at$|At$/i.test(name) || /\b(timestamp|when)\b/i.test(text.slice(0, 60))
  )
}

/** The values that are allowed, as the type or the text names them. */
export function choicesIn({ type, text }: Field): string[] {
  const inType = [...type.matchAll(/"([^"]+)"/g)].map(([, value = '']) => value)
  const named =
    inType.length > 0
      ? inType
      : [...choicesText(text).matchAll(/["`']([A-Za-z_-]+)["`']/g)].map(([, value = '']) => value)
  const usable = named.filter((value) => !/unspecified|^none$|^default$/i.test(value))
  // Nobody gives away all there is only to try.
  return [...usable.filter((value) => !isTop(value)), ...usable.filter(isTop)]
}

function choicesText(text: string): string {
  return /(?:(?:possible|valid|allowed|acceptable) values (?:are|for)|one of|either)\b(.*)$/i.exec(text)?.[1] ?? ''
}

function numberFor(field: Field, pick: number, now: number): number {
  if (isTimed(field)) return soon(field, pick, now)
  if (/index|position|offset/i.test(field.name)) return 1
  return 10 + (pick % 50)
}

/** A time to come, in Unix seconds. What ends does so after it has begun. */
function soon({ name }: Field, pick: number, now: number): number {
  const day = 86_400
  const morning = Math.floor(now / day) * day + (2 + (pick % 25)) * day + (9 + (pick % 5)) * 3_600
  return morning + (/max|end|until|finish|close|due/i.test(name) ? 10_800 : 0)
}

function textFor(field: Field, pick: number, now: number): string {
  const { name, type, text } = field
  const about = `${name} ${text}`
  const time = new Date(soon(field, pick, now) * 1000).toISOString()
  if (type === 'date-time' || /date-?time|rfc ?3339|iso ?8601/i.test(about)) return time.replace('.000Z', 'Z')
  if (type === 'date' || /yyyy-mm-dd|\bday\b.*format/i.test(about)) return time.slice(0, 10)
  if (/e-?mail/i.test(about)) return `guest.${pick % 1000}@example.com`
  if (/time ?zone/i.test(about)) return 'Europe/Lisbon'
  if (/\b(url|uri|address where|link|webhook)\b/i.test(about) || /url$/i.test(name))
    return `https://hooks.example.com/${pick % 1000}`
  if (/domain/i.test(name)) return `walnut-${pick % 1000}.example.com`
  if (/amount|price|revenue|quantity/i.test(name)) return String(100 + (pick % 900))
  if (/phone/i.test(name)) return `+351 210 000 ${100 + (pick % 900)}`
  if (/colou?r/i.test(name)) return '#336699'
  if (/uuid|unique string|uniquely identif|idempot/i.test(about))
    return `a1b2c3d4-0000-4000-8000-${String(pick % 1_000_000).padStart(12, '0')}`
  if (/emoji|reaction/i.test(about)) return 'thumbsup'
  if (/A1 notation|\brange\b/i.test(about)) return 'A1:C5'
  if (/lower-?case|channel name|slug|internal name/i.test(about))
    return `${words[pick % words.length]!.toLowerCase()}-${pick % 1000}`
  const noun = /title|name|label|subject/i.test(name) ? '' : ` ${things[pick % things.length]}`
  return `${words[pick % words.length]}${noun} ${1 + (pick % 98)}`
}
