import type { Json } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import { type DeclaredSchemas, choicesOf, schemaAt } from '../fresh/input-schema.ts'
import type { Answer, InputTake } from './boxed/job.ts'
import { type Leaf, kindOfPlace, leavesOf, pathText } from './boxed/leaves.ts'
import { likeIt } from './like-it.ts'

export interface InputTakesOptions {
  /** Decides which values are tried: nobody can know them before. */
  readonly seed: number
  readonly answers?: readonly Answer[]
  readonly schemas?: DeclaredSchemas
  /** Texts that stand in the source. */
  readonly literals?: readonly string[]
}

const mostAnswered = 12
const mostWritten = 24
const most = 2_000

/** The input with one of its values changed at a time, to several that an ordinary caller might give, and to nothing. */
export function inputTakes(input: Json | undefined, options: InputTakesOptions): InputTake[] {
  if (!isJsonObject(input)) return []
  const seen = new Map<string, number>()
  const leaves = leavesOf(input).filter(({ path }) => {
    const kind = kindOfPlace(pathText(path))
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    // Of a long list, its first entries will do.
    return path.length > 0 && seen.get(kind)! <= 3
  })
  return leaves.flatMap((leaf, index) => takesAt(leaf, options, index)).slice(0, most)
}

function takesAt({ path, value }: Leaf, options: InputTakesOptions, index: number): InputTake[] {
  const takes = (as: InputTake['as'], values: readonly Json[]) =>
    [...new Set(values)]
      .filter((other) => other !== value)
      .map((other): InputTake => ({ kind: 'input', path, value: other, as }))
  const choices = choicesAt({ path, value }, options.schemas)
  if (choices.length > 0) return [...takes('choice', choices), ...takes('nothing', nothings(value))]
  return [
    ...takes('other', likeIt(value, options.seed + index)),
    ...takes('answered', typeof value === 'number' ? sizesBelow(value) : answeredLike(value, options.answers ?? [])),
    ...takes('more', typeof value === 'number' ? sizesAbove(value) : []),
    ...takes('written', typeof value === 'string' ? writtenIn(options.literals ?? []) : []),
    ...takes('nothing', nothings(value)),
  ]
}

/** What the schema allows where it lists it, and the other side of a switch, which some write as a text. */
function choicesAt({ path, value }: Leaf, schemas: DeclaredSchemas | undefined): readonly Json[] {
  if (typeof value === 'boolean') return [!value]
  const [side] = switches.flatMap(([on, off]) => (value === on ? [off] : value === off ? [on] : []))
  if (side !== undefined) return [side]
  const schema = schemas && schemaAt(schemas.input, path, schemas.definitions)
  const choices = schema ? choicesOf(schema, schemas.definitions) : []
  return choices.length > 1 ? choices : []
}

const switches = [
  ['true', 'false'],
  ['yes', 'no'],
  ['on', 'off'],
]

/** Sizes that are likely to cut a list short. */
function sizesBelow(value: number): number[] {
  return [1, 2, Math.floor(value / 2)].filter((size) => size > 0)
}

/** More than what was answered will do for. */
function sizesAbove(value: number): number[] {
  return Number.isInteger(value) && value > 0 && value <= 1_000 ? [value * 8 + 5] : []
}

/** Texts that the API answered: those that stand where this one stands too, then one from each other kind of place. */
function answeredLike(value: Json, answers: readonly Answer[]): string[] {
  const leaves = answers
    .filter(({ status }) => status < 400)
    .flatMap(({ response }) => leavesOf(response))
    .map((leaf) => ({ kind: kindOfPlace(pathText(leaf.path)), text: leaf.value }))
    .filter((leaf): leaf is { kind: string; text: string } => typeof leaf.text === 'string' && isShort(leaf.text))
  const own = new Set(leaves.filter(({ text }) => text === value).map(({ kind }) => kind))
  const twins = leaves.filter(({ kind }) => own.has(kind)).map(({ text }) => text)
  const others = [...new Map(leaves.map(({ kind, text }) => [kind, text])).values()]
  return [...new Set([...twins.slice(0, mostAnswered / 2), ...others])].slice(0, mostAnswered)
}

function writtenIn(literals: readonly string[]): string[] {
  return [...new Set(literals)].filter(isShort).slice(0, mostWritten)
}

function isShort(text: string): boolean {
  return text.length >= 2 && text.length <= 80
}

function nothings(value: Json): Json[] {
  if (typeof value === 'number') return [0]
  return typeof value === 'string' ? ['', null] : []
}
