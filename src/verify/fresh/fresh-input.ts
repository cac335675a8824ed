import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import { type Path, leavesOf, withValue } from '../replay/boxed/leaves.ts'
import { type Cast, type CastOptions, castsFor } from './counterparts.ts'
import { type DeclaredSchemas, schemaAt } from './input-schema.ts'
import { type Naming, canName, fieldOf, namesIn } from './names-in-account.ts'
import type { Plausible } from './plausible.ts'
import { type Boldness, varyValue } from './vary-value.ts'
import { withOptionals, withoutCursors, withoutOptionals } from './optionals.ts'

/** What the agent last ran with success, and the account as it was then. */
export interface KnownRun {
  /** Of the dry run; its exchanges bear it. */
  readonly label: string
  readonly input: Json | undefined
  readonly metadata: JsonObject | undefined
  /** Other inputs that were tried: they show what optional fields look like. */
  readonly otherInputs: readonly Json[]
  readonly account: AccountState
}

export interface Recipe {
  /** all: every optional field that is known or can be thought of · as-known · required: only what must be there. */
  readonly fields: 'all' | 'as-known' | 'required'
  readonly boldness: Boldness
  /** Vary texts and numbers at all, besides names. */
  readonly vary: boolean
}

export interface FreshTools extends CastOptions {
  readonly schemas: DeclaredSchemas
  readonly random: Plausible
}

export interface FreshInput {
  readonly input: Json | undefined
  readonly metadata: JsonObject | undefined
  /** Values that were not in the known run, names of the new account first. */
  readonly fresh: readonly FreshValue[]
}

export interface FreshValue {
  readonly path: Path
  readonly value: Json
  /** Names something in the new account. */
  readonly isName: boolean
}

/** Inputs for the new account, one for each cast of its objects, likeliest first. */
export function* freshInputs(
  known: KnownRun,
  young: AccountState,
  recipe: Recipe,
  tools: FreshTools,
): Generator<FreshInput> {
  const names = namesIn(known.account)
  const shaped = shapedInput(known, recipe, tools.schemas)
  const objects = namedBy([shaped, known.metadata], names)
  for (const cast of lenders(castsFor(objects, known.account, young, tools), [shaped, known.metadata])) {
    const rename = (leaf: { path: Path; value: Json }) => renamed(leaf.value, names, cast) ?? borrowed(leaf.value, cast)
    const input = rewritten(shaped, rename, (value, path) => {
      if (!recipe.vary) return value
      const schema = schemaAt(tools.schemas.input, path, tools.schemas.definitions)
      return varyValue(value, { path, schema, definitions: tools.schemas.definitions }, recipe.boldness, tools.random)
    })
    const metadata = rewritten(known.metadata, rename, (value) => value)
    yield {
      input: input.document,
      metadata: metadata.document as JsonObject | undefined,
      fresh: [...input.fresh, ...metadata.fresh],
    }
  }
}

function shapedInput(known: KnownRun, recipe: Recipe, schemas: DeclaredSchemas): Json | undefined {
  if (!isJsonObject(known.input)) return known.input
  if (recipe.fields === 'required') return withoutOptionals(known.input, schemas)
  const input = recipe.fields === 'all' ? withOptionals(known.input, known.otherInputs, schemas) : known.input
  return withoutCursors(input, schemas)
}

/** Objects of the account that the documents name, each once. */
export function namedBy(documents: readonly (Json | undefined)[], names: Names): AccountObject[] {
  const leaves = documents.flatMap((document) => (document === undefined ? [] : leavesOf(document)))
  return [...new Set(leaves.flatMap(({ value }) => namingsIn(value, names).map(({ naming }) => naming.object)))]
}

type Names = ReadonlyMap<string, readonly Naming[]>

/** The names in a value: the whole of it, or ids within a longer text, such as `U1,U2` or a mention. */
function namingsIn(value: Json, names: Names): { text: string; naming: Naming }[] {
  if (!canName(value)) return []
  const [whole] = names.get(String(value)) ?? []
  if (whole) return [{ text: String(value), naming: whole }]
  const words = String(value).match(/[A-Za-z0-9_.@-]{6,}/g) ?? []
  return words.flatMap((text) => {
    const [naming] = /\d|@/.test(text) ? (names.get(text) ?? []) : []
    return naming ? [{ text, naming }] : []
  })
}

/** The value with the names of counterparts in it; undefined if it names nothing. */
export function renamed(value: Json, names: Names, cast: Cast): Json | undefined {
  const found = namingsIn(value, names)
  if (found.length === 0) return undefined
  const nameNow = ({ object, field }: Naming) => fieldOf(cast.get(object) ?? object, field) ?? null
  if (found[0]?.text === String(value)) return nameNow(found[0].naming)
  return found.reduce((text, { text: old, naming }) => text.replaceAll(old, String(nameNow(naming))), String(value))
}

const mostLenders = 25

/** Of the casts, those first whose objects have what the input took from the old ones. */
function* lenders(casts: Iterable<Cast>, documents: readonly (Json | undefined)[]): Generator<Cast> {
  const values = documents
    .flatMap((document) => (document === undefined ? [] : leavesOf(document)))
    .map(({ value }) => value)
  const some: Cast[] = []
  for (const cast of casts) if (some.push(cast) >= mostLenders) break
  const lacking = (cast: Cast) =>
    values.filter((value) => placesOf(value, cast).length > 0 && borrowed(value, cast) === undefined).length
  yield* some.toSorted((a, b) => lacking(a) - lacking(b))
}

/** An address or the like that stands in one of the things named, such as a guest's: the counterpart's own in that place. */
function borrowed(value: Json, cast: Cast): Json | undefined {
  return placesOf(value, cast).flatMap(({ path, young }) => {
    const there = leavesOf(young.fields).filter((leaf) => sameKind(leaf.path, path))
    const [exact] = there.filter((leaf) => leaf.path.join('.') === path.join('.'))
    return [exact ?? there[0]].flatMap((leaf) => (leaf && typeof leaf.value === typeof value ? [leaf.value] : []))
  })[0]
}

function placesOf(value: Json, cast: Cast): { path: Path; young: AccountObject }[] {
  if (typeof value !== 'string' || !value.includes('@')) return []
  return [...cast].flatMap(([old, young]) =>
    leavesOf(old.fields)
      .filter((leaf) => leaf.value === value && leaf.path.some((key) => typeof key === 'number'))
      .map(({ path }) => ({ path, young })),
  )
}

/** The same place, of whichever entry of a list. */
function sameKind(a: Path, b: Path): boolean {
  return (
    a.length === b.length &&
    a.every((key, at) => key === b[at] || (typeof key === 'number' && typeof b[at] === 'number'))
  )
}

function rewritten(
  document: Json | undefined,
  rename: (leaf: { path: Path; value: Json }) => Json | undefined,
  vary: (value: Json, path: Path) => Json,
): { document: Json | undefined; fresh: readonly FreshValue[] } {
  if (document === undefined) return { document, fresh: [] }
  let result = document
  const fresh: FreshValue[] = []
  for (const leaf of leavesOf(document)) {
    const name = rename(leaf)
    const value = name ?? vary(leaf.value, leaf.path)
    if (value === leaf.value) continue
    result = withValue(result, leaf.path, value)
    fresh.push({ path: leaf.path, value, isName: name !== undefined })
  }
  return { document: result, fresh: fresh.toSorted((a, b) => Number(b.isName) - Number(a.isName)) }
}
