import type { Draft, ListShape } from './draft.ts'

/** A list that a sync reads: the outermost one, or one that is asked for with each item of another. */
export interface Level {
  readonly draft: Draft
  readonly list: ListShape
  /** Whether its items are the records; otherwise they lead to them, or go `into` one. */
  readonly isSaved: boolean
  /** The name in the outer item under which its items are put. */
  readonly into?: string
  /** Only with such items it is gone on. */
  readonly only: readonly Condition[]
  /** What is done with each item first. */
  readonly errand?: Errand
  readonly inner?: Level
}

/** A member of an item, and what it has to be. */
export interface Condition {
  readonly member: string
  readonly is: 'true' | 'not true' | 'more than none'
}

/** A request that is made for an item, where it is not so already. */
export interface Errand {
  readonly draft: Draft
  readonly only: readonly Condition[]
  /** The member that is true when there is nothing to do any more. */
  readonly already?: string
}

const depths = ['', 'inner', 'innermost']

/** A name that no other level has: `page`, `innerPage`. */
export function nameAt(depth: number, name: string): string {
  const before = depths[depth] ?? `level${depth}`
  return before === '' ? name : `${before}${name[0]!.toUpperCase()}${name.slice(1)}`
}

/** The levels from the outermost to the innermost. */
export function levelsOf(level: Level): Level[] {
  return [level, ...(level.inner ? levelsOf(level.inner) : [])]
}
