import type { Json } from '../../lib/json.ts'
import type { Fixed, Kept, LookUp, Start } from './draft.ts'
import type { Known } from './fields.ts'

/** What was learned about a request before it was written, and from its failures. */
export interface Lessons {
  readonly known: Known
  /** Things like those that the function is about. */
  readonly examples: readonly Json[]
  /** Names that an error asked for. */
  readonly wanted: readonly string[]
  /** Fixed values that an error asked for. */
  readonly fixed: readonly Fixed[]
  /** Arguments that were refused and can be done without. */
  readonly dropped: readonly string[]
  /** Values that an error named, by the field. */
  readonly values: ReadonlyMap<string, Json>
  /** Names that have to be written as code is: in lower case, without spaces. */
  readonly coded: readonly string[]
  /** Which of the things that were found is tried now. */
  readonly turn: number
  /** What is sent back as it was read. */
  readonly kept?: Kept
  /** How the thing is found. */
  readonly lookUp?: LookUp
  readonly start?: Start
  /** Only what cannot be left out and what gives a name: good enough for a thing to try on. */
  readonly isPlain: boolean
}

export const noLessons: Lessons = {
  isPlain: false,
  known: new Map(),
  examples: [],
  wanted: [],
  fixed: [],
  dropped: [],
  values: new Map(),
  coded: [],
  turn: 0,
}
