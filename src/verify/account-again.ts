import type { Json, JsonObject } from '../lib/json.ts'

/** A request by which something was made in an account before a function ran there, without credential. */
export interface Prepared {
  readonly method: string
  readonly url: string
  /** Those that the function chose, as the gateway saw them, and the kind of body. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the API said to it: an id or a time in it is another one when it is made again. */
  readonly answer: string
}

/** An embedded account as it was at the beginning of a run: what it is grown from, and what was made in it. */
export interface AccountAgain {
  readonly seed: number
  readonly prepared: readonly Prepared[]
}

/** A run that ended well and can be staged again, in the same account. */
export interface RunAgain {
  readonly account: AccountAgain
  readonly input?: Json | undefined
  readonly metadata?: JsonObject | undefined
}
