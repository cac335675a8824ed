import { type Json, isJsonObject } from '../../lib/json.ts'
import { bodyOf } from '../replay/answers.ts'
import { type ArtefactCheck, goodRuns, proxied } from '../trial.ts'

/**
 * Does each value stand under the name by which the API gave it? What a field of its own should hold is for people to
 * say; but where two values have changed the names that they had in one object of the answer, they were mixed up.
 */
export const namesKept: ArtefactCheck = {
  name: 'names-kept',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0) return undefined
    for (const { ending, exchanges } of runs) {
      if (ending.kind !== 'returned') continue
      const given = proxied(exchanges)
      const answered = indexOf(given.flatMap((exchange) => objectsIn(bodyOf(exchange))))
      const swapped = objectsIn([ending.output, ...Object.values(ending.saved)])
        .flatMap(pairsOf)
        .find(([one, other]) => isSwapped(one, other, answered))
      if (!swapped) continue
      const [one, other] = swapped
      return {
        outcome: 'broken',
        because: `what the API calls ${other.name} it returns as ${one.name}, and the other way round`,
        exhibits: given.slice(-3).map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' })),
      }
    }
    return { outcome: 'held' }
  },
}

interface Field {
  readonly name: string
  readonly value: string
}

type Answered = ReadonlyMap<string, ReadonlySet<number>>

function isSwapped(one: Field, other: Field, answered: Answered): boolean {
  if (one.value === other.value) return false
  const crossed = isTogether({ ...one, value: other.value }, { ...other, value: one.value }, answered)
  return crossed && !isTogether(one, other, answered)
}

/** Whether one object of the answers has both. */
function isTogether(one: Field, other: Field, answered: Answered): boolean {
  const [these, those] = [answered.get(keyOf(one)), answered.get(keyOf(other))]
  return these !== undefined && those !== undefined && !these.isDisjointFrom(those)
}

function indexOf(objects: readonly (readonly Field[])[]): Answered {
  const index = new Map<string, Set<number>>()
  for (const [number, fields] of objects.entries()) {
    for (const field of fields) {
      const key = keyOf(field)
      index.set(key, (index.get(key) ?? new Set()).add(number))
    }
  }
  return index
}

/** A function may write a name in its own way. */
function keyOf({ name, value }: Field): string {
  return `${name.replaceAll(/[_-]/g, '').toLowerCase()} ${value}`
}

/** The texts of each object, at any depth; those of an object in it stand under its own name too. */
function objectsIn(value: Json): Field[][] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => objectsIn(each))
  if (!isJsonObject(value)) return []
  const fields = Object.entries(value).flatMap(([name, inner]) => textsIn(inner).map((text) => ({ name, value: text })))
  return [fields, ...Object.values(value).flatMap(objectsIn)]
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}

function pairsOf(fields: readonly Field[]): (readonly [Field, Field])[] {
  return fields.flatMap((one, index) => fields.slice(index + 1).map((other) => [one, other] as const))
}
