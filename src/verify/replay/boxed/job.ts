import type { Json, JsonObject } from '../../../lib/json.ts'
import type { OtherKind, Path } from './leaves.ts'

/** What the boxed replay is asked to do: play one function many times against recorded answers. */
export interface ReplayJob {
  /** Begins every line of the result; random per replay, so that nothing that the function prints can be one. */
  readonly marker: string
  /** The compiled function, as CommonJS. */
  readonly code: string
  /** Its name in the traces of errors. */
  readonly file: string
  /** Inside the box. */
  readonly nodeModules: string
  readonly provider: string
  readonly connection: JsonObject
  readonly scenes: readonly Scene[]
}

/** One recorded run, and the ways in which it is to be played again. */
export interface Scene {
  /**
   * fresh: a run of ours · known: the agent's own run · paged: a run of ours, with more pages · found: the input of a
   * run of ours that found nothing, with what the agent had found · fewer: a run of ours, as it were if the account held
   * fewer things · beside: another run of ours, as it was.
   */
  readonly purpose: 'fresh' | 'known' | 'paged' | 'found' | 'fewer' | 'beside'
  /** The answers are somebody's fixture, which keeps one of two equal requests: an answer may be given again. */
  readonly isFixture?: true
  readonly input?: Json
  readonly metadata?: Json
  readonly checkpoint?: Json
  readonly answers: readonly Answer[]
  readonly takes: readonly Take[]
}

/** One recorded exchange, as the function's request will ask for it. */
export interface Answer {
  readonly method: string
  /** Without leading slash and query. */
  readonly endpoint: string
  readonly query: readonly (readonly [string, string])[]
  readonly body: string
  /** Parts of the request that are not on record: nothing is held against them. */
  readonly unknown?: readonly ('query' | 'body')[]
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed where it is JSON, text otherwise; null for an empty body. */
  readonly response: Json
}

/** What is different in one playing. */
export type Take =
  /** Nothing is different; where it is later by some milliseconds, what is of the clock shows itself. */
  | { readonly kind: 'same'; readonly later?: number }
  | { readonly kind: 'response'; readonly answer: number; readonly path: Path; readonly value: Json }
  /** Every value of one kind of place (`members.*.name`) is another. */
  | ({ readonly kind: 'response-kind'; readonly answer: number } & OtherKind)
  /** Every list of objects in the answer begins with its second entry and ends with its first. */
  | { readonly kind: 'turned'; readonly answer: number }
  | UncommonTake
  | InputTake
  | LongTake
  /** Its nango has every member that it asks for, and its callers have the names of a dry run. */
  | { readonly kind: 'furnished' }
  /** It is run for another connection. */
  | { readonly kind: 'elsewhere'; readonly connectionId: string }
  | ClockTake
  /** Random numbers are between these two, for the first of them. */
  | { readonly kind: 'chance'; readonly from: number; readonly to: number }
  /** The n-th answer, or every one, is this refusal instead. */
  | { readonly kind: 'refusal'; readonly answer: number | 'every'; readonly status: number; readonly response: Json }
  /** The connection ends before the n-th answer. */
  | { readonly kind: 'cut-off'; readonly answer: number }
  /** In the place of the n-th answer comes a page, with its status. */
  | { readonly kind: 'html'; readonly answer: number }
  /** It ends the moment that it has saved its n-th checkpoint, or as it does, and is run again with what it left. */
  | { readonly kind: 'resumed'; readonly at: number | 'end' }

/** An answer holds what an API may answer, and no account happened to hold. */
export interface UncommonTake {
  readonly kind: 'uncommon'
  /**
   * text: a very long one, with letters of many alphabets · number: more than 32 bits hold · alike: two entries of a list
   * that differ in nothing but what names them · lacking: an entry is without what others are without.
   */
  readonly as: 'text' | 'number' | 'alike' | 'lacking'
  readonly answer: number
  readonly edits: readonly Edit[]
  /** What is looked for in the output. Of one mark each text will do. */
  readonly marks: readonly (readonly string[])[]
}

/** What a place is to hold; without a value, that it is to be gone. */
export interface Edit {
  readonly path: Path
  readonly value?: Json
}

