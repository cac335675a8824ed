import { intentOf } from './intent.ts'

/** What a sentence asks of a sync beside one list. */
export interface Clauses {
  /** What is kept, said by itself. */
  readonly main: string
  /** What belongs to each record: the `labels`, in `each with its labels`. */
  readonly each?: string
  /** More records of the sort, asked for with each: the `notes on lids`, in `notes on lids included`. */
  readonly included?: string
  /** Another list of which there is a copy: the `old shelves`, in `and of all old shelves`. */
  readonly also?: string
  /** What is done with each first: `open every new box`. */
  readonly errand?: string
}

/** Takes a sentence apart at what stands beside its main thing. */
export function clausesOf(does: string): Clauses {
  const parts = does
    .replace(/\.$/, '')
    .split(/,? and (?=of (?:all|every)\b|\w+ (?:a copy|each|every|all)\b)/i)
    .map((part) => part.trim())
  const kept = parts.find((part) => /\bcopy\b/i.test(part)) ?? parts[0]!
  const others = parts.filter((part) => part !== kept)
  const errand = others.find(isErrand)
  const also = others.flatMap((part) => /^of (?:all|every) ([\w ]+?)(?: as .*)?$/i.exec(part)?.[1] ?? [])[0]
  const each = /,? each with (?:its|their|his|her) ([\w ]+)/i.exec(kept)?.[1]
  const included = /, ([\w ]+?) included\b/i.exec(kept)?.[1] ?? /,? including (?:the |their )?([\w ]+)/i.exec(kept)?.[1]
  const main = kept
    .replace(/,? each with (?:its|their|his|her) [\w ]+/i, '')
    .replace(/, [\w ]+? included\b|,? including [\w ]+/i, '')
  // `The notes in all of them` are those in all boxes, if every box was spoken of.
  const them = errand && /^\w+ (?:each|every|all) (?:\w+ )*?(\w+)$/i.exec(errand)?.[1]
  return {
    main: `${them ? main.replace(/\ball of them\b|\bthem\b/i, `all ${them.replace(/s?$/, 's')}`) : main}.`,
    ...(each && { each }),
    ...(included && { included }),
    ...(also && { also }),
    ...(errand && { errand }),
  }
}

/** `Join every club` is to be done, `go through all clubs` is only read. */
function isErrand(part: string): boolean {
  return /^\w+ (?:each|every|all)\b/i.test(part) && intentOf('', part, 'action').deed !== 'read'
}
