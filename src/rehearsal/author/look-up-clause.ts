/** A thing that is named by something else than its id, and what is done with it. */
export interface LookUpClause {
  /** Said by itself: `Burn a box of a shop.` */
  readonly act: string
  /** `box`, of `a box of a shop`. */
  readonly thing: string
  /** By what it is known: its `label`. */
  readonly by: string
}

/** Takes `Look up a box of a shop by its label and burn it.` apart. */
export function lookUpIn(does: string): LookUpClause | undefined {
  const parts =
    /^(?:look up|look for|search for|find) ((?:an?|the|one) ([\w-]+)\b.*?) by (?:its|their|his|her) ([\w-]+),? (?:and then|and|then) (\w+) (?:it|them|him|her)\b(.*?)\.?$/i.exec(
      does,
    )
  if (!parts) return undefined
  const [, whole = '', thing = '', by = '', verb = '', rest = ''] = parts
  return {
    act: `${verb[0]!.toUpperCase()}${verb.slice(1)} ${whole}${rest}.`,
    thing: thing.toLowerCase(),
    by: by.toLowerCase(),
  }
}