/** In the place of an answer. */
export const htmlPage = '<!doctype html><html><head><title>Linden</title></head><body><p>Please wait.</p></body></html>'

/** It is another time. */
export interface ClockTake {
  readonly kind: 'clock'
  /** By so many milliseconds. */
  readonly by: number
  /** All dates that the API answered and the caller gave are in another cycle of the calendar, so many later. */
  readonly cycles?: number
  /** Milliseconds that each answer takes. */
  readonly latency?: number
}

export interface InputTake {
  readonly kind: 'input'
  readonly path: Path
  readonly value: Json
  /**
   * other: of the same shape, unknown to all · choice: one that the schema lists · answered: one that the API answered,
   * or a size that cuts what it answered · more: a size that would take more than it answered · written: one that the
   * source contains · nothing: empty.
   */
  readonly as: 'other' | 'choice' | 'answered' | 'more' | 'written' | 'nothing'
}

/** A text or a list of the input goes on far behind its end. */
export interface LongTake {
  readonly kind: 'long'
  readonly path: Path
  readonly value: Json
  /** How many characters or entries it was to have; those of one size are compared with one another. */
  readonly size: number
  /** Where it is another than the one that differs nowhere: early is right behind what there was. */
  readonly differs: 'nowhere' | 'early' | 'in the middle' | 'at the end' | 'in some letters'
}

/** What one playing came to; `scene` and `take` say of which. */
export interface TakeResult {
  readonly scene: number
  readonly take: number
  /** endless: it asked again and again, hundreds of times more than there were answers. */
  readonly end: 'returned' | 'threw' | 'endless'
  readonly error?: string
  /** Of the first take of a scene, of turned ones, and, where it is short, of those that did not get the API's answer. */
  readonly output?: Json
  /** Places of the output (or of what was saved) and of the requests that are not as in the first take, some at most. */
  readonly outputChanges: readonly string[]
  readonly requestChanges: readonly string[]
  /** Of takes that are compared with one another: the values in these places, as short texts. */
  readonly became?: readonly Became[]
  /** Of long ones: what all requests were. */
  readonly asked?: readonly AskedPart[]
  /** Of uncommon takes: where in the output which of their marks stand, some at most. */
  readonly marked?: readonly Marked[]
  /** Answers of the recording that were used, by position. */
  readonly used: readonly number[]
  /** Those of them that Nango's own paging asked for: it does not show the function what came. */
  readonly paged: readonly number[]
  /** Requests for which the recording has no answer. */
  readonly unanswered: readonly string[]
  /** Requests that the recording does not have as they were: they got the answer to their like. */
  readonly unlike: readonly string[]
  /** What was asked of `nango` that no work needs. */
  readonly odd: readonly string[]
  /** Of the first take of a scene. */
  readonly checkpoints?: CheckpointUse
  /** Of a resumed one, whose other members then tell of its second run. Absent where it saved no such checkpoint. */
  readonly resumed?: Resumed
}

/** What a sync had to do with checkpoints in one playing. */
export interface CheckpointUse {
  readonly isAsked: boolean
  readonly saved: number
  /** It cleared one where none was stored. */
  readonly clearsNothing: boolean
  /** One that was saved and is not flat, as Nango wants it. */
  readonly notFlat?: Json
  /** It left it to Nango to find out what is gone. */
  readonly tracksDeletes: boolean
}

export interface Resumed {
  /** What it left for its second run. */
  readonly stored: Json
  /** It did not get to its end the first time. */
  readonly isBrokenOff: boolean
  /** Records that a whole run saves, or deletes, and the two together did not; some at most. */
  readonly lost: readonly string[]
  /** Headers of its requests that were not as in the first take. */
  readonly headerChanges: readonly string[]
}

export interface Marked {
  readonly place: string
  /** By its position among the marks of the take. */
  readonly mark: number
}

export interface AskedPart {
  readonly place: string
  /** Another for another value, but for chance. */
  readonly sum: number
}

export interface Became {
  readonly of: 'output' | 'request'
  readonly place: string
  readonly from?: string
  readonly to?: string
}
