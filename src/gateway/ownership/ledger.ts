import type { JsonObject } from '../../lib/json.ts'
import type { MadeThing } from './made-things.ts'

/** Who makes things in a live account: an attempt, and the verification of it. */
export interface Owner {
  readonly interaction: string
  readonly attempt: number
}

export function isSameOwner(one: Owner, other: Owner): boolean {
  return one.interaction === other.interaction && one.attempt === other.attempt
}

export interface OwnedThing {
  readonly owner: Owner
  readonly thing: MadeThing
}

/** Something of which an account has one, and how it is put back as it was. */
export interface ChangedSetting extends Owner {
  readonly address: string
  readonly method: string
  /** As the API showed it before: all of it, or the fields that a PATCH changes. */
  readonly before: JsonObject
  /** The fields that were sent, with what was last sent of each. */
  readonly sent: JsonObject
}

interface OfWrite extends Owner {
  readonly api: string
  readonly write: string
}

/** What is written down of the writes into a live account, each before and after it was asked for. */
export type Note =
  | ({ readonly kind: 'write-sent'; readonly method: string; readonly address: string } & OfWrite)
  | ({
      readonly kind: 'write-answered'
      readonly made: readonly MadeThing[]
      /** Beside what it made. unnamed: something came of it that has no name; changed: what was not this attempt's is another now. */
      readonly effect: 'none' | 'unnamed' | 'changed' | 'unknown'
    } & OfWrite)
  /** Before a setting is changed, so that it can be put back whoever dies meanwhile. Of one address the last counts. */
  | ({ readonly kind: 'setting-kept'; readonly api: string } & ChangedSetting)
  /** It was deleted, or put back. */
  | { readonly kind: 'thing-gone'; readonly api: string; readonly address: string }
  /** It was tried, or could not be. */
  | { readonly kind: 'thing-left'; readonly api: string; readonly address: string; readonly because: string }
