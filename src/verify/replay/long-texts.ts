import type { Json } from '../../lib/json.ts'
import { type DeclaredSchemas, alternatives, choicesOf, mostOf, schemaAt } from '../fresh/input-schema.ts'
import { type Plausible, plausible } from '../fresh/plausible.ts'
import { isFreeText } from '../fresh/vary-value.ts'
import { type Path, kindOfPlace, leavesOf, pathText } from './boxed/leaves.ts'
import type { Lengthened, LongOptions } from './long-takes.ts'

/** Characters: below limits that APIs are known to have, the largest below that of a message. */
const sizes = [230, 900, 3_800]
const mostPlaces = 5
/** In one unit, in two, and from right to left; and another of its kind for each. */
const letters = [
  ['木', '林'],
  ['𠮷', '𠮶'],
  ['ש', 'ל'],
] as const

/** The texts of an input that people write, far longer than they are. */
export function longTexts(input: Json, { seed, schemas, names = [] }: LongOptions): Lengthened[] {
  const random = plausible(seed)
  const ofThings = new Set(names.map(pathText))
  const seen = new Set<string>()
  const places = leavesOf(input).flatMap(({ path, value }) => {
    const kind = kindOfPlace(pathText(path))
    if (typeof value !== 'string' || seen.has(kind) || ofThings.has(pathText(path))) return []
    const most = longestAt(path, schemas)
    if (!/\p{L}/u.test(value) || !isFreeText(value, path) || most === undefined) return []
    seen.add(kind)
    return [{ path, value, most }]
  })
  return places
    .slice(0, mostPlaces)
    .flatMap(({ path, value, most }) =>
      sizes
        .filter((size) => size <= most && size > value.length + 60)
        .map((size, index) => ({ path, size, values: variantsOf(value, { size, random, withLetters: index === 0 }) })),
    )
}

/** How many characters the schema allows there; nothing where it wants them to be of a certain form. */
function longestAt(path: Path, schemas: DeclaredSchemas | undefined): number | undefined {
  const schema = schemas && schemaAt(schemas.input, path, schemas.definitions)
  if (!schema || !schemas) return Infinity
  const options = alternatives(schema, schemas.definitions)
  const isFormed = options.some((option) => option['pattern'] !== undefined || option['format'] !== undefined)
  if (isFormed || choicesOf(schema, schemas.definitions).length > 0) return undefined
  return mostOf(schema, 'maxLength', schemas.definitions)
}

interface Wish {
  readonly size: number
  readonly random: Plausible
  readonly withLetters: boolean
}

function variantsOf(value: string, { size, random, withLetters }: Wish): Lengthened['values'] {
  const parts = partsOf(value, size, random)
  const withOther = (other: Partial<Parts>) => textOf({ ...parts, ...other })
  const another = (word: string) => unlike(word, random)
  const otherAt = (index: number) => letters.map(([usual, other], at) => (at === index ? other : usual)).join('')
  return [
    ['nowhere', textOf(parts)],
    ['early', withOther({ early: another(parts.early) })],
    ['in the middle', withOther({ middle: another(parts.middle) })],
    ['at the end', withOther({ end: another(parts.end) })],
    ...(withLetters ? letters.map((_, at) => ['in some letters', withOther({ letters: otherAt(at) })] as const) : []),
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
