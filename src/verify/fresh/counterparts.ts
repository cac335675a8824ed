import type { Json } from '../../lib/json.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import { nameOf } from '../account-changes.ts'
import { leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { type Naming, fieldOf, namesIn } from './names-in-account.ts'

/** For each object of the old account, one of the new account that can take its place. */
export type Cast = ReadonlyMap<AccountObject, AccountObject>

export interface CastOptions {
  /** Counterparts that are known and need not be guessed. */
  readonly certain?: Cast
  /** Counterparts need not stand in the same relations: what was to be so made of it may not be so yet. */
  readonly loosely?: boolean
}

/**
 * Casts for some objects of one account among those of another, likeliest first: of the same kind, standing in the
 * same relations to each other (a message in its channel), and otherwise as alike as can be found.
 */
export function* castsFor(
  objects: readonly AccountObject[],
  old: AccountState,
  young: AccountState,
  { certain = new Map(), loosely = false }: CastOptions = {},
): Generator<Cast> {
  const ranked = objects.map((object) => {
    const known = certain.get(object)
    const others = candidatesFor(object, old, young).filter(
      (candidate) => !known || nameOf(candidate) !== nameOf(known),
    )
    return known ? [known, ...others] : others
  })
  const relations = loosely ? [] : relationsAmong(objects)
  const choose = function* (index: number, cast: Map<AccountObject, AccountObject>): Generator<Cast> {
    const object = objects[index]
    if (!object) return yield new Map(cast)
    for (const candidate of ranked[index] ?? []) {
      if (!relations.every((relation) => holds(relation, new Map([...cast, [object, candidate]])))) continue
      yield* choose(index + 1, new Map([...cast, [object, candidate]]))
    }
  }
  yield* choose(0, new Map())
}

interface Relation {
  readonly of: AccountObject
  /** The place in `of` that names `to`, and by which of its fields. */
  readonly place: string
  readonly to: AccountObject
  readonly field: string
}

function relationsAmong(objects: readonly AccountObject[]): Relation[] {
  return objects.flatMap((of) =>
    objects.flatMap((to) => (of === to ? [] : namingPlaces(of, to).map((found) => ({ of, to, ...found })))),
  )
}

function namingPlaces(of: AccountObject, to: AccountObject): { place: string; field: string }[] {
  return leavesOf(of.fields).flatMap(({ path, value }) => {
    const field = to.names.find((name) => value !== '' && value !== null && fieldOf(to, name) === value)
    return field === undefined || typeof value === 'boolean' ? [] : [{ place: pathText(path), field }]
  })
}

/** Not yet cast objects break no relation. */
function holds({ of, place, to, field }: Relation, cast: Cast): boolean {
  const [from, target] = [cast.get(of), cast.get(to)]
  return !from || !target || textAt(from, place) === String(fieldOf(target, field))
}

function candidatesFor(object: AccountObject, old: AccountState, young: AccountState): AccountObject[] {
  const kin = young.filter(({ collection }) => collection === object.collection)
  const position = old.filter(({ collection }) => collection === object.collection).indexOf(object)
  const oldNames = namesIn(old)
  const traits = traitsOf(object, old, young, oldNames)
  const score = (candidate: AccountObject, index: number) =>
    traits.filter(({ place, expected }) => textAt(candidate, place) === expected).length * 2 +
    (index === position ? 1 : 0)
  return kin
    .map((candidate, index) => ({ candidate, score: score(candidate, index) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 25)
    .map(({ candidate }) => candidate)
}

/** What a counterpart should look like: the same switches and kinds, and relations to counterparts. */
function traitsOf(
  object: AccountObject,
  old: AccountState,
  young: AccountState,
  names: ReadonlyMap<string, readonly Naming[]>,
) {
  return leavesOf(object.fields).flatMap(({ path, value }) => {
    const place = pathText(path)
    const [naming] = typeof value === 'string' ? (names.get(value) ?? []) : []
    if (naming && naming.object !== object) {
      const other = samePosition(naming.object, old, young)
      return other ? [{ place, expected: String(fieldOf(other, naming.field)) }] : []
    }
    return isKindWord(value) ? [{ place, expected: String(value) }] : []
  })
}

function samePosition(object: AccountObject, old: AccountState, young: AccountState): AccountObject | undefined {
  const kin = (state: AccountState) => state.filter(({ collection }) => collection === object.collection)
  return kin(young)[kin(old).indexOf(object)]
}

/** Booleans, and single words such as `confirmed` that say of what sort a thing is. */
function isKindWord(value: Json): boolean {
  return typeof value === 'boolean' || (typeof value === 'string' && /^[a-z]+([A-Z_][a-z]+)*$/.test(value))
}

function textAt(object: AccountObject, place: string): string {
  const leaf = leavesOf(object.fields).find(({ path }) => pathText(path) === place)
  return String(leaf?.value)
}
