import { canonicalJson } from '../lib/json.ts'
import type { AccountObject, AccountState } from '../standins/stand-in.ts'

/** An object that is not as it was: made, altered or gone. */
export interface AccountChange {
  readonly collection: string
  readonly key: string
  readonly before: AccountObject | undefined
  readonly after: AccountObject | undefined
}

export function changesBetween(before: AccountState, after: AccountState): AccountChange[] {
  const was = new Map(before.map((object) => [nameOf(object), object]))
  const is = new Map(after.map((object) => [nameOf(object), object]))
  const text = (object: AccountObject | undefined) => object && canonicalJson(object.fields)
  const altered = after.filter((object) => text(was.get(nameOf(object))) !== text(object))
  const gone = before.filter((object) => !is.has(nameOf(object)))
  return [...altered, ...gone].map((object) => ({
    collection: object.collection,
    key: object.key,
    before: was.get(nameOf(object)),
    after: is.get(nameOf(object)),
  }))
}

/** Tells an object from every other of its account. */
export function nameOf({ collection, key }: AccountObject): string {
  return `${collection} ${key}`
}
