import { isDate, isUnixTime } from '../fresh/dates.ts'
import { plausible } from '../fresh/plausible.ts'
import type { Answer, UncommonTake } from './boxed/job.ts'
import { kindOfPlace, leavesOf, pathText } from './boxed/leaves.ts'

/** Marks of a long text, in this order: it came as it is, it came whole, and a letter each of several alphabets came. */
export const textMarks = { came: 0, whole: 1, letters: [2, 3, 4] } as const

/** Marks of a number: it came as it is. */
export const numberMarks = { came: 0 } as const

const most = 80
/** Longer than the limits that anybody writes down. */
const longest = 21_000
/** In one unit, in two, and from right to left: letters, so that nobody takes them for ornament. */
const letters = ['木', '𠮷', 'ש']

/**
 * Every text of the answers made very long, and every number too large for 32 bits, one kind of place at a time. Only
 * what is `returned`, where that is known: of the rest nothing would be seen.
 */
export function uncommonValueTakes(
  answers: readonly Answer[],
  seed: number,
  returned: ReadonlySet<string> | undefined,
): UncommonTake[] {
  const random = plausible(seed)
  const seen = new Set<string>()
  const takes = answers.flatMap(({ status, response }, answer) => {
    if (status >= 400 || typeof response !== 'object' || response === null) return []
    return leavesOf(response).flatMap(({ path, value }): UncommonTake[] => {
      if (returned && !returned.has(String(value))) return []
      const to = { kind: 'uncommon', answer } as const
      const take = typeof value === 'string' ? longText(value, random) : numbers(value)
      const kind = `${answer} ${kindOfPlace(pathText(path))}`
      if (take.length === 0 || seen.has(kind)) return []
      seen.add(kind)
      return take.map(({ as, value: other, marks }) => ({ ...to, as, edits: [{ path, value: other }], marks }))
    })
  })
  return takes.slice(0, most)

  function numbers(value: unknown): Uncommon[] {
    if (typeof value !== 'number' || isUnixTime(value)) return []
    // The first shows whether a number is returned as it is at all.
    const others = [value + 70_000 + random.number(9_000), Number.MAX_SAFE_INTEGER - 2 - random.number(9_000)]
    return others.map((other) => ({ as: 'number', value: other, marks: [[String(other)]] }))
  }
}

interface Uncommon {
  readonly as: 'text' | 'number'
  readonly value: string | number
  readonly marks: readonly (readonly string[])[]
}

/** It goes on behind what it was, in one word that has no end: whoever takes its first part takes none of what was added. */
function longText(text: string, random: ReturnType<typeof plausible>): Uncommon[] {
  if (text.trim() === '' || isDate(text)) return []
  const [first, second, filler, last] = [1, 2, 3, 4].map(() => `${random.word()}${random.word()}`)
  const came = `${first}, ${second}`
  const whole = `${filler!.repeat(Math.ceil(longest / filler!.length))}${last}`
  const marks = [came, `${filler}${last}`, ...letters].map((mark) => [mark])
  return [{ as: 'text', value: `${text} ${came}${letters.join('')}${whole}`, marks }]
}
