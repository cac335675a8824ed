import { isIdLike } from '../../lib/id-like.ts'
import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import { isNaming, ownName } from '../../lib/own-name.ts'
import type { Asked } from './asked.ts'
import { collectionIn, pathNames } from './path-names.ts'
import { type Doing, isVerb } from './what-it-does.ts'

/** What an answer says was made by the request. */
export interface MadeThing {
  readonly name: string
  /** The word of the path that it was made in. */
  readonly collection: string
  /** Where it should be found: below what it was made in. */
  readonly address: string
  /** The API says that it was made just now. Otherwise it is taken for new in its own collection only. */
  readonly isCertain: boolean
  /** Of what a method such as `chat.postMessage` makes: the ids in request and answer, by which another may name it. */
  readonly fields?: Readonly<Record<string, string>>
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
}

/** What was made. A thing that was named in the request, or that is said to be older, was there before. */
export function madeThings(asked: Asked, doing: Doing, answer: Answered): MadeThing[] {
  const isCreated = answer.status === 201 || answer.status === 207
  const named = new Set([...asked.segments, ...asked.values.map(({ value }) => String(value))])
  const { things, isList } = candidates(answer.body)
  const now = Date.parse(answer.headers.get('date') ?? '') || Date.now()
  return things.flatMap((thing) => {
    const name = nameOf(thing, asked, things.length)
    if (name === undefined) return []
    const age = ageOf(thing, now)
    const isNamed = named.has(name)
    // What the request named may be somebody who was added to something: it is new in this collection at most.
    if (age === 'old' || (isNamed && !isSentName(name, asked) && !isPut(asked, name))) return []
    const isNew = isCreated || age === 'new'
    if (!isNew && (isNamed || isList || doing.kind !== 'makes')) return []
    const isCertain = isNew && !isNamed
    const collection = collectionIn(asked.segments)
    const made = { name, collection, address: addressOf(thing, name, asked), isCertain }
    return [isMethod(asked) ? { ...made, fields: idsOf(thing, asked, answer.body) } : made]
  })
}

/** The thing that an answer is about, or those of its one list: never what they only mention. */
function candidates(body: Json): { things: JsonObject[]; isList: boolean } {
  if (Array.isArray(body)) return { things: (body as Json[]).filter(isJsonObject), isList: true }
  if (!isJsonObject(body)) return { things: [], isList: false }
  if (ownName(body) !== undefined) return { things: [body], isList: false }
  const inner = Object.values(body).filter((each) => typeof each === 'object' && each !== null)
  const objects = inner.filter(isJsonObject)
  const lists = inner.filter((each) => Array.isArray(each) && each.some(isJsonObject))
  if (objects.length === 1 && lists.length === 0) {
    const found = candidates(objects[0] as Json)
    return found.things.length > 0 ? found : { things: [body], isList: false }
  }
  if (lists.length === 1) return { things: (lists[0] as Json[]).filter(isJsonObject), isList: true }
  return { things: [body], isList: false }
}

/** By itself, by its only field that is an id, or by the name that was chosen for it. */
function nameOf(thing: JsonObject, asked: Asked, many: number): string | undefined {
  const own = ownName(thing)
  if (own) return own.name
  const ids = Object.entries(thing).filter(([name, value]) => /[a-z](Id|_id)$/.test(name) && isNaming(value))
  const [only] = ids
  if (only && ids.length === 1 && many === 1) return String(only[1])
  return ['name', 'slug', 'code'].map((field) => String(thing[field] ?? '')).find((name) => isSentName(name, asked))
}

function isPut({ method, segments }: Asked, name: string): boolean {
  return method === 'PUT' && segments.at(-1) === name
}

function isSentName(name: string, { values }: Asked): boolean {
  return values.some(({ name: field, value }) => /^(id|name|slug|code|key)$/.test(field) && value === name)
}

const justNow = 120_000

function ageOf(thing: JsonObject, now: number): 'new' | 'old' | undefined {
  const inner = Object.values(thing).filter(isJsonObject)
  const times = [thing, ...inner].flatMap((each) =>
    Object.entries(each).flatMap(([field, value]) => (isTimeOfMaking(field) ? timeOf(value) : [])),
  )
  const [made] = times
  if (made === undefined) return undefined
  return Math.abs(made - now) <= justNow ? 'new' : 'old'
}

function isTimeOfMaking(field: string): boolean {
  return /^ts$|^(date_?)?(creat|upload|post|sent|insert|add)ed?(_?(at|date|time|on|ts|timestamp))?$|^createdate$|^date_?creat\w*$/i.test(
    field,
  )
}

function timeOf(value: Json): number[] {
  const text = String(value)
  if (/^\d{10}(\.\d+)?$/.test(text)) return [Number(text) * 1000]
  if (/^\d{13}$/.test(text)) return [Number(text)]
  const time = typeof value === 'string' && /\d{4}/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? [] : [time]
}

/** As the API gives it, where that is one of its own; else in its collection. */
function addressOf(thing: JsonObject, name: string, { url, method, segments }: Asked): string {
  const said = ['self', 'selfLink', 'url', 'href', '_self'].map((field) => thing[field])
  const own = said.find((each) => typeof each === 'string' && URL.canParse(each) && new URL(each).origin === url.origin)
  if (typeof own === 'string') return withoutQuery(own)
  if (method !== 'POST') return withoutQuery(url.href)
  // What a method such as `chat.postMessage` makes has no address of its own.
  if (isMethod({ segments })) return `${withoutQuery(url.href)}#${encodeURIComponent(name)}`
  const path = url.pathname.split('/').filter((segment) => segment !== '')
  const isNamed = pathNames(segments).at(-1)?.isLast === true
  // A copy of a thing stands beside it, and not below the word that copies.
  while ((path.length > 1 && /^(batch|bulk)$/i.test(path.at(-1) ?? '')) || isVerb(path.at(-1) ?? '')) path.pop()
  if (isNamed) path.pop()
  return `${url.origin}/${[...path, encodeURIComponent(name)].join('/')}`
}

function isMethod({ segments }: Pick<Asked, 'segments'>): boolean {
  return /^[A-Za-z]\w*(\.\w+)+$/.test(segments.at(-1) ?? '')
}

function idsOf(thing: JsonObject, { values }: Asked, body: Json): Record<string, string> {
  const sent = values.filter(({ depth }) => depth === 0).map(({ name, value }) => [name, value] as const)
  const all = [...sent, ...Object.entries(isJsonObject(body) ? body : {}), ...Object.entries(thing)]
  const ids = all.flatMap(([name, value]) =>
    typeof value === 'string' && isIdLike(value) ? [[name, value] as const] : [],
  )
  return Object.fromEntries(ids)
}

function withoutQuery(address: string): string {
  const { origin, pathname } = new URL(address)
  return origin + pathname
}
