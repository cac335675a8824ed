import type { Json } from '../../lib/json.ts'
import type { DeclaredSchemas } from '../fresh/input-schema.ts'
import type { LongTake } from './boxed/job.ts'
import type { Path } from './boxed/leaves.ts'
import { longLists } from './long-lists.ts'
import { longTexts } from './long-texts.ts'

export interface LongOptions {
  /** Decides the words: nobody can know them before. */
  readonly seed: number
  readonly schemas?: DeclaredSchemas
  /** Names of things, which are not lengthened: there is none of such a name. */
  readonly names?: readonly Path[]
}

/** One thing at one length, and what is another in others of that length. */
export interface Lengthened {
  readonly path: Path
  /** Characters, or entries. */
  readonly size: number
  readonly values: readonly (readonly [LongTake['differs'], Json])[]
}

/**
 * Each text that people write, and each list, at several lengths, and each length several times: as it is, and with one
 * word, letter or entry another. What is sent with it has to be another then too.
 */
export function longTakes(input: Json | undefined, options: LongOptions): LongTake[] {
  return [...longTexts(input ?? null, options), ...longLists(input ?? null, options)].flatMap(
    ({ path, size, values }) =>
      values.map(([differs, value]): LongTake => ({ kind: 'long', path, size, differs, value })),
  )
}
