import type { Json, JsonObject } from '../../../lib/json.ts'
import type { Looked } from './clock-and-dice.ts'
import type { Lot } from './lot.ts'

/*
 * What passes between the thread that reads a function's behaviour and the thread in which the function runs. The
 * function may have changed anything in its own: what comes from there is data, and a claim about the function itself.
 */

/** What the thread is given when it starts. */
export interface Stage {
  /** The compiled function, as CommonJS. */
  readonly code: string
  /** Its name in the traces of errors. */
  readonly file: string
  readonly nodeModules: string
  readonly provider: string
}

export type ToThread =
  /** Which of its code has been run. */
  | { readonly kind: 'reach' }
  | { readonly kind: 'play'; readonly play: number; readonly how: Circumstances }
  | { readonly kind: 'answer'; readonly play: number; readonly ask: number; readonly reply: Reply }

/** In what one playing begins. */
export interface Circumstances {
  readonly input: Json | undefined
  readonly metadata: Json | undefined
  readonly connection: JsonObject
  /** Its nango has every member that it asks for, and its callers have the names of a dry run. */
  readonly isFurnished: boolean
  readonly lot: Lot
}

export type Reply = Answered | Stored

export type Answered =
  | { readonly kind: 'response'; readonly data: Json; readonly status: number; readonly headers: Headers }
  /** The connection ends. */
  | { readonly kind: 'cut-off' }

export type Headers = Readonly<Record<string, string>>

/** The checkpoint, as it now is. */
export interface Stored {
  readonly kind: 'stored'
  readonly checkpoint: Json
}

/** A piece of code, from and to a position in it. */
export type Span = readonly [number, number]

export type FromThread = { readonly play: number } & (
  | { readonly kind: 'reach'; readonly unreached: readonly Span[] | undefined }
  | { readonly kind: 'ask'; readonly ask: number; readonly request: SentRequest; readonly isPaging: boolean }
  | ({ readonly kind: 'checkpoint'; readonly ask: number } & CheckpointAsked)
  | { readonly kind: 'keep'; readonly what: string; readonly model: string; readonly records: string }
  /** It leaves it to Nango to find out what is gone. */
  | { readonly kind: 'tracks-deletes' }
  | { readonly kind: 'odd'; readonly odd: string }
  | { readonly kind: 'returned'; readonly output: string; readonly looked: Looked }
  | { readonly kind: 'threw'; readonly error: string; readonly looked: Looked }
)

/** What it wants done with its checkpoint; `value`, as JSON, is the one to save. */
export interface CheckpointAsked {
  readonly does: 'get' | 'save' | 'clear'
  readonly value: string
}

/** A request in parts that need nothing of the thread's any more. */
export interface SentRequest {
  readonly method: string
  readonly endpoint: string
  readonly params: string | readonly (readonly [string, string])[]
  /** `json` of anything but a text; `text` of one, and of a form. */
  readonly body: { readonly as: 'json' | 'text'; readonly text: string }
  /** What it gave besides, as JSON. */
  readonly headers: string
}
