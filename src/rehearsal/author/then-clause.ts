import { wordsOf } from './words.ts'

/** Two things that are done one after the other, each said by itself. */
export interface ThenClause {
  readonly first: Said
  readonly next: Said
  /** What the first is done to: a `box`, in `Make a box`. */
  readonly thing: string
  /** What is done with it where the second fails: `burn`. */
  readonly undo?: string
}

interface Said {
  readonly does: string
  /** A name for a function that did only this. */
  readonly name: string
}

/** Takes `Make a box by its label first, then put the given shoes into it, and burn it should that fail.` apart. */
export function thenIn(does: string): ThenClause | undefined {
  const parts =
    /^(.+?)(?: first)?,? then (.+?)(?:,? and (\w+) it (?:should that fail|if (?:that|this) fails|when (?:that|this) fails))?\.?$/i.exec(
      does,
    )
  if (!parts) return undefined
  const [, first = '', then = '', undo] = parts
  const [, thing] = objectOf(first)
  const [verb, object] = objectOf(then)
  if (thing === '' || object === '' || !/\bit\b/.test(then)) return undefined
  const isInto = /^(write|put|fill|enter)$/i.test(verb) && /\b(into|in|onto|to) it\b/.test(then)
  return {
    first: { does: `${first}.`, name: `${objectOf(first)[0].toLowerCase()}-${thing}` },
    next: {
      does: `${then[0]!.toUpperCase()}${then.slice(1).replace(/\bit\b/, `a ${thing}`)}.`,
      name: `${isInto ? 'update' : verb.toLowerCase()}-${object}`,
    },
    thing,
    ...(undo && { undo: undo.toLowerCase() }),
  }
}

/** The verb, and what it is done to: the last word before all that is said of it. */
function objectOf(text: string): readonly [string, string] {
  const [, verb = '', phrase = ''] =
    /^(\w+) (?:an? |the |one )?(.+?)(?= (?:by|at|of|in|into|on|onto|to|from|for|with|that|first)\b|$)/i.exec(text) ?? []
  return [verb, wordsOf(phrase).at(-1) ?? '']
}
