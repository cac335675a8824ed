import type { Json } from '../../lib/json.ts'
import { choicesIn, isTimed } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'

/** Something of the account that a field can name. */
export interface Found {
  readonly value: Json
  readonly item: Json
}

/** What is known of the values that an operation demands: for each name, what could be given, likeliest first. */
export type Known = ReadonlyMap<string, readonly Found[]>

/** Fields that an operation cannot do without. */
export function demandedBy({ params, body }: Operation): Field[] {
  return [
    ...params.filter(({ inPath }) => inPath),
    ...[...params.filter(({ inPath }) => !inPath), ...body].filter(({ required }) => required),
  ]
}

/** Whether a field may name something that exists already, rather than say something new. */
export function isReference(field: Field): boolean {
  const { name, text, inPath, type } = field
  if (/type$/i.test(name) || choicesIn(field).length > 0 || !/^(string|int64|uint64|number|integer)(\[\])?$/.test(type))
    return false
  if (/random|uuid|uniquely identif|idempot|arbitrary|unique string/i.test(text)) return false
  if (inPath || /(^|_)ids?$|Ids?$|ID$/.test(name) || /\b(id|identifier|timestamp) (of|for)\b/i.test(text)) return true
  return field.required && type.startsWith('string') && !isOwnWords(field)
}

/** Fields whose values a person thinks up. */
function isOwnWords(field: Field): boolean {
  const own =
    /^(name|title|summary|subject|text|content|label|description|message|body|topic|purpose|query|q|role|scope|range|fields|locale|presence|fileName|filename)$/i
  return (
    own.test(field.name) ||
    isTimed(field) ||
    /\b(url|notation|emoji|free text|e-?mail|color|zone)\b/i.test(`${field.name} ${field.text.slice(0, 80)}`)
  )
}

/** References inside of what is sent: `items.id` for the `id` of each of the `items`. */
export function innerReferences(field: Field): Field[] {
  return field.fields
    .filter((inner) => (inner.required || field.fields.length === 1) && isReference({ ...inner, required: false }))
    .map((inner) => ({ ...inner, name: `${field.name}.${inner.name}` }))
}

/** The parameter that makes an API answer everything, if its overview names one. */
export function wholeAnswer(overview: string): { readonly [name: string]: string } | undefined {
  const [, name, value] = /`(\w+)=(\*)` is everything/.exec(overview) ?? []
  return name && value ? { [name]: value } : undefined
}

/** Whether it is what a thing is called, or what is said in it: by its name, or by the first words about it. */
export function isNaming({ name, type, text }: Field): boolean {
  if (naming.test(name)) return true
  return (
    type === 'string' &&
    /^(the )?(\w+('s)? )?(name|title|summary|subject|text|content|message)\b(?! (of )?(id|type))/i.test(text)
  )
}

const naming = /^(name|title|summary|subject|text|content|label|description|message|body|topic)$/i

/** How much is answered, and from where on, is no business of what a function is about. */
export function isTalk(name: string): boolean {
  return talk.test(name)
}

/** How many entries a page has. */
export function isSizeName(name: string): boolean {
  return size.test(name)
}

const sizes = 'limit|count|page_?size|max_?results|per_?page'
const size = new RegExp(`^(${sizes}|size)$`, 'i')
const talk = new RegExp(`^(cursor|after|before|offset|page|page_?token|sync_?token|${sizes})$`, 'i')
