import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import { propertiesOf, requiredNames } from '../fresh/input-schema.ts'
import { type Fields, type SameThing, plainName, sameThingsIn } from '../same-thing.ts'
import { type ArtefactCheck, type Trial, goodRuns, requestsOf } from '../trial.ts'

/**
 * Is every field given that the function itself declares, where the API answers one of the same name? An optional field
 * that is read by a wrong name is never there, and no schema and no test says so.
 */
export const fieldsGiven: ArtefactCheck = {
  name: 'fields-given',
  examine(trial) {
    const runs = goodRuns(trial)
    const [run] = runs
    if (!run) return undefined
    const pairs = runs.flatMap((each) => sameThingsIn(each, 'alone'))
    const given = new Set(pairs.flatMap(({ returned }) => [...returned.keys()]))
    for (const { optional, all } of objectsDeclared(trial)) {
      const own = pairs.filter(({ returned }) => isOf(returned, all))
      const missing = optional.find((name) => !given.has(plainName(name)) && own.some((pair) => isAnswered(name, pair)))
      if (missing === undefined) continue
      const because = `it declares ${missing}, which the API answers, and never returns it`
      return { outcome: 'broken', because, exhibits: requestsOf(run) }
    }
    return { outcome: 'held' }
  },
}

interface Declared {
  /** Plain. */
  readonly all: readonly string[]
  /** As written. */
  readonly optional: readonly string[]
}

/** Whether the API answers a field of this name, or of one that is only shorter, with what is nowhere in the result. */
function isAnswered(name: string, { returned, answered }: SameThing): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/)
  const names = words.flatMap((_, at) => (words.slice(at + 1).every(isFiller) ? [words.slice(0, at + 1).join('')] : []))
  const values = new Set([...returned.values()].flat())
  return names.some((each) =>
    answered.every((fields) => fields.get(each)?.some((value) => typeof value !== 'boolean' && !values.has(value))),
  )
}

function isFiller(word: string): boolean {
  return /^(id|user|at|on|time|ts|date|text|value|number|key|code)$/.test(word)
}

const most = 200

/** Every object in the declared output, with the names of its scalar fields. */
function objectsDeclared({ schemas }: Trial): Declared[] {
  if (!schemas) return []
  const found: Declared[] = []
  const visit = (schema: Json, refs: readonly string[]) => {
    if (found.length >= most) return
    if (Array.isArray(schema)) for (const each of schema) visit(each, refs)
    if (!isJsonObject(schema)) return
    const ref = schema['$ref']
    if (typeof ref === 'string' && !refs.includes(ref)) {
      visit(schemas.definitions[ref.replace('#/definitions/', '')] ?? null, [...refs, ref])
    }
    if (isJsonObject(schema['properties'])) found.push(declaredIn(schema))
    for (const each of Object.values(schema)) visit(each, refs)
  }
  for (const output of schemas.outputs ?? []) visit(output, [])
  return found
}

function declaredIn(schema: JsonObject): Declared {
  const required = requiredNames(schema)
  const properties = Object.entries(propertiesOf(schema))
  const optional = properties.filter(([name, of]) => !required.has(name) && isScalarSchema(of))
  return { all: properties.map(([name]) => plainName(name)), optional: optional.map(([name]) => name) }
}

function isScalarSchema(schema: Json): boolean {
  return isJsonObject(schema) && /^(string|number|integer|boolean)$/.test(String(schema['type']))
}

/** Whether an object is one of those declared: it has nothing else. */
function isOf(returned: Fields, declared: readonly string[]): boolean {
  const names = [...returned.keys()]
  return names.length >= 2 && names.every((name) => declared.includes(name))
}
