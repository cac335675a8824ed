import { isIdLike } from '../../lib/id-like.ts'
import type { Asked, Field } from './asked.ts'
import { type PathName, collectionIn, pathNames } from './path-names.ts'
import type { Doing } from './what-it-does.ts'

/** What one attempt may do with the things of a live account. */
export interface Rights {
  /** It made the thing of that name. */
  isOwn(name: string, collection: string): boolean
  /** The plan names it, or the account as it was entered. */
  isNamed(name: string): boolean
}

/** Where a request would get to, if it may. */
export type Reach =
  | { readonly kind: 'allowed' }
  /** Something of which the account has one, such as its settings. */
  | { readonly kind: 'singleton' }
  | { readonly kind: 'foreign'; readonly name: string }
  /** It changes what it does not name, or takes it away. */
  | { readonly kind: 'unnamed' }

const allowed: Reach = { kind: 'allowed' }

/** Reads may reach everything. A write only what this attempt made, or what the plan names. */
export function reachOf(asked: Asked, doing: Doing, rights: Rights): Reach {
  if (doing.kind === 'reads' || rights.isNamed(`${asked.method} /${asked.segments.join('/')}`)) return allowed
  const names = pathNames(asked.segments)
  const foreign = firstForeign(names, rights)
  if (foreign !== undefined) return { kind: 'foreign', name: foreign }
  const isInside = isBelowOwn(names, rights)
  const fields =
    doing.isByFields && !isInside
      ? asked.values.filter((field) => isNameField(field, doing))
      : targetFields(asked, isInside)
  const other = fields.find((field) => !isOurs(field, asked, rights))
  if (other) return { kind: 'foreign', name: String(other.value) }
  if (isInside || doing.kind === 'makes' || fields.length > 0 || isAboutLast(names, asked)) return allowed
  return doing.isRemoving || doing.isByFields ? { kind: 'unnamed' } : { kind: 'singleton' }
}

/** From the outside in: below what is its own all is its own; below what is named, each name counts. */
function firstForeign(names: readonly PathName[], rights: Rights): string | undefined {
  for (const { name, collection } of names) {
    if (rights.isOwn(name, collection)) return undefined
    if (!rights.isNamed(name) && !isPart(name)) return name
  }
  return undefined
}

function isBelowOwn(names: readonly PathName[], rights: Rights): boolean {
  return names.some(({ name, collection }) => rights.isOwn(name, collection))
}

/** A range of cells and the like: no thing, but a part of one. */
function isPart(name: string): boolean {
  return /[!:]/.test(name)
}

function isAboutLast(names: readonly PathName[], { method }: Asked): boolean {
  return names.at(-1)?.isLast === true || (method === 'POST' && names.length > 0)
}

/** What a request with a path of its own names beside it: such as `?id=`. */
function targetFields({ method, values }: Asked, isInside: boolean): Field[] {
  if (method === 'POST') return []
  return values.filter(({ name, depth }) => depth === 0 && (isInside ? name === 'id' : isIdField(name)))
}

function isOurs({ value }: Field, { segments }: Asked, rights: Rights): boolean {
  const collection = collectionIn(segments)
  return String(value)
    .split(',')
    .map((each) => each.trim())
    .every((each) => each === '' || rights.isNamed(each) || rights.isOwn(each, collection))
}

/** Whether a field of a method such as `chat.delete` may be the name of a thing. What people write is none. */
function isNameField({ name, value, depth }: Field, { kind }: Doing): boolean {
  const text = String(value)
  if (isIdField(name)) return isIdLike(text) || (kind === 'changes' && depth <= 1 && /^\S+$/.test(text))
  if (written.test(name) || measured.test(name) || !isIdLike(text)) return false
  return !/^\d{4}-\d\d-\d\d|^#|^[a-z]+\/[\w.+-]+$|@/i.test(text)
}

function isIdField(name: string): boolean {
  return /^(ids?|ts|uuid|gid|sid)$/.test(name) || /[a-z](_ids?|Ids?)$/.test(name)
}

const written =
  /(text|name|title|summary|description|body|content|message|subject|note|topic|purpose|comment|label|value|query|mutation)$/i
const measured =
  /(_at|time|date|until|since|start|end|due|expir\w*|duration|size|count|limit|amount|price|total|offset|cursor|token|color|minutes|seconds)$/i
