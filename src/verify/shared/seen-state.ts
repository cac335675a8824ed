import type { Exchange } from '../../gateway/exchange.ts'
import { operationOf } from '../../gateway/operation.ts'
import { type Json, type JsonObject, isJsonObject, jsonOrText } from '../../lib/json.ts'
import { type AccountObject, type AccountState, accountObject } from '../../standins/stand-in.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { isIdLike } from '../../lib/id-like.ts'
import { ownName } from '../../lib/own-name.ts'
import { isDeclined, isSuccess } from '../refusal.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'

/** What the API was seen to answer. */
export type SeenAnswer = Pick<Exchange, 'method' | 'url' | 'responseBody'>

/**
 * Of an account that cannot be read from behind: what its API has said is in it. By the operation and the place in its
 * answer, so that a short and a full view of one thing are never taken for two states of it.
 */
export function seenIn(answers: readonly SeenAnswer[]): AccountState {
  const objects = new Map<string, AccountObject>()
  for (const answer of answers) {
    const operation = operationOf(answer.method, new URL(answer.url).pathname)
    for (const { thing, place } of thingsIn(jsonOrText(answer.responseBody))) {
      const object = objectOf(thing, `${operation} ${place}`.trim())
      if (object) objects.set(`${object.collection} ${object.key}`, object)
    }
  }
  return [...objects.values()]
}

/** Those that the API itself answered with success, one whose answer was lost on the way included. */
export function answersSeen(exchanges: readonly Exchange[]): SeenAnswer[] {
  return exchanges.flatMap((exchange) => [...(isSuccess(exchange) ? [exchange] : []), ...lostAnswers(exchange)])
}

/** What the API answered and nobody heard. */
export function lostAnswers({ method, url, faults = [] }: Exchange): SeenAnswer[] {
  return faults.flatMap((fault) => {
    if (fault.kind !== 'lost-answer') return []
    const { status, responseBody } = fault
    return isDeclined(status, jsonOrText(responseBody)) ? [] : [{ method, url, responseBody }]
  })
}

/** What an input names and no answer may be about: it stays what it is, for there is one account. */
export function givenIn(documents: readonly (Json | undefined)[], asked: readonly Exchange[]): AccountState {
  const segments = new Set(asked.flatMap(({ endpoint }) => endpoint.split('/').map(decodedOrSame)))
  const values = documents.flatMap((document) => (document === undefined ? [] : leavesOf(document)))
  const names = values.flatMap(({ value }) =>
    typeof value === 'string' && (isName(value) || segments.has(value)) ? [value] : [],
  )
  return [...new Set(names)].map((name) => accountObject('given', name, { id: name }, ['id']))
}

/** An id, or whom or what others are reached by: nobody who was not meant may hear of a test. */
function isName(text: string): boolean {
  return (
    (isIdLike(text) && !/^\d{4}-\d\d-\d\d/.test(text)) || /^[^\s@]+@[^\s@]+$/.test(text) || /^https?:\/\//i.test(text)
  )
}

function objectOf(thing: JsonObject, collection: string): AccountObject | undefined {
  const own = ownName(thing)
  if (!own) return undefined
  const addresses = Object.keys(thing).filter((name) => /^e-?mail(address)?$/i.test(name))
  return accountObject(collection, own.name, thing, [own.field, ...addresses])
}

const deepest = 6

/** Every object of a document and where it stands; entries of one list stand in one place. */
function thingsIn(value: Json, place = '', depth = 0): { thing: JsonObject; place: string }[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  if (Array.isArray(value)) return value.flatMap((each: Json) => thingsIn(each, `${place}[]`, depth + 1))
  if (!isJsonObject(value)) return []
  const inner = Object.entries(value).flatMap(([name, each]) =>
    thingsIn(each, place === '' ? name : `${place}.${name}`, depth + 1),
  )
  return [{ thing: value, place }, ...inner]
}
