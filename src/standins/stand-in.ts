import type { JsonObject } from '../lib/json.ts'

/** An embedded API: stateful, isolated, in process. One per attempt and one per verification room. */
export interface StandIn extends AsyncDisposable {
  readonly api: string
  /** `<api>/<version>`, also sent as the header `x-stand-in` of every answer. */
  readonly label: string
  /** Answers a request addressed to the provider's real URL, such as `https://slack.com/api/chat.postMessage`. */
  fetch(request: Request): Promise<Response>
  /** Everything the account contains, read from behind the API. */
  snapshot(): Promise<AccountState>
}

export interface StandInOptions {
  /** Two stand-ins of one seed contain the same account. Other seed: same shape and relations, other ids, names, texts and times. */
  readonly seed: number
  /** The only bearer token that is let in; anything else is a 401 of the provider's shape. */
  readonly credential: string
  /** Scopes that the credential holds; all when absent. An operation whose scope is missing gets the provider's own answer. */
  readonly scopes?: readonly string[]
}

/** What an account contains, as flat objects: two states can be compared object by object. */
export type AccountState = readonly AccountObject[]

export interface AccountObject {
  /** The kind of thing, such as `channels` or `events`. */
  readonly collection: string
  /** Unique within the collection, stable for the object's life. */
  readonly key: string
  /** As a client that may read everything would see it, parents' ids included. */
  readonly fields: JsonObject
  /** The fields by which requests name this object, such as `id` or `profile.email`; dotted paths into `fields`. */
  readonly names: readonly string[]
}

/** By collection and key, with its fields and those of them that name it. */
export function accountObject(
  collection: string,
  key: string,
  fields: JsonObject,
  names: readonly string[],
): AccountObject {
  return { collection, key, fields, names }
}
