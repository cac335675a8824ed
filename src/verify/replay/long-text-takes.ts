import type { Json } from '../../lib/json.ts'
import { isDate, isTimeZone } from '../fresh/dates.ts'
import { type DeclaredSchemas, alternatives, choicesOf, schemaAt } from '../fresh/input-schema.ts'
import { type Plausible, plausible } from '../fresh/plausible.ts'
import { isCode } from '../fresh/vary-value.ts'
import type { LongTextTake } from './boxed/job.ts'
import { type Path, kindOfPlace, leavesOf, pathText } from './boxed/leaves.ts'

export interface LongTextOptions {
  /** Decides the words: nobody can know them before. */
  readonly seed: number
  readonly schemas?: DeclaredSchemas
  /** Names of things, which are not lengthened: there is none of such a name. */
  readonly names?: readonly Path[]
}

/** Below limits that APIs are known to have, the largest below that of a message. */
const sizes = [230, 900, 3_800]
const mostPlaces = 5
/** In one unit, in two, and from right to left; and another of its kind for each. */
const letters = [
  ['木', '林'],
  ['𠮷', '𠮶'],
  ['ש', 'ל'],
] as const

/**
 * Each text that people write, at several lengths, and each length several times: as it is, and with one word, or one
 * letter of an alphabet, another. What is sent with the text has to be another then too.
 */
export function longTextTakes(input: Json | undefined, options: LongTextOptions): LongTextTake[] {
  const random = plausible(options.seed)
  const names = new Set((options.names ?? []).map(pathText))
  const seen = new Set<string>()
  const places = leavesOf(input ?? null).flatMap(({ path, value }) => {
    const kind = kindOfPlace(pathText(path))
    if (typeof value !== 'string' || seen.has(kind) || names.has(pathText(path))) return []
    const most = longestAt(path, options.schemas)
    if (!isProse(value, path) || most === undefined) return []
    seen.add(kind)
    return [{ path, value, most }]
  })
  return places
    .slice(0, mostPlaces)
    .flatMap(({ path, value, most }) =>
      sizes
        .filter((size) => size <= most && size > value.length + 60)
        .flatMap((size, index) => takesOf(value, { path, size, random, withLetters: index === 0 })),
    )
}

/** Written by people and for them. */
function isProse(value: string, path: Path): boolean {
  if (value.trim() === '' || isDate(value) || isTimeZone(value) || /^\S+(@|:\/\/)\S+$/.test(value.trim())) return false
  return /\p{L}/u.test(value) && !isCode(value, path)
}

/** How many characters the schema allows there; nothing where it wants them to be of a certain form. */
function longestAt(path: Path, schemas: DeclaredSchemas | undefined): number | undefined {
  const schema = schemas && schemaAt(schemas.input, path, schemas.definitions)
  if (!schema || !schemas) return Infinity
  const options = alternatives(schema, schemas.definitions)
  const isFormed = options.some((option) => option['pattern'] !== undefined || option['format'] !== undefined)
  if (isFormed || choicesOf(schema, schemas.definitions).length > 0) return undefined
  const limits = options.map((option) => option['maxLength']).filter((limit) => typeof limit === 'number')
  return Math.min(Infinity, ...limits)
}

interface Wish {
  readonly path: Path
  readonly size: number
  readonly random: Plausible
  readonly withLetters: boolean
}

function takesOf(value: string, { path, size, random, withLetters }: Wish): LongTextTake[] {
  const parts = partsOf(value, size, random)
  const take = (differs: LongTextTake['differs'], other: Partial<Parts> = {}): LongTextTake => ({
    kind: 'long-text',
    path,
    value: textOf({ ...parts, ...other }),
    size,
    differs,
  })
  const another = (word: string) => unlike(word, random)
  const otherAt = (index: number) => letters.map(([usual, other], at) => (at === index ? other : usual)).join('')
  return [
    take('nowhere'),
    take('early', { early: another(parts.early) }),
    take('in the middle', { middle: another(parts.middle) }),
    take('at the end', { end: another(parts.end) }),
    ...(withLetters ? letters.map((_, index) => take('in some letters', { letters: otherAt(index) })) : []),
  ]
}

interface Parts {
  readonly value: string
  readonly early: string
  readonly letters: string
  readonly before: string
  readonly middle: string
  readonly after: string
  readonly end: string
}

function partsOf(value: string, size: number, random: Plausible): Parts {
  const ofLength = (length: number) => {
    let text = random.word()
    while (text.length < length) text += ` ${random.word()}`
    return text
  }
  const [early, middle, end] = [1, 2, 3].map(() => `${random.word()}${random.word()}`) as [string, string, string]
  const usual = letters.map(([letter]) => letter).join('')
  const rest = Math.max(20, size - value.length - early.length - middle.length - end.length - usual.length - 20)
  return { value, early, letters: usual, before: ofLength(rest / 2), middle, after: ofLength(rest / 2), end }
}

function textOf({ value, early, letters: some, before, middle, after, end }: Parts): string {
  return [value, early, some, before, middle, after, end].join(' ')
}

/** Another from its first letter on: a part of a word tells the two apart. */
function unlike(word: string, random: Plausible): string {
  for (;;) {
    const other = `${random.word()}${random.word()}`
    if (other[0] !== word[0]) return other
  }
}
